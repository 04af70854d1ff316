# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The command `samspil`: what someone who looks after an installation needs. Everything else is Django's."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable
from typing import cast

from django.core.management import execute_from_command_line

from samspil.cli import backing_up, beginning, checking, danish, database, environment, importing, restoring, serving
from samspil.cli.environment import ProblemError
from samspil.config.env import SettingError
from samspil.config.postgres import StartError
from samspil.core.errors import SamspilError

Run = Callable[[argparse.Namespace], int]

_ABOUT = """\
Samspil: dialogmøder og samarbejde mellem skole og forældre.

Første gang:   samspil begin          og derefter samspil serve
Se det prøvet: samspil demo
Før ændringer: samspil backup
Er alt i orden? samspil check
"""
_MORE = """\
Alt gemmes i datamappen: SAMSPIL_DATA i miljøet, ellers .data i den mappe, man står i. Alle indstillinger står i
docs/operations.md. Djangos egne kommandoer: samspil django help.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what was asked."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal with another encoding shows a question mark; it does not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except (StartError, SettingError, ProblemError, SamspilError) as error:
        print(f"samspil: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1


def _run(given: list[str]) -> int:
    danish.speak_danish()
    parser, names = _parser()
    if given and not given[0].startswith("-") and given[0] not in names:
        given = ["django", *given]
    if given[:1] == ["django"]:
        return _django(given[1:])
    options = parser.parse_args(given)
    if not hasattr(options, "run"):
        parser.print_help()
        return 0
    return cast("Run", options.run)(options)


def _parser() -> tuple[argparse.ArgumentParser, set[str]]:
    parser = danish.Parser(prog="samspil", description=_ABOUT, epilog=_MORE)
    commands = parser.add_subparsers(title="kommandoer", metavar="KOMMANDO", parser_class=danish.Parser)

    def add(name: str, short: str, run: Run, *, more: str = "") -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=short, description=f"{short[0].upper()}{short[1:]}.\n{more}")
        command.add_argument("--data", metavar="MAPPE", help="datamappen (ellers SAMSPIL_DATA, ellers .data)")
        command.set_defaults(run=run)
        return command

    serving.add_options(add("serve", "start Samspil: websider og arbejder", serving.serve, more=_SERVE))
    serving.add_options(add("demo", "vis Samspil med en opdigtet kommune", serving.demo, more=_DEMO))
    beginning.add_options(
        add("begin", "skriv kommunens navn, og luk den første konsulent ind", beginning.run, more=beginning.MORE)
    )
    add("worker", "start kun arbejderen (sender mails m.m.)", database.worker, more=_WORKER)
    add("migrate", "bring databasen op til denne version af Samspil", database.migrate, more=_MIGRATE)
    add("check", "se, om alt er i orden, og hvad der i givet fald skal gøres", checking.check, more=_CHECK)
    importing.add_options(
        add("import", "læs skoler, klasser, børn og forældre ind fra filer", importing.run, more=importing.MORE)
    )
    backing_up.add_options(add("backup", "tag en sikkerhedskopi", backing_up.backup, more=_BACKUP))
    restoring.add_options(add("restore", "læs en sikkerhedskopi ind", restoring.restore, more=_RESTORE))
    database.add_options(add("db", "databasen: adressen, psql, eller hold den kørende", database.run))
    commands.add_parser("django", help="Djangos egne kommandoer, fx samspil django help")
    return parser, set(commands.choices)


def _django(arguments: list[str]) -> int:
    environment.prepare(database=database.is_needed_for(arguments))
    execute_from_command_line(["samspil", *arguments])
    return 0


_SERVE = """
Uden DATABASE_URL startes en PostgreSQL, som kun Samspil kan nå. Den stopper igen sammen med Samspil.
"""
_DEMO = """
Alt i demoen er opdigtet. Ingen mails forlader maskinen: de kan læses på siden »Udbakke«.
"""
_WORKER = """
samspil serve starter selv en arbejder. Brug denne, når websiderne kører på en anden måde.
"""
_MIGRATE = """
Tag en sikkerhedskopi først (samspil backup). Kan køres igen uden skade.
"""
_CHECK = """
Hver linje siger, hvad der er galt, og hvad man gør. Slutter med 0, når alt er i orden, med 1, når noget skal rettes,
før Samspil kan bruges, og med 2, når Samspil kan bruges, men noget bør ses efter.
"""
_BACKUP = """
Én fil med databasen, de uploadede filer og en liste, der afslører skader. Samspil kan køre imens. Nøglerne er ikke
med, medmindre man beder om det: gem dem et andet sted, for uden dem kan de krypterede felter ikke læses.
"""
_RESTORE = """
Filen læses helt igennem, før noget røres. Enten kommer alt ind, eller også er intet ændret.
"""
