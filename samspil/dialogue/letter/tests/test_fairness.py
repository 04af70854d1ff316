# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whose notes the letter leaves out: told before sending, never in the way of it."""

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.fairness import Imbalance, Kind, QuotableNote, Share, imbalances, shares
from samspil.dialogue.letter.queries.draft import draft
from samspil.dialogue.letter.queries.fairness import fairness
from samspil.dialogue.models import Letter, LetterVersion, Note
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.tests.factories import LATER, NoteFactory
from samspil.dialogue.tests.letter_evening import an_evening, point_uuid
from samspil.engines.sorting import NotePlace, NoteUnplace, Unit
from tests.made_once import made_once


def said(table=1, round_=1, language="da", points=("p",), quoted=False, times=1):
    return [QuotableNote(table, round_, language, frozenset(points), quoted)] * times


def test_a_table_that_wrote_much_and_is_not_quoted_while_others_are():
    quoted = said(table=1, quoted=True)

    assert imbalances([*quoted, *said(table=2, times=5)]) == [Imbalance(Kind.TABLE_UNQUOTED, 2, 5)]
    assert imbalances([*quoted, *said(table=2, times=4)]) == []
    assert imbalances([*quoted, *said(table=2, times=4), *said(table=2, quoted=True)]) == []


def test_a_letter_without_quotes_leaves_nobody_out():
    assert imbalances(said(table=2, times=9)) == []


def test_a_table_with_nothing_in_a_point_is_said_whether_or_not_there_are_quotes():
    unused = said(table=2, points=(), times=5)

    assert imbalances([*said(table=1, times=2), *unused]) == [Imbalance(Kind.TABLE_UNUSED, 2, 5)]
    assert imbalances([*said(quoted=True), *unused]) == [Imbalance(Kind.TABLE_UNUSED, 2, 5)]


def test_a_language_that_is_not_quoted_while_others_are():
    arabic = [voice for table in range(2, 7) for voice in said(table=table, language="ar")]

    assert imbalances([*said(quoted=True), *arabic]) == [Imbalance(Kind.LANGUAGE_UNQUOTED, "ar", 5)]
    assert imbalances([*said(quoted=True), *arabic[:4]]) == []


def test_a_round_with_less_than_half_its_share_of_the_points():
    points = [f"p{number}" for number in range(10)]
    first = [QuotableNote(1, 1, "da", frozenset({point})) for point in points]
    second = said(round_=2, points=("p0",), times=10)

    assert imbalances([*first, *second]) == [Imbalance(Kind.ROUND_SMALL, 2, 10, 20, 1, 10)]
    # With its whole share it is not named.
    more = QuotableNote(1, 2, "da", frozenset({"p1", "p2", "p3", "p4"}))
    assert imbalances([*first, *second[:9], more]) == []


def test_a_round_is_named_from_five_notes_and_not_from_four():
    first = [QuotableNote(1, 1, "da", frozenset({f"p{number}"})) for number in range(10)]
    small = said(round_=2, points=(), times=5)

    assert imbalances([*first, *small]) == [Imbalance(Kind.ROUND_SMALL, 2, 5, 15, 0, 10)]
    assert imbalances([*first, *small[:4]]) == []


def test_less_than_half_is_told_up_to_the_half_and_not_beyond():
    """Ten of twenty notes and ten points: half of its share is two and a half points."""
    first = [QuotableNote(1, 1, "da", frozenset({f"p{number}"})) for number in range(10)]

    def second(points):
        own = [QuotableNote(1, 2, "da", frozenset({f"p{number}"})) for number in range(points)]
        return [*own, *said(round_=2, points=(), times=10 - points)]

    assert [one.points for one in imbalances([*first, *second(2)])] == [2]
    assert imbalances([*first, *second(3)]) == []


def test_exactly_half_of_its_share_is_not_less():
    """Half of the notes, and one of four points; of five points one is less."""
    first = [QuotableNote(1, 1, "da", frozenset({f"p{number % 4}"})) for number in range(10)]
    second = said(round_=2, points=("p0",), times=10)
    fifth = QuotableNote(1, 1, "da", frozenset({"p0", "p4"}))

    assert imbalances([*first, *second]) == []
    assert imbalances([*first[1:], fifth, *second]) == [Imbalance(Kind.ROUND_SMALL, 2, 10, 20, 1, 5)]


def test_a_table_that_is_not_used_is_named_once_and_tables_come_before_languages_and_rounds():
    first = [QuotableNote(1, 1, "da", frozenset({f"p{number}"}), quoted=True) for number in range(10)]
    left_out = said(table=2, round_=2, language="ar", points=(), times=5)

    assert [(one.kind, one.which) for one in imbalances([*left_out, *first])] == [
        (Kind.TABLE_UNUSED, 2),
        (Kind.LANGUAGE_UNQUOTED, "ar"),
        (Kind.ROUND_SMALL, 2),
    ]


VOICES = st.lists(
    st.builds(
        QuotableNote,
        table=st.integers(1, 3),
        round=st.integers(1, 2),
        language=st.sampled_from(["da", "ar"]),
        points=st.frozensets(st.sampled_from("abc"), max_size=2),
        quoted=st.booleans(),
    ),
    max_size=30,
)


@given(VOICES, st.randoms())
def test_the_order_of_the_notes_changes_nothing_and_few_notes_are_never_named(voices, random):
    found = imbalances(voices)
    shuffled = list(voices)
    random.shuffle(shuffled)

    assert imbalances(shuffled) == found
    assert all(one.notes >= 5 for one in found)


@given(VOICES)
def test_who_is_quoted_is_never_said_not_to_be(voices):
    quoted = {voice.table for voice in voices if voice.quoted} | {voice.language for voice in voices if voice.quoted}
    unquoted = {one.which for one in imbalances(voices) if one.kind.endswith("unquoted")}

    assert quoted & unquoted == set()


@given(VOICES)
def test_side_by_side_each_note_stands_once_in_each_table(voices):
    found = shares(voices)

    for group in (found.tables, found.rounds, found.languages):
        assert sum(share.notes for share in group) == len(voices)
        assert sum(share.quoted for share in group) == sum(voice.quoted for voice in voices)
        assert sum(share.used for share in group) == sum(bool(voice.points) for voice in voices)


# The letter's page.


def an_evening_of_a_loud_table():
    """Table 5 has five notes more, all at a point; one of table 1's is quoted."""
    evening = an_evening()
    table = evening.meeting.tables.get(number=5)
    round_ = evening.meeting.rounds.get()
    more = [NoteFactory(table=table, round=round_, text=f"Vi vil høre fra jer. Nummer {n}.") for n in range(5)]
    evening.move(*(NotePlace(Unit(str(note.pk)), evening.first) for note in more))
    pick = {"meeting": evening.meeting, "by": evening.by, "now": LATER}
    quote_pick(**pick, point=point_uuid(evening.weekly), note=evening.notes["weekly1"], text="Én besked om ugen er nok")
    return evening


evening = made_once(an_evening_of_a_loud_table)


def test_it_is_said_in_words(evening):
    assert fairness(draft(meeting=evening.meeting, by=evening.by)).sentences == ["Bord 5: 6 noter, ingen citeret."]


def test_everything_stands_side_by_side(evening):
    groups = dict(fairness(draft(meeting=evening.meeting, by=evening.by)).groups)

    # One round is nothing to compare. What names a person can be neither used nor quoted.
    assert set(groups) == {"Borde", "Sprog"}
    assert groups["Borde"][0] == ("Bord 1", Share(1, 2, 1, 1))
    assert groups["Borde"][2] == ("Bord 3", Share(3, 1, 1, 0))
    assert groups["Sprog"][0] == ("Arabisk", Share("ar", 1, 1, 0))


def test_many_tables_share_a_sentence(evening):
    round_ = evening.meeting.rounds.get()
    for table in evening.meeting.tables.filter(number__in=[2, 3, 4]):
        for number in range(5):
            more = NoteFactory(table=table, round=round_, text=f"Flere ord fra bordet. Nummer {number}.")
            evening.move(NotePlace(Unit(str(more.pk)), evening.first))

    assert fairness(draft(meeting=evening.meeting, by=evening.by)).sentences == [
        "Bord 2, 3, 4 og 5: 26 noter i alt, ingen citeret."
    ]


def unquoted(evening, *tables):
    """Five notes more of each of these tables at a point."""
    round_ = evening.meeting.rounds.get()
    for table in evening.meeting.tables.filter(number__in=tables):
        more = [NoteFactory(table=table, round=round_, text=f"Flere ord fra bordet. Nummer {n}.") for n in range(5)]
        evening.move(*(NotePlace(Unit(str(note.pk)), evening.first) for note in more))
    return fairness(draft(meeting=evening.meeting, by=evening.by)).sentences


def test_three_tables_have_a_sentence_each_and_four_share_one_beside_the_rest(evening):
    table = evening.meeting.tables.get(number=6)
    unused = [NoteFactory(table=table, round=evening.meeting.rounds.get()) for _ in range(5)]
    evening.move(NoteUnplace(Unit(str(evening.notes["single"].pk)), evening.single))
    rest = "Bord 6: 6 noter, ingen af dem i et punkt."

    three = unquoted(evening, 2, 3)
    four = unquoted(evening, 4)

    assert len(unused) == 5
    assert three == [
        "Bord 2: 7 noter, ingen citeret.", "Bord 3: 6 noter, ingen citeret.", "Bord 5: 6 noter, ingen citeret.", rest,
    ]  # fmt: skip
    assert four == ["Bord 2, 3, 4 og 5: 26 noter i alt, ingen citeret.", rest]


def test_what_was_taken_back_or_erased_is_in_no_share(evening):
    mine = [note.pk for note in evening.meeting.notes.filter(table__number=5).order_by("number")]
    Note.objects.filter(pk=mine[0]).update(withdrawn_at=LATER)
    assert fairness(draft(meeting=evening.meeting, by=evening.by)).sentences == ["Bord 5: 5 noter, ingen citeret."]

    note_erase(note=Note.objects.get(pk=mine[1]), by=evening.by, now=LATER)

    found = fairness(draft(meeting=evening.meeting, by=evening.by))
    assert found.sentences == []
    assert ("Bord 5", Share(5, 4, 4, 0)) in dict(found.groups)["Borde"]


def test_the_officer_is_told_and_may_send_all_the_same(officer, evening):
    evening.draft()
    page = officer.get(reverse("dialogue:letter-edit", args=[evening.meeting.uuid])).content.decode()
    assert "Bord 5: 6 noter, ingen citeret." in page
    assert "1 note på et andet sprog har ikke noget dansk ved siden af." in page

    press = {"number": 1, "revision": Letter.objects.get().revision}
    response = officer.post(reverse("dialogue:letter-publish", args=[evening.meeting.uuid]), press)

    assert response.status_code == 302
    assert "Bord 5" not in str(LetterVersion.objects.get().content)
