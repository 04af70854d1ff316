# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The command `samspil`: what someone who looks after an installation needs. Everything else is Django's."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from samspil.cli import danish


@dataclass(frozen=True, slots=True)
class Command:
    """`module` is imported when the command is asked for: what looks after the others carries none of them in memory.

    Its function `run` does it; `options`, where there is one, adds to the parser.
    """

    name: str
    short: str
    module: str
    run: str
    options: str = ""
    more: str = ""


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
    return told(lambda: _run(sys.argv[1:] if arguments is None else arguments))


def told(run: Callable[[], int], *, refused: int = 1) -> int:
    """The exit code of `run`; `refused` after a failure whose message is for the operator, which is printed."""
    try:
        return run()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        if not _is_for_the_operator(error):
            raise
        print(f"samspil: {error}", file=sys.stderr, flush=True)
        return refused


def _is_for_the_operator(error: Exception) -> bool:
    # Most commands end without one, and Django is behind the last.
    from samspil.cli.environment import ProblemError  # noqa: PLC0415 (reason above)
    from samspil.config.env import SettingError  # noqa: PLC0415 (reason above)
    from samspil.config.postgres import StartError  # noqa: PLC0415 (reason above)
    from samspil.core.errors import SamspilError  # noqa: PLC0415 (reason above)

    return isinstance(error, (StartError, SettingError, ProblemError, SamspilError))


def _run(given: list[str]) -> int:
    danish.speak_danish()
    if given[:1] == ["django"]:
        return _django(given[1:])
    if given and not given[0].startswith("-") and given[0] not in COMMANDS:
        return _django(given)
    options = parser(given[0] if given else "").parse_args(given)
    if not hasattr(options, "command"):
        parser("").print_help()
        return 0
    command = COMMANDS[options.command]
    return cast("int", getattr(import_module(command.module), command.run)(options))


def parser(chosen: str) -> argparse.ArgumentParser:
    """Every command with a line about it, and the options of the chosen one."""
    made = danish.Parser(prog="samspil", description=_ABOUT, epilog=_MORE)
    commands = made.add_subparsers(title="kommandoer", metavar="KOMMANDO", parser_class=danish.Parser)
    for command in COMMANDS.values():
        short = f"{command.short[0].upper()}{command.short[1:]}"
        one = commands.add_parser(command.name, help=command.short, description=f"{short}.\n{command.more}")
        one.add_argument("--data", metavar="MAPPE", help="datamappen (ellers SAMSPIL_DATA, ellers .data)")
        one.set_defaults(command=command.name)
        if command.name == chosen and command.options:
            getattr(import_module(command.module), command.options)(one)
    commands.add_parser("django", help="Djangos egne kommandoer, fx samspil django help")
    return made


def _django(arguments: list[str]) -> int:
    # The one command that needs these before it is known what it is.
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (reason above)

    from samspil.cli import database, environment  # noqa: PLC0415 (reason above)

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
_BEGIN = """
Nye personer får en konto uden adgangskode. De logger ind med en kode, der kommer på mail. Kan køres igen for at lukke
en kollega ind.
"""
_IMPORT = """
Uden --do ændres intet: rapporten viser, hvad der ville ske. Filerne hører sammen og læses som én: vores danske CSV
eller Excel (skoler, klasser, elever, forældre, bestyrelser), eller en OneRoster 1.1-eksport (.zip eller .csv). Enten
kommer alt ind, eller også er intet ændret.
"""

_ALL = (
    Command("serve", "start Samspil: websider og arbejder", "samspil.cli.serving", "serve", "add_options", _SERVE),
    Command("demo", "vis Samspil med en opdigtet kommune", "samspil.cli.serving", "demo", "add_demo_options", _DEMO),
    Command(
        "begin",
        "skriv kommunens navn, og luk den første konsulent ind",
        "samspil.cli.beginning",
        "run",
        "add_options",
        _BEGIN,
    ),
    Command("worker", "start kun arbejderen (sender mails m.m.)", "samspil.cli.database", "worker", more=_WORKER),
    Command(
        "migrate", "bring databasen op til denne version af Samspil", "samspil.cli.database", "migrate", more=_MIGRATE
    ),
    Command(
        "check",
        "se, om alt er i orden, og hvad der i givet fald skal gøres",
        "samspil.cli.checking",
        "check",
        more=_CHECK,
    ),
    Command(
        "import",
        "læs skoler, klasser, børn og forældre ind fra filer",
        "samspil.cli.importing",
        "run",
        "add_options",
        _IMPORT,
    ),
    Command("backup", "tag en sikkerhedskopi", "samspil.cli.backing_up", "backup", "add_options", _BACKUP),
    Command("restore", "læs en sikkerhedskopi ind", "samspil.cli.restoring", "restore", "add_options", _RESTORE),
    Command("db", "databasen: adressen, psql, eller hold den kørende", "samspil.cli.database", "run", "add_options"),
)
COMMANDS: Final = {command.name: command for command in _ALL}
