# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil serve` and `samspil demo`: web and worker, the address when it answers, a stop in order."""

import argparse
import datetime as dt
import errno
import http.client
import importlib.util
import io
import os
import socket
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
import segno
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from samspil.cli import backing_up, database, environment, installation, lan, web
from samspil.cli.environment import ProblemError
from samspil.cli.supervising import Child, Supervisor
from samspil.config import keys, static

_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


@dataclass(frozen=True)
class Serving:
    """Where the pages are served, and under which name the world knows them; whether code is followed as it changes."""

    host: str
    port: int
    certificate: tuple[Path, Path, str] | None
    lan_address: str | None
    reload: bool = False

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"

    @property
    def local(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"

    @property
    def on_lan(self) -> str | None:
        return f"{self.scheme}://{self.lan_address}:{self.port}" if self.lan_address else None


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="TAL", help="porten (ellers PORT i miljøet, ellers 8000)")
    parser.add_argument(
        "--host", metavar="ADRESSE", help="adressen, der lyttes på (ellers kun denne maskine: 127.0.0.1)"
    )
    parser.add_argument(
        "--lan", action="store_true", help="vis også siderne for telefoner og andre maskiner på det lokale netværk"
    )
    parser.add_argument("--https", action="store_true", help="krypter med et certifikat, som Samspil selv laver")
    parser.add_argument(
        "--reload", action="store_true", help="til udvikling: start igen, når koden ændres, og vis fejl på siderne"
    )


def serve(options: argparse.Namespace) -> int:
    _say_shortcomings()
    data = environment.prepare(data=options.data, database=False)
    plan = _plan(options, data)
    _set_addresses(plan)
    environment.prepare()
    _refuse_unsafe(data)
    _set_up()
    _ensure_tables()
    backing_up.remove_leftovers(data / backing_up.FOLDER)
    return _run(plan)


def demo(options: argparse.Namespace) -> int:
    _say_shortcomings()
    data = environment.prepare(data=options.data, database=False)
    os.environ["SAMSPIL_DEMO"] = "1"
    plan = _plan(options, data)
    _set_addresses(plan)
    print("Samspil gør demoen klar …", flush=True)
    environment.prepare()
    _set_up()
    _migrate()
    who = _load_demo()
    return _run(plan, who)


def _say_shortcomings() -> None:
    """On the first line, so that nobody finds a page without its look and wonders."""
    if found := installation.shortcomings():
        print(" ".join(found), flush=True)


def _plan(options: argparse.Namespace, data: Path) -> Serving:
    port = options.port or _number(os.environ.get("PORT", ""), 8000)
    host = options.host or ("0.0.0.0" if options.lan else "127.0.0.1")  # noqa: S104 (asked for with --lan)
    found = lan.address() if options.lan else None
    if options.lan and not found:
        msg = "Maskinen er ikke på et netværk, så ingen telefon kan nå den. Slut den til netværket, og prøv igen."
        raise ProblemError(msg)
    _refuse_taken_port(host, port)
    made = None
    if options.https:
        names = ["localhost", "127.0.0.1", "::1", *([found] if found else []), *_own_names()]
        made = lan.certificate(data / "certificate", names=names, now=dt.datetime.now(dt.UTC))
    if options.reload:
        os.environ.setdefault("SAMSPIL_DEBUG", "1")
    return Serving(host, port, made, found, options.reload)


def _number(words: str, default: int) -> int:
    if not words.strip():
        return default
    if not words.strip().isdigit():
        msg = f"PORT skal være et tal, ikke {words!r}."
        raise ProblemError(msg)
    return int(words)


def _own_names() -> list[str]:
    name = socket.gethostname().split(".")[0]
    return [name, f"{name}.local"] if name.isascii() and name != "localhost" else []


def _refuse_taken_port(host: str, port: int) -> None:
    if not 0 < port < 65536:
        msg = f"Porten skal være mellem 1 og 65535, ikke {port}."
        raise ProblemError(msg)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            words = {
                errno.EADDRINUSE: f"Porten {port} er optaget af et andet program. Vælg en anden, fx --port {port + 1}.",
                errno.EACCES: f"Porten {port} kræver særlige rettigheder. Vælg en over 1023, fx --port 8000.",
                errno.EADDRNOTAVAIL: f"Maskinen har ikke adressen {host}. Udelad --host, eller vælg en, den har.",
            }.get(error.errno or 0, f"Adressen {host} kan ikke bruges: {error.strerror}.")
            raise ProblemError(words) from error


def _set_addresses(plan: Serving) -> None:
    """One origin for QR codes, mails and passkeys, and the names under which requests are answered."""
    origin = os.environ.setdefault("SAMSPIL_ORIGIN", plan.on_lan or plan.local)
    known = [*_HOSTS, urlsplit(origin).hostname or "", *([plan.lan_address] if plan.lan_address else [])]
    os.environ.setdefault("SAMSPIL_HOSTS", ",".join(dict.fromkeys(name for name in known if name)))


def _refuse_unsafe(data: Path) -> None:
    unsafe = [name for name in keys.NAMES if keys.UNSAFE in keys.secret(data, name)]
    if unsafe and not settings.DEBUG and not settings.DEMO:
        msg = (
            f"{', '.join(unsafe)} har en værdi, som alle kender. Fjern den fra miljøet, så laver Samspil selv "
            f"en sikker nøgle i "
            f"{keys.keys_file(data)}."
        )
        raise ProblemError(msg)


def _set_up() -> None:
    django.setup()
    try:
        # Before anything is rendered: pages and letters name the files as they are collected. With SAMSPIL_DEBUG they
        # are served from where they are written.
        if not settings.DEBUG:
            static.collect()
    except static.CollectError as error:
        raise ProblemError(str(error)) from error


def _ensure_tables() -> None:
    """An empty database is filled with tables; one that waits for changes is left to the operator and a backup."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and not executor.loader.applied_migrations:
        print("Databasen er tom. Samspil laver tabellerne …", flush=True)
        _migrate()
    elif waiting:
        msg = (
            f"Databasen er fra en ældre version af Samspil ({len(waiting)} ændringer venter). Tag en "
            f"sikkerhedskopi (samspil "
            "backup), kør samspil migrate, og start igen."
        )
        raise ProblemError(msg)
    connection.close()


def _migrate() -> None:
    database.migrate_alone(verbosity=0)
    connection.close()


def _load_demo() -> list[str]:
    """Load the fictional municipality; lines about who one can be."""
    if importlib.util.find_spec("samspil.demo") is None or importlib.util.find_spec("samspil.demo.load") is None:
        return []
    load = importlib.import_module("samspil.demo.load")
    load.load_if_empty()
    return [str(line) for line in getattr(load, "who_one_can_be", list)()]


def _run(plan: Serving, who: list[str] | None = None) -> int:
    address = ["--host", plan.host, "--port", str(plan.port)]
    if plan.certificate:
        address += ["--certificate", str(plan.certificate[0]), "--key", str(plan.certificate[1])]
    reload = ["--reload"] if plan.reload else []
    children = [
        Child("Webserveren", ["samspil.cli.web", *address, *reload], patience=web.GRACE + 2),
        Child("Arbejderen", ["samspil.cli.worker", "--child", *reload], patience=20),
    ]
    supervisor = Supervisor(children, os.environ)
    code = supervisor.run(is_ready=lambda: _is_answering(plan), on_ready=lambda: _print_addresses(plan, who or []))
    if code:
        print("Webserveren kunne ikke starte. Grunden står ovenfor.", flush=True)
    else:
        print("Samspil er stoppet.", flush=True)
    environment.release_database()
    return code


def _is_answering(plan: Serving) -> bool:
    """Whether a page is answered, not just a connection taken."""
    host = "127.0.0.1" if plan.host in {"0.0.0.0", "127.0.0.1", "localhost"} else plan.host  # noqa: S104 (compared)
    connection: http.client.HTTPConnection
    if plan.certificate:
        # Our own process on our own machine; the certificate is ours and unknown to the system.
        connection = http.client.HTTPSConnection(
            host,
            plan.port,
            timeout=5,
            context=ssl._create_unverified_context(),  # noqa: S323 (as said above)
        )
    else:
        connection = http.client.HTTPConnection(host, plan.port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{plan.port}"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        time.sleep(0.1)
        return False
    finally:
        connection.close()
    return True


def _print_addresses(plan: Serving, who: list[str]) -> None:
    lines = ["", f"Samspil kører: {plan.local}"]
    origin = os.environ["SAMSPIL_ORIGIN"]
    if origin not in {plan.local, plan.on_lan}:
        lines.append(f"Verden kender det som {origin}")
    lines += who
    if plan.on_lan:
        lines += _phone_instructions(plan, plan.on_lan)
    lines += ["", "Stop med Ctrl-C."]
    print("\n".join(lines), flush=True)


def _phone_instructions(plan: Serving, address: str) -> list[str]:
    lines = ["", f"Telefoner på samme netværk: {address}", ""]
    lines += _terminal_code(address)
    if plan.certificate:
        file, _, fingerprint = plan.certificate
        lines += [
            "Telefonen advarer første gang om, at den ikke kender certifikatet. Det er ventet:",
            "  Android: »Din forbindelse er ikke privat« → Avanceret → Fortsæt til siden.",
            "  iPhone: »Denne forbindelse er ikke privat« → Vis detaljer → Besøg dette websted.",
            "Siderne virker derefter. Passkeys og arbejde uden net virker først, når telefonen stoler på certifikatet:",
            f"  installér {file} på telefonen (docs/operations.md viser hvordan).",
            f"Certifikatets fingeraftryk: {fingerprint}",
        ]
    else:
        lines += [
            "Telefonen skriver »Ikke sikker« ved adressen, for forbindelsen er ikke krypteret: alle på "
            "netværket kan læse med.",
            "Bordene kan skrive noter. Passkeys og arbejde uden net kræver https: start med --https, eller sæt en",
            "reverse proxy med et rigtigt certifikat foran (docs/operations.md).",
        ]
    return lines


def _terminal_code(address: str) -> list[str]:
    out = io.StringIO()
    segno.make(address, micro=False).terminal(out, compact=True, border=2)
    return out.getvalue().splitlines()
