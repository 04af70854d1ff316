# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter as it would be published now: the officer's words, with themes, points and figures from the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Min, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from samspil.dialogue.inviting.models import InvitationReply
from samspil.dialogue.letter import quoting
from samspil.dialogue.letter.content import (
    AttachedFile,
    Facts,
    LetterContent,
    NextMeeting,
    Point,
    PublishedNote,
    Quote,
    Theme,
    by_tables,
)
from samspil.dialogue.letter.hooks import hearing_figures
from samspil.dialogue.letter.models import Letter, LetterQuote
from samspil.dialogue.letter.queries.sources import Sources, sources
from samspil.dialogue.letter.words.facts import counted_words
from samspil.dialogue.letter.words.meetings import next_words
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.rules import may_quote
from samspil.dialogue.notes.wording import wording
from samspil.engines.sorting import Placement
from samspil.people.places.queries import municipality
from samspil.ui import merge_fields

if TYPE_CHECKING:
    from samspil.people.persons.models import User

TEXTS = ("title", "greeting", "introduction", "closing", "sender_name", "sender_title")
WITH_FIELDS = ("greeting", "introduction", "closing")


def letter_of(*, meeting: Meeting) -> Letter | None:
    return Letter.objects.select_related("meeting", "updated_by").filter(meeting=meeting).first()


def letter_start(*, meeting: Meeting, by: User) -> dict[str, str]:
    """The words a new draft begins with: a start in plain Danish, to be changed."""
    house = municipality()
    department = ", ".join(filter(None, (house.department, house.name))) if house else ""
    return {
        "title": meeting.title,
        "greeting": "Kære alle",
        "introduction": (
            "Tak for en god aften. I sad ved {borde} borde og skrev {noter} noter.\n\n"
            "Her er det, I sagde. Til hvert punkt hører de noter, det bygger på."
        ),
        # The same words stand on a page, on paper and in a mail: how one answers is said by each of them.
        "closing": "Har vi hørt forkert, så sig det til os. Tak, fordi I var med.",
        "sender_name": by.person.name if by.person else "",
        "sender_title": department,
    }


def quotes_of(*, letter: Letter | None) -> list[LetterQuote]:
    if letter is None:
        return []
    return list(
        letter.quotes.select_related("note__reading", "note__translation", "note__meeting").order_by("position", "pk")
    )


@dataclass(frozen=True)
class Draft:
    """A draft and all that it is made from: read once for the page, for the check and for publishing."""

    meeting: Meeting
    letter: Letter | None
    texts: Mapping[str, str]
    theme_texts: Mapping[str, str]
    quotes: tuple[LetterQuote, ...]
    sources: Sources
    values: Mapping[str, str]
    content: LetterContent


def draft(*, meeting: Meeting, by: User) -> Draft:
    """The draft of `meeting` for a page; before anybody has saved one, with the words a new one begins with."""
    letter = letter_of(meeting=meeting)
    texts = {name: getattr(letter, name) for name in TEXTS} if letter else letter_start(meeting=meeting, by=by)
    return draft_from(meeting=meeting, letter=letter, texts=texts, kept=True)


def draft_from(*, meeting: Meeting, letter: Letter | None, texts: Mapping[str, str], kept: bool = False) -> Draft:
    theme_texts = letter.theme_texts if letter else {}
    quotes = tuple(quotes_of(letter=letter))
    found = sources(meeting=meeting, kept=kept)
    facts = _facts(found)
    following = _next(meeting)
    values = field_values(facts=facts, following=following)
    return Draft(
        meeting=meeting,
        letter=letter,
        texts=texts,
        theme_texts=theme_texts,
        quotes=quotes,
        sources=found,
        values=values,
        content=_ordered(letter, _content(meeting, texts, theme_texts, quotes, found, facts, following, values)),
    )


def _ordered(letter: Letter | None, content: LetterContent) -> LetterContent:
    """As on the desk, or by tables where an officer has pressed that; points without a theme stay last."""
    if letter is None or not letter.by_tables:
        return content
    named = by_tables(theme for theme in content.themes if theme.ref)
    return replace(content, themes=named + tuple(theme for theme in content.themes if not theme.ref))


def letter_content(*, meeting: Meeting, kept: bool = False) -> LetterContent:
    """What the saved draft would publish now. A meeting without a draft has empty words and full figures."""
    letter = letter_of(meeting=meeting)
    texts = {name: getattr(letter, name) if letter else "" for name in TEXTS}
    return draft_from(meeting=meeting, letter=letter, texts=texts, kept=kept).content


def field_values(*, facts: Facts, following: NextMeeting | None) -> dict[str, str]:
    """What each live field says today, in Danish, the language of the officer's text."""
    with translation.override("da"):
        counted = counted_words(facts)
        return {
            merge_fields.TABLES: counted.tables,
            merge_fields.NOTES: counted.notes,
            merge_fields.PEOPLE: counted.people,
            merge_fields.USED: counted.used,
            merge_fields.ASIDE: counted.aside,
            merge_fields.NEXT: next_words(following) if following else "",
        }


def _facts(found: Sources) -> Facts:
    placed = [key for key, value in found.sorting.accounts.placement.items() if value != Placement.WITHDRAWN]
    origins = [found.notes[key].origin for key in placed]
    return Facts(
        small=found.small,
        people=_people(found.meeting),
        tables=found.sorting.table_total,
        notes=found.sorting.accounts.total,
        used=found.count(Placement.PLACED),
        aside=found.count(Placement.ASIDE),
        talk_notes=origins.count("talk"),
        plenum_notes=origins.count("plenum"),
    )


def _people(meeting: Meeting) -> int | None:
    """How many said they would come; None where nobody did, or where a yes to an earlier day was not confirmed: then
    it is not known.
    """
    coming = InvitationReply.objects.filter(invitation__meeting=meeting, coming=True)
    said = coming.aggregate(people=Sum("people"), earliest=Min("sequence"))
    if said["earliest"] is None or said["earliest"] < meeting.sequence:
        return None
    people: int = said["people"]
    return people


def _next(meeting: Meeting) -> NextMeeting | None:
    if meeting.next_on is None:
        return None
    return NextMeeting(meeting.next_on, meeting.next_from, meeting.next_until, meeting.next_place)


def _content(
    meeting: Meeting,
    texts: Mapping[str, str],
    theme_texts: Mapping[str, str],
    quotes: Iterable[LetterQuote],
    found: Sources,
    facts: Facts,
    following: NextMeeting | None,
    values: Mapping[str, str],
) -> LetterContent:
    house = municipality()
    themes, talk, plenum = _sections(found, theme_texts, values, _by_point(found, quotes))
    said = {name: merge_fields.filled(texts.get(name, ""), values) for name in WITH_FIELDS}
    plain = {name: text.replace("\r\n", "\n").strip() for name, text in {**texts, **said}.items()}
    return LetterContent(
        meeting_title=meeting.title,
        meeting_place=meeting.place,
        starts_at=meeting.starts_at,
        municipality=house.name if house else "",
        title=plain["title"],
        greeting=plain["greeting"],
        introduction=plain["introduction"],
        closing=plain["closing"],
        sender_name=plain["sender_name"],
        sender_title=plain["sender_title"],
        facts=facts,
        themes=themes,
        talk=talk,
        plenum=plenum,
        asides=found.aside_groups(),
        next=following,
        files=tuple(
            AttachedFile(str(file.uuid), file.title, file.filename, file.content_type, file.size)
            for file in meeting.attachments.order_by("title", "pk")
        ),
        hearing=hearing_figures.first(meeting=meeting),
    )


def _sections(
    found: Sources, theme_texts: Mapping[str, str], values: Mapping[str, str], quotes: Mapping[str, list[Quote]]
) -> tuple[tuple[Theme, ...], tuple[Point, ...], tuple[Point, ...]]:
    """Themes with the points that tables stand behind; then what was only said in the talk, and only in the plenum.

    A point that no note stands behind says nothing that anybody said, and is left out.
    """
    themes: list[Theme] = []
    talk: list[Point] = []
    plenum: list[Point] = []
    beds = [(theme.id, theme.title, theme.points) for theme in found.board.themes]
    for ref, title, lying in [*beds, ("", "", found.board.loose)]:
        here = []
        for raw in lying:
            point = replace(found.point(raw), quotes=tuple(quotes.get(raw.id, ())))
            if point.table_notes:
                here.append(point)
            elif point.note_count:
                (talk if point.talk_notes else plenum).append(point)
        if here:
            # Points without a theme keep publishing back (`obstacles`); a preview shows them under no heading.
            themes.append(Theme(ref, title, merge_fields.filled(theme_texts.get(ref, ""), values).strip(), tuple(here)))
    return tuple(themes), tuple(talk), tuple(plenum)


def _by_point(found: Sources, quotes: Iterable[LetterQuote]) -> dict[str, list[Quote]]:
    """Quotes at the points where they stand now: they follow their note when points are merged."""
    quoted: dict[str, list[Quote]] = {}
    for row in quotes:
        home = quote_home(found, row)
        if home is None or not may_quote(row.note):
            continue
        note = found.published(str(row.note_id), ())
        quote = Quote(
            ref=note.ref,
            place=note.place,
            text=row.text,
            language=note.language,
            names_language=note.names_language,
            dissent=is_dissent(row.text, note),
            danish=quote_danish(row),
        )
        quoted.setdefault(home, []).append(quote)
    return quoted


def quote_home(found: Sources, row: LetterQuote) -> str | None:
    """The point where the quote stands now; None when its note no longer lies there."""
    point = found.board.final_point(str(row.point))
    here = found.board.points.get(point)
    note = found.notes.get(str(row.note_id))
    if here is None or note is None or note.withdrawn_at is not None:
        return None
    return point if any(unit.note == str(row.note_id) for unit in here.units) else None


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point on the draft's page, with the quotes picked for it."""

    point: Point
    quotes: tuple[LetterQuote, ...]


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A theme of the draft with its number, or what was said apart from the tables (`title`)."""

    theme: Theme | None
    number: int
    title: str
    rows: tuple[PointRow, ...]


def draft_sections(draft: Draft) -> list[DraftSection]:
    """The draft's page from top to bottom."""
    picked: dict[str, list[LetterQuote]] = {}
    for row in draft.quotes:
        picked.setdefault(quote_home(draft.sources, row) or "", []).append(row)

    def rows(points: Iterable[Point]) -> tuple[PointRow, ...]:
        return tuple(PointRow(point, tuple(picked.get(point.ref, ()))) for point in points)

    content = draft.content
    sections = [DraftSection(theme, number, "", rows(theme.points)) for number, theme in enumerate(content.themes, 1)]
    apart = ((_("Fra oplægget"), content.talk), (_("Fra opsamlingen for alle"), content.plenum))
    return sections + [DraftSection(None, 0, title, rows(points)) for title, points in apart if points]


def point_of(*, draft: Draft, ref: str) -> Point | None:
    """A point of the draft, wherever it stands in the letter."""
    rows = (row for section in draft_sections(draft) for row in section.rows)
    return next((row.point for row in rows if row.point.ref == ref), None)


def stray_quotes(draft: Draft) -> list[LetterQuote]:
    """Quotes whose note no longer lies at their point."""
    return [row for row in draft.quotes if quote_home(draft.sources, row) is None]


def is_dissent(text: str, note: PublishedNote) -> bool:
    """Whether the words are those of the one who sees it differently, and not of the table."""
    in_text = quoting.is_verbatim(quote=text, reading=note.text)
    return not in_text and quoting.is_verbatim(quote=text, reading=note.dissent_text)


def quote_is_verbatim(row: LetterQuote) -> bool:
    """Whether the quote still stands, letter by letter, in what may be published of its note."""
    said = wording(row.note)
    return any(quoting.is_verbatim(quote=row.text, reading=part) for part in (said.text, said.dissent_text))


def quote_danish(row: LetterQuote) -> str:
    """What stands in Danish beside the quote: the piece that was picked, or the whole reading of a whole note."""
    said = wording(row.note)
    if row.danish:
        return row.danish if danish_stands(row) else ""
    whole = {said.text: said.danish, said.dissent_text: said.danish_dissent}
    return whole.get(row.text, "")


def danish_stands(row: LetterQuote) -> bool:
    """Whether the Danish that was picked for a quote still stands in the note's reading; nothing picked always does."""
    said = wording(row.note)
    parts = (said.danish, said.danish_dissent)
    return not row.danish or any(quoting.is_verbatim(quote=row.danish, reading=part) for part in parts)


def note_of(*, meeting: Meeting, uuid: UUID | None) -> Note | None:
    """A note of this meeting; anybody else's is not known of."""
    return meeting.notes.select_related("reading", "translation").filter(pk=uuid).first() if uuid else None
