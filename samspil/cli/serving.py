# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil serve` and `samspil demo`: web and worker, the address when it answers, a stop in order.

This process lives as long as they do and only looks after them: it imports neither Django nor a driver for the
database. What must be made ready is done by one of its own (samspil.cli.preparing), which ends again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import io
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from samspil.cli import environment, installation
from samspil.cli.environment import ProblemError
from samspil.cli.leftovers import FOLDER, remove_leftovers
from samspil.cli.supervising import WEB_GRACE, Child, Supervisor
from samspil.config import env, keys
from samspil.config.postgres import Places

# Exit codes of the web process: all must be made ready first; or it has said why it does not start.
UNPREPARED, REFUSED = 79, 78
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


def add_demo_options(parser: argparse.ArgumentParser) -> None:
    add_options(parser)
    parser.add_argument(
        "--size",
        choices=["small", "city"],
        default="",
        metavar="small|city",
        help="kommunens størrelse: small har 7 skoler; city har 75 skoler, 35.000 elever og 55.000 forældre, og det "
        "tager et par minutter første gang (ellers small, eller den størrelse mappen har)",
    )


def serve(options: argparse.Namespace) -> int:
    _say_shortcomings()
    data = environment.prepare(data=options.data, database=False)
    # Before anything that may refuse to start: what a killed backup left is readable for whoever has the disk.
    remove_leftovers(data / FOLDER)
    remove_leftovers(data)
    plan = _plan(options, data)
    _set_addresses(plan)
    _refuse_unsafe(data)
    return _run(plan, data)


def demo(options: argparse.Namespace) -> int:
    _say_shortcomings()
    data = environment.prepare(data=options.data, database=False)
    os.environ["SAMSPIL_DEMO"] = "1"
    plan = _plan(options, data)
    _set_addresses(plan)
    print("Samspil gør demoen klar …", flush=True)
    return _run(plan, data, demo=options.size or "any")


def _say_shortcomings() -> None:
    """On the first line, so that nobody finds a page without its look and wonders."""
    if found := installation.shortcomings():
        print(" ".join(found), flush=True)


def _plan(options: argparse.Namespace, data: Path) -> Serving:
    port = options.port or _number(os.environ.get("PORT", ""), 8000)
    host = options.host or ("0.0.0.0" if options.lan else "127.0.0.1")  # noqa: S104 (asked for with --lan)
    found = _lan().address() if options.lan else None
    if options.lan and not found:
        msg = "Maskinen er ikke på et netværk, så ingen telefon kan nå den. Slut den til netværket, og prøv igen."
        raise ProblemError(msg)
    _refuse_taken_port(host, port)
    made = None
    if options.https:
        names = ["localhost", "127.0.0.1", "::1", *([found] if found else []), *_own_names()]
        made = _lan().certificate(data / "certificate", names=names, now=dt.datetime.now(dt.UTC))
    if options.reload:
        os.environ.setdefault("SAMSPIL_DEBUG", "1")
    return Serving(host, port, made, found, options.reload)


def _lan() -> ModuleType:
    # Only who asks for the network or for encryption needs what it imports.
    from samspil.cli import lan  # noqa: PLC0415 (reason above)

    return lan


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
    if unsafe and not env.flag("SAMSPIL_DEBUG") and not env.flag("SAMSPIL_DEMO"):
        msg = (
            f"{', '.join(unsafe)} har en værdi, som alle kender. Fjern den fra miljøet, så laver Samspil selv "
            f"en sikker nøgle i "
            f"{keys.keys_file(data)}."
        )
        raise ProblemError(msg)


def _run(plan: Serving, data: Path, *, demo: str = "") -> int:
    code = UNPREPARED
    who: list[str] = []
    if not demo and not _is_new(data):
        code = _supervise(plan, who, check=True)
    if code == UNPREPARED:
        code, who = _prepare(demo)
        code = code or _supervise(plan, who, check=False)
    return _end(code)


def _supervise(plan: Serving, who: list[str], *, check: bool) -> int:
    address = ["--host", plan.host, "--port", str(plan.port), *(["--check"] if check else [])]
    if plan.certificate:
        address += ["--certificate", str(plan.certificate[0]), "--key", str(plan.certificate[1])]
    reload = ["--reload"] if plan.reload else []
    children = [
        Child("Webserveren", ["samspil.cli.web", *address, *reload], patience=WEB_GRACE + 2),
        Child("Arbejderen", ["samspil.cli.worker", "--child", *reload], patience=20),
    ]
    return Supervisor(children, os.environ).run(
        begin=environment.hold_database,
        is_ready=lambda: _is_answering(plan),
        on_ready=lambda: _print_addresses(plan, who),
    )


def _end(code: int) -> int:
    if not code:
        print("Samspil er stoppet.", flush=True)
    elif code != REFUSED:
        print("Webserveren kunne ikke starte. Grunden står ovenfor.", flush=True)
    environment.release_database()
    return 1 if code else 0


def _is_new(data: Path) -> bool:
    """Whether the folder has surely not been served from; of others the web process finds out."""
    collected = env.flag("SAMSPIL_DEBUG") or (data / "static" / ".inputs").exists()
    has_database = bool(os.environ.get("DATABASE_URL")) or (Places(data).cluster / "PG_VERSION").exists()
    return not (collected and has_database)


def _prepare(demo: str) -> tuple[int, list[str]]:
    """Have all made ready. The exit code of who did it, and what is to be said about the demo."""
    read, write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "samspil.cli.preparing", "--answer", str(write), *(["--demo", demo] if demo else [])],
        # It ends when we do (`follow_parent`).
        stdin=subprocess.PIPE,
        pass_fds=(write,),
    )
    os.close(write)
    try:
        # While it sets out.
        environment.hold_database()
        with os.fdopen(read, encoding="utf-8") as answer:
            words = answer.read()
        return process.wait(), words.splitlines()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _is_answering(plan: Serving) -> bool:
    """Whether a page is answered, not just a connection taken."""
    # Half as much memory as with http.client, which brings the reading of mails.
    host = "127.0.0.1" if plan.host in {"0.0.0.0", "127.0.0.1", "localhost"} else plan.host  # noqa: S104 (compared)
    request = f"GET / HTTP/1.1\r\nHost: localhost:{plan.port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, plan.port), timeout=5) as plain, _wrapped(plain, plan) as channel:
            channel.sendall(request.encode("ascii"))
            return channel.recv(5) == b"HTTP/"
    except OSError:
        return False


def _wrapped(plain: socket.socket, plan: Serving) -> socket.socket:
    if not plan.certificate:
        return plain
    import ssl  # noqa: PLC0415 (megabytes that most need not hold)

    # Our own process on our own machine; the certificate is ours and unknown to the system.
    return ssl._create_unverified_context().wrap_socket(plain)  # noqa: S323 (as said above)


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
    # Only --lan shows one.
    import segno  # noqa: PLC0415 (reason above)

    out = io.StringIO()
    segno.make(address, micro=False).terminal(out, compact=True, border=2)
    return out.getvalue().splitlines()
