# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What lies on the tables, on paper: a sign for each table, a sheet for each round at each table, and the handouts.

Words stand in the meeting's languages side by side, from `handouts`; a question stands in every language
it has been written in. Each sheet carries its table's code, so that paper and phone are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
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
from samspil.dialogue.planning.enums import PackPart
from samspil.ui import pdf, pictures

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting, MeetingTable
    from samspil.dialogue.meetings.queries import RoundPlan

WHOLE, SIGNS, SHEETS, HANDOUTS, NOTES = PackPart
PARTS = (SIGNS, SHEETS, HANDOUTS, NOTES)
# Lines to write on, below a question and on a sheet of its own.
LINES, FEWEST_LINES, LINES_ALONE = 14, 5, 20
# In tenths of a millimetre: the paper between the margins, from line to line, and what is left for question and lines.
WIDE, APART, ROOM = 1740, 92, 1740
STAR = "l4.7 10.2 11 1.2 -8.2 7.5 2.3 10.8 -9.8 -5.5 -9.8 5.5 2.3 -10.8 -8.2 -7.5 11 -1.2z"


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
    lines: SafeString


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


def _nobody_asks(_done: int) -> None:
    pass


def pdf_file(
    *,
    meeting: Meeting,
    rounds: Sequence[RoundPlan],
    tables: Sequence[MeetingTable],
    part: str = WHOLE,
    on_table: Callable[[int], object] = _nobody_asks,
) -> bytes:
    """One tagged PDF in A4 of the whole pack or one of PARTS: table by table the pile that lies there, each with a copy
    of each handout; without tables one of each handout. Holds in black and white.

    `on_table` is told how many tables are laid out, after each of them.
    """
    wanted = PARTS if part == WHOLE else (part,)
    press = pdf.press()
    with translation.override("da"):
        shared = _context(meeting, rounds)
        papers = press.pages(_html(shared, _handouts(meeting, rounds))) if HANDOUTS in wanted and used(rounds) else []
        own = {str(name): name in wanted for name in (SIGNS, SHEETS, NOTES)}
        pages = [] if tables else papers
        for done, table in enumerate(tables, 1):
            if any(own.values()):
                pages += press.pages(_html(shared, {"table": _table(table), "show": own}))
            pages += papers
            on_table(done)
        return press.bound(pages, title=f"Papir til bordene: {meeting.title}", language="da")


def used(rounds: Sequence[RoundPlan]) -> list[Handout]:
    """The handouts that lie at a table in at least one of the rounds."""
    chosen = {plan.round.handout for plan in rounds}
    return [kind for kind in (Handout.SPIRALS, Handout.ASSUMPTIONS, Handout.ELEMENTS) if kind in chosen]


def _html(*contexts: Mapping[str, object]) -> str:
    return render_to_string(
        "dialogue/print_pack.html", {key: value for each in contexts for key, value in each.items()}
    )


def _context(meeting: Meeting, rounds: Sequence[RoundPlan]) -> dict[str, object]:
    """What stands on every table's paper."""
    languages = handouts.languages_of(meeting.languages)
    names = ("how_to_title", "table", "or_write", "essential", "differs", "round", "minutes", "more_notes", "say_round")
    return {
        "meeting": meeting,
        "origin": settings.ORIGIN.removeprefix("https://").removeprefix("http://"),
        "questions": [_question(plan) for plan in rounds],
        "lines": _lines(LINES_ALONE),
        "how_to": [_in_languages(line, languages) for line in handouts.HOW_TO],
        "words": {name: _in_languages(getattr(handouts, name.upper()), languages) for name in names},
    }


def _handouts(meeting: Meeting, rounds: Sequence[RoundPlan]) -> dict[str, object]:
    languages, kinds = handouts.languages_of(meeting.languages), used(rounds)
    lists = {Handout.ASSUMPTIONS: handouts.ASSUMPTIONS, Handout.ELEMENTS: handouts.ELEMENTS}
    return {
        "spirals": _spirals(languages) if Handout.SPIRALS in kinds else None,
        "lists": [_list(sheet, languages) for kind, sheet in lists.items() if kind in kinds],
    }


def _lines(count: int) -> SafeString:
    """Lines to write on, each with a star to fill in: one picture, for boxes cost layout."""
    stars = "".join(f"M20 {APART * line - 36}{STAR}" for line in range(1, count + 1))
    rules = "".join(f"M0 {APART * line}H{WIDE}" for line in range(1, count + 1))
    return mark_safe(  # noqa: S308 - made of numbers
        f'<svg class="sp-p-write" viewBox="0 0 {WIDE} {APART * count + 2}" aria-hidden="true">'
        f'<path fill="none" stroke="#4a585b" stroke-width="2.5" d="{stars}"/>'
        f'<path stroke="#7f7868" stroke-width="2" d="{rules}"/></svg>'
    )


def _in_languages(text: handouts.Words, languages: Iterable[str]) -> tuple[TextIn, ...]:
    return tuple(TextIn(handouts.say(text, language), language) for language in languages)


def _table(table: MeetingTable) -> TableCode:
    half = len(table.code) // 2
    return TableCode(
        number=table.number,
        code=table.code,
        spaced=f"{table.code[:half]} {table.code[half:]}",
        note_taker=table.note_taker,
        qr=qr_of(table),
    )


def qr_of(table: MeetingTable) -> SafeString:
    """The table's address as a QR code in SVG: medium error correction, so that a coffee stain does not matter."""
    address = settings.ORIGIN + reverse("dialogue:table", args=[table.code])
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=1, border=2, omitsize=True, svgclass="qr", lineclass="qr-line", unit="")
    label = f'role="img" aria-label="QR-kode til bord {table.number}: {address}"'
    return mark_safe(svg.replace("<svg ", f"<svg {label} ", 1))  # noqa: S308 - made by segno from our own address


def _question(plan: RoundPlan) -> Question:
    """In each language it is written in, once: a language without words of its own shows no second Danish."""
    said = {reading.language: TextIn(reading.body, reading.language) for _language, reading in plan.questions}
    texts = tuple(item for item in said.values() if item.text)
    return Question(plan.round.number, plan.round.minutes, texts, _lines(_lines_below(texts)))


def _lines_below(said: Sequence[TextIn]) -> int:
    """So many that a question's sheet is one page, also where the question is long: Danish stands larger."""
    high = [
        84 * ceil(len(item.text) / 46) if number == 0 else 61 * ceil(len(item.text) / 76) + 15
        for number, item in enumerate(said)
    ]
    return max(FEWEST_LINES, min(LINES, (ROOM - sum(high)) // APART))


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
