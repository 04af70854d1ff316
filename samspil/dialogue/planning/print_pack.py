# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What lies on the tables, on paper: a sign for each table, a sheet for each round at each table, and the handouts.

Words stand in the meeting's languages side by side, from `handouts`; a question stands in every language
it has been written in. Each sheet carries its table's code, so that paper and phone are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from samspil.dialogue.meetings.enums import Handout
from samspil.dialogue.meetings.languages import direction
from samspil.dialogue.planning import handouts
from samspil.ui import pdf, pictures

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting, MeetingTable
    from samspil.dialogue.meetings.queries import RoundPlan

SIGNS, SHEETS, HANDOUTS = "skilte", "ark", "papirer"
PARTS = (SIGNS, SHEETS, HANDOUTS)
# How many copies of each handout lie at a table is decided at the copier; the PDF has one of each.
LINES = 14


@dataclass(frozen=True, slots=True)
class TextIn:
    """Words in one language, with the way it is written."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class TableCode:
    """A table as its sheets show it. `spaced` is the code as people read it aloud."""

    number: int
    code: str
    spaced: str
    note_taker: str
    qr: SafeString


@dataclass(frozen=True, slots=True)
class Question:
    number: int
    minutes: int
    said: tuple[TextIn, ...]


@dataclass(frozen=True, slots=True)
class SpiralSheet:
    title: tuple[TextIn, ...]
    steps: tuple[tuple[TextIn, ...], ...]
    outcome: tuple[TextIn, ...]
    widens: bool
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class ListSheet:
    title: tuple[TextIn, ...]
    use: tuple[TextIn, ...]
    lines: tuple[tuple[TextIn, ...], ...]
    credit: tuple[TextIn, ...]


def pdf_file(
    *, meeting: Meeting, rounds: Sequence[RoundPlan], tables: Sequence[MeetingTable], parts: Iterable[str] = PARTS
) -> bytes:
    """One tagged PDF in A4. Holds in black and white."""
    with translation.override("da"):
        html = render_to_string("dialogue/print_pack.html", context(meeting, rounds, tables, parts))
        return pdf.render(html, title=f"Til bordene: {meeting.title}", language="da")


def context(
    meeting: Meeting, rounds: Sequence[RoundPlan], tables: Sequence[MeetingTable], parts: Iterable[str]
) -> dict[str, object]:
    wanted = set(parts)
    languages = handouts.languages_of(meeting.languages)
    kinds = {plan.round.handout for plan in rounds}
    papers = HANDOUTS in wanted
    return {
        "meeting": meeting,
        "origin": settings.ORIGIN.removeprefix("https://").removeprefix("http://"),
        "signs": SIGNS in wanted,
        "sheets": SHEETS in wanted,
        "tables": [_table(table) for table in tables],
        "questions": [_question(plan) for plan in rounds],
        "lines": range(LINES),
        "how_to": [_in_languages(line, languages) for line in handouts.HOW_TO],
        "words": {
            "how_to": _in_languages(handouts.HOW_TO_TITLE, languages),
            "table": _in_languages(handouts.TABLE, languages),
            "code": _in_languages(handouts.CODE, languages),
            "or_write": _in_languages(handouts.OR_WRITE, languages),
            "essential": _in_languages(handouts.ESSENTIAL, languages),
            "differs": _in_languages(handouts.DIFFERS, languages),
            "round": _in_languages(handouts.ROUND, languages),
            "minutes": _in_languages(handouts.MINUTES, languages),
        },
        "spirals": _spirals(languages) if papers and Handout.SPIRALS in kinds else None,
        "lists": [
            _list(sheet, languages)
            for kind, sheet in (
                (Handout.ASSUMPTIONS, handouts.ASSUMPTIONS),
                (Handout.ELEMENTS, handouts.ELEMENTS),
            )
            if papers and kind in kinds
        ],
    }


def _in_languages(text: handouts.Words, languages: Iterable[str]) -> tuple[TextIn, ...]:
    return tuple(TextIn(handouts.say(text, language), language) for language in languages)


def _table(table: MeetingTable) -> TableCode:
    half = len(table.code) // 2
    return TableCode(
        number=table.number,
        code=table.code,
        spaced=f"{table.code[:half]} {table.code[half:]}",
        note_taker=table.note_taker,
        qr=qr_code(settings.ORIGIN + reverse("dialogue:table", args=[table.code]), table.number),
    )


def qr_code(address: str, table: int) -> SafeString:
    """The address as a QR code in SVG: medium error correction, so that a coffee stain does not matter."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=1, border=2, omitsize=True, svgclass="qr", lineclass="qr-line", unit="")
    label = f'role="img" aria-label="QR-kode til bord {table}: {address}"'
    return mark_safe(svg.replace("<svg ", f"<svg {label} ", 1))  # noqa: S308 - made by segno from our own address


def _question(plan: RoundPlan) -> Question:
    """In each language it is written in, once: a language without words of its own shows no second Danish."""
    said = {reading.language: TextIn(reading.body, reading.language) for _language, reading in plan.questions}
    return Question(plan.round.number, plan.round.minutes, tuple(item for item in said.values() if item.text))


def _spirals(languages: Iterable[str]) -> dict[str, object]:
    spoken = list(languages)
    return {
        "title": _in_languages(handouts.SPIRALS_TITLE, spoken),
        "use": _in_languages(handouts.SPIRALS_USE, spoken),
        "credit": _in_languages(handouts.CREDIT, spoken),
        "sheets": [_spiral(handouts.INCLUSION, spoken), _spiral(handouts.EXCLUSION, spoken)],
    }


def _spiral(spiral: handouts.Spiral, languages: list[str]) -> SpiralSheet:
    label = f"{spiral.title['da']}: fem trin, tegnet som en spiral"
    drawing = pictures.spiral_in(label=label) if spiral.widens else pictures.spiral_out(label=label, size=420)
    return SpiralSheet(
        title=_in_languages(spiral.title, languages),
        steps=tuple(_in_languages(step, languages) for step in spiral.steps),
        outcome=_in_languages(spiral.outcome, languages),
        widens=spiral.widens,
        drawing=mark_safe(drawing),  # noqa: S308 - drawn by samspil.ui.pictures, which escapes
    )


def _list(sheet: handouts.NumberedList, languages: list[str]) -> ListSheet:
    return ListSheet(
        title=_in_languages(sheet.title, languages),
        use=_in_languages(sheet.use, languages),
        lines=tuple(_in_languages(line, languages) for line in sheet.lines),
        credit=_in_languages(sheet.credit, languages),
    )
