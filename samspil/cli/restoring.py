# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil restore`: a copy read back, all of it or nothing."""

import argparse
import datetime as dt
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

import psycopg

from samspil.cli import environment
from samspil.cli.backing_up import DUMP, FILES, FORMAT, KEYS, MANIFEST
from samspil.cli.database import url
from samspil.cli.environment import ProblemError
from samspil.cli.leftovers import UNFINISHED, UNPACKED, held, remove_leftovers
from samspil.config import keys
from samspil.config.postgres import binaries

# Our own things in the database, but not what an extension owns: the administrator may have made those.
_CLEAR = """
DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', CASE item.relkind WHEN 'v' THEN 'VIEW'
            WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, item.name);
    END LOOP;
    FOR item IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'S'
    LOOP
        EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', item.name);
    END LOOP;
    FOR item IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.prokind IN ('f', 'p')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', item.name);
    END LOOP;
    FOR item IN SELECT t.oid::regtype AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = 'public' AND t.typtype IN ('e', 'd')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', item.name);
    END LOOP;
END $$;
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FIL", help="filen, som samspil backup lavede")
    parser.add_argument("--replace", action="store_true", help="erstat det, der er i databasen nu")
    parser.add_argument(
        "--other-keys",
        action="store_true",
        help="læs ind, selv om nøglerne er andre (krypterede felter kan ikke læses)",
    )


def restore(options: argparse.Namespace) -> int:
    source = Path(options.file).expanduser().absolute()
    data = environment.prepare(data=options.data, database=False)
    manifest = verified_manifest(source)
    environment.prepare()
    restore_copy(source, manifest, data=data, address=url(), replace=options.replace, other_keys=options.other_keys)
    print(f"Kopien fra {_when(manifest)} er læst ind. Kør samspil migrate, hvis Samspil er nyere end kopien.")
    return 0


def verified_manifest(source: Path) -> dict[str, Any]:
    """The manifest of a copy whose every byte is as it was written."""
    try:
        manifest, found = _read(source)
    except FileNotFoundError as error:
        msg = f"Filen {source} findes ikke."
        raise ProblemError(msg) from error
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise _damaged(source, str(error)) from error
    if not manifest:
        raise _damaged(source, "listen over indholdet mangler")
    if manifest.get("format") != FORMAT:
        msg = (
            f"{source} er lavet af en nyere version af Samspil. Intet er ændret. Brug den version til at læse den ind."
        )
        raise ProblemError(msg)
    promised = {name: (member["size"], member["sha256"]) for name, member in manifest["members"].items()}
    if promised != found:
        names = sorted(name for name in promised.keys() | found.keys() if promised.get(name) != found.get(name))
        raise _damaged(source, f"disse dele passer ikke med listen: {', '.join(names[:5])}")
    return manifest


def _read(source: Path) -> tuple[dict[str, Any], dict[str, tuple[int, str]]]:
    """The manifest, and what is there in fact."""
    manifest: dict[str, Any] = {}
    found: dict[str, tuple[int, str]] = {}
    with tarfile.open(source) as tar:
        for entry in tar:
            content = tar.extractfile(entry) if entry.isfile() else None
            if content is None or not _is_expected(entry.name):
                msg = f"den indeholder {entry.name!r}"
                raise ValueError(msg)
            if entry.name == MANIFEST:
                manifest = json.load(content)
            else:
                digest = hashlib.sha256()
                while part := content.read(1 << 20):
                    digest.update(part)
                found[entry.name] = (entry.size, digest.hexdigest())
    return manifest, found


def restore_copy(
    source: Path, manifest: dict[str, Any], *, data: Path, address: str, replace: bool, other_keys: bool = False
) -> None:
    """Put a verified copy in place of what is there.

    Keys and files are swapped when the database has taken it all: until then nothing is changed, whatever fails.
    """
    _refuse_unless_free(address, replace=replace)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_leftovers(data)
        with tempfile.TemporaryDirectory(dir=data, prefix=UNPACKED) as folder, held(Path(folder)):
            draft = Path(folder) / "copy"
            draft.mkdir(mode=0o700)
            with tarfile.open(source) as tar:
                new_keys = _needed_keys(tar, manifest, data=data, draft=draft, other_keys=other_keys)
                tar.extractall(draft, filter="data")
            _load(draft / DUMP, address)
            _put_in_place(draft, data, new_keys=new_keys)
    except (OSError, tarfile.TarError) as error:
        msg = f"Kopien kunne ikke pakkes ud i {data} ({error}). Intet er ændret."
        raise ProblemError(msg) from error


def _put_in_place(draft: Path, data: Path, *, new_keys: bool) -> None:
    """The database is the copy's now, and cannot be put back: from here on nothing is thrown away before it is used."""
    rest = data / UNFINISHED
    try:
        for dump in draft.glob(f"{Path(DUMP).stem}.*"):
            dump.unlink()
        # What an earlier one left, which was stopped here: this copy is the one that counts.
        shutil.rmtree(rest, ignore_errors=True)
        draft.rename(rest)
        if new_keys:
            (rest / KEYS).chmod(0o600)
            _swap(rest / KEYS, keys.keys_file(data), what="De nøgler")
        _swap(rest / FILES, data / FILES, what="De filer")
    except OSError as error:
        msg = (
            f"Databasen er læst ind, men kopiens nøgler og filer kunne ikke lægges i {data}: {error.strerror}. "
            f"Kør igen med --replace. Ligger de i {rest}, kan I også selv flytte {KEYS} og {FILES} op i {data} og "
            "slette mappen, før Samspil startes."
        )
        raise ProblemError(msg) from error
    shutil.rmtree(rest, ignore_errors=True)


def _is_expected(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return name in {MANIFEST, DUMP, KEYS} or (path.parts[0] == FILES and len(path.parts) > 1)


def _damaged(source: Path, why: str) -> ProblemError:
    return ProblemError(f"{source} er ikke en hel sikkerhedskopi ({why}). Intet er ændret. Brug en anden kopi.")


def _when(manifest: dict[str, Any]) -> str:
    return dt.datetime.fromisoformat(manifest["made_at"]).astimezone().strftime("%d.%m.%Y kl. %H.%M")


def _refuse_unless_free(address: str, *, replace: bool) -> None:
    try:
        others, tables = _in_use(address)
    except psycopg.OperationalError as error:
        msg = f"Databasen svarer ikke: {str(error).strip()} Intet er ændret."
        raise ProblemError(msg) from error
    if others:
        msg = "Samspil kører. Intet er ændret. Stop det, og prøv igen, så ingen mister det, de skriver imens."
        raise ProblemError(msg)
    if tables and not replace:
        msg = (
            "Databasen er ikke tom. Intet er ændret. Skal kopien erstatte alt, hvad der er i den, så tag først "
            "en kopi af det "
            "nuværende (samspil backup), og kør igen med --replace."
        )
        raise ProblemError(msg)


def _in_use(address: str) -> tuple[int, int]:
    """How many others are connected to the database, and how many tables it has."""
    with psycopg.connect(address, autocommit=True) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        ).fetchone()
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return (others[0] if others else 0), (tables[0] if tables else 0)


def _needed_keys(tar: tarfile.TarFile, manifest: dict[str, Any], *, data: Path, draft: Path, other_keys: bool) -> bool:
    """Whether the copy's keys are to replace those in `data`; they are then in `draft`.

    Raises ProblemError when neither these nor those are the keys that the copy was made with.
    """
    if other_keys or manifest["keys"] == keys.fingerprint(data):
        return False
    if KEYS in manifest["members"]:
        tar.extract(KEYS, draft, filter="data")
        if manifest["keys"] == keys.fingerprint(draft):
            return True
    msg = (
        f"Kopien er lavet med andre nøgler end dem, der er her, så krypterede felter ville ikke kunne læses. "
        f"Intet er ændret. Læg "
        f"den gamle keys.env i {keys.keys_file(data)} (eller de gamle nøgler i miljøet), og prøv igen. Er de "
        f"tabt, så brug "
        "--other-keys: alt andet end de krypterede felter kommer ind."
    )
    raise ProblemError(msg)


def _load(dump: Path, address: str) -> None:
    """One transaction: the old goes and the new comes, or neither."""
    script = dump.with_suffix(".sql")
    made = subprocess.run(
        [binaries.program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    clear = dump.with_suffix(".clear.sql")
    clear.write_text(_CLEAR, encoding="utf-8")
    loaded = made
    if not made.returncode:
        loaded = subprocess.run(
            [
                binaries.program("psql"),
                "--no-psqlrc",
                "--quiet",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                f"--file={clear}",
                f"--file={script}",
                f"--dbname={address}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if loaded.returncode:
        errors = "\n".join(line for line in loaded.stderr.splitlines() if "NOTICE" not in line)
        msg = f"Databasen tog ikke imod kopien. Intet er ændret.\n{errors[-900:].strip()}"
        raise ProblemError(msg)


def _swap(new: Path, present: Path, *, what: str) -> None:
    """Put `new` where `present` is, which is kept beside it; a copy without files leaves none."""
    before = present.with_name(f"{present.name}.før-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}")
    if present.is_file() or (present.is_dir() and any(present.iterdir())):
        present.rename(before)
        print(f"{what}, der var her, ligger nu i {before}.")
    if new.exists():
        if present.is_dir():
            present.rmdir()
        new.rename(present)
