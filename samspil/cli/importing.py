# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil import`: what a file would do, and, when asked to, doing it."""

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import django

from samspil.cli import environment
from samspil.cli.environment import ProblemError
from samspil.core import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samspil.people.importing.actions.importing import Report
    from samspil.people.importing.files.rows import Problem

_SHOWN = 40
_KINDS = {
    "schools": "skoler",
    "classes": "klasser",
    "persons": "personer",
    "pupils": "elever",
    "guardians": "forældre",
    "staff": "ansatte",
    "teams": "i klassers teams",
    "seats": "bestyrelsespladser",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FIL", help="filerne, der hører sammen")
    parser.add_argument(
        "--on", type=dt.date.fromisoformat, metavar="DATO", help="fra denne dag, fx 2026-08-01 (ellers i dag)"
    )
    parser.add_argument("--do", action="store_true", help="gør det; ellers vises kun, hvad der ville ske")
    parser.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="SLAGS",
        help="sig ja til, at mere end 5 %% af en slags afsluttes (rapporten siger hvilken)",
    )


def run(options: argparse.Namespace) -> int:
    contents = [(Path(name).name, _content(Path(name))) for name in options.files]
    environment.prepare(data=options.data)
    django.setup()
    # Models are known only now.
    from samspil.people.importing.actions import importing  # noqa: PLC0415 (reason above)
    from samspil.people.importing.files.tables import SourceFile  # noqa: PLC0415 (reason above)

    files = [SourceFile(name, data) for name, data in contents]
    on = options.on or clock.today(clock.now())
    report = importing.import_report(files=files, on=on)
    _show(report)
    if not options.do or not report.can_be_done:
        print("\nIntet er ændret." + (" Kør igen med --do for at gøre det." if report.can_be_done else ""))
        return 0 if report.can_be_done else 1
    importing.import_files(files=files, on=on, by=None, now=clock.now(), confirmed=_codes(options.confirm))
    print("\nDet er gjort.")
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.expanduser().read_bytes()
    except OSError as error:
        msg = f"Filen {path} kan ikke læses: {error.strerror}. Intet er ændret."
        raise ProblemError(msg) from error


def _show(report: "Report") -> None:
    _some("✗", report.problems)
    for kind, count in report.counts.items():
        print(f"{_KINDS.get(kind, kind)}: {count.new} nye, {count.changed} ændrede, {count.ended} afsluttes")
    _some("!", report.notices)
    for changed in report.changes_named[:_SHOWN]:
        fields = "; ".join(f"{field.label} fra »{field.old}« til »{field.new}«" for field in changed.fields)
        print(f"  ændres: {changed.name}{f' ({changed.place})' if changed.place else ''}: {fields}")
    for ended in report.named[:_SHOWN]:
        print(f"  afsluttes: {ended.name} ({ended.place})")
    for kind in report.confirm:
        word = _KINDS.get(kind, kind)
        print(f"! Mere end 5 % af alle {word} ville blive afsluttet. Er det rigtigt, så tilføj --confirm {word}.")


def _some(sign: str, lines: "Sequence[Problem]") -> None:
    for line in lines[:_SHOWN]:
        print(f"{sign} {line}")
    if len(lines) > _SHOWN:
        print(f"{sign} … og {len(lines) - _SHOWN} linjer mere.")


def _codes(words: list[str]) -> list[str]:
    return [next((kind for kind, known in _KINDS.items() if known == word), word) for word in words]
