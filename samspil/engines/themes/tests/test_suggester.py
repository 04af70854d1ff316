# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import numpy as np
import pytest

from samspil.engines.themes import Because, NgramEmbedder, Reason, Suggester, claims, embed_point
from samspil.engines.themes.scoring import Weights
from samspil.engines.themes.tests.conftest import NOTES, PLACED, POINTS


@pytest.mark.parametrize(("note_id", "point_id"), [("n2", "p1"), ("n3", "p1"), ("n5", "p2"), ("n7", "p3")])
def test_suggest_puts_the_point_that_says_the_same_first(meeting, note_id, point_id):
    assert meeting.suggest(note_id, 1)[0].point_id == point_id


def test_suggest_gives_no_more_than_k_best_first(meeting):
    scores = [found.score for found in meeting.suggest("n5", 2)]

    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 and score == round(score, 4) for score in scores)
    assert meeting.suggest("n5", 0) == []


def test_suggest_leaves_out_points_the_note_is_in(meeting):
    meeting.place("n5", "p2")

    assert {found.point_id for found in meeting.suggest("n5", 5)} == {"p1", "p3"}


def test_suggest_without_points_is_empty():
    suggester = Suggester(NgramEmbedder())
    suggester.add_note("n1", "alene")

    assert suggester.suggest("n1", 5) == []
    assert suggester.similar_notes("n1", 5) == []
    assert list(suggester.suggest_new_point()) == []


def test_suggest_for_an_empty_note_still_answers(meeting):
    assert {found.point_id for found in meeting.suggest("n9", 5)} == set(POINTS)


def test_ties_go_by_id():
    suggester = Suggester(NgramEmbedder())
    suggester.add_note("n1", "noget helt tredje")
    for point_id in ("b", "c", "a"):
        suggester.add_point(point_id, "Det samme punkt.")

    assert [found.point_id for found in suggester.suggest("n1", 3)] == ["a", "b", "c"]


def test_a_placed_note_pulls_its_like(meeting):
    meeting.add_note("n10", "Kaffemaskinen er i stykker")
    meeting.add_note("n11", "kaffemaskinen virker ikke")
    before = {found.point_id: found.score for found in meeting.suggest("n11", 5)}

    meeting.place("n10", "p3")

    after = meeting.suggest("n11", 5)
    assert after[0].point_id == "p3"
    assert after[0].score > before["p3"]
    assert after[0].because == Because(Reason.NOTE, note_id="n10")


def test_because_names_the_word_as_the_note_writes_it():
    suggester = Suggester(NgramEmbedder())
    suggester.add_note("n1", "Om parkeringen foran huset, hvor ingen nogensinde kan finde ledige pladser om aftenen")
    suggester.add_note("n2", "noget andet")
    suggester.add_point("p1", "Parkering og grønne arealer trænger til en samlet plan for hele kvarteret.")

    assert suggester.suggest("n1", 1)[0].because == Because(Reason.WORD, word="parkeringen")


def test_letters_alone_never_claim_a_meaning(meeting):
    for note_id in NOTES:
        kinds = {found.because.kind for found in meeting.suggest(note_id, 5)}
        assert kinds <= {Reason.NOTE, Reason.WORD, Reason.NONE}
    assert meeting.suggest("n7", 1)[0].because.kind == Reason.WORD


def test_a_weak_match_without_a_word_in_common_has_no_reason(meeting):
    meeting.add_note("n12", "zzz qqq xxx")

    assert {found.because for found in meeting.suggest("n12", 5)} == {Because(Reason.NONE)}


class Understanding(NgramEmbedder):
    """Letters that stand for meaning."""

    understands = True


@pytest.mark.parametrize("vectors", [True, False])
def test_the_same_words_mean_the_same_once_they_are_understood(vectors):
    suggester = Suggester(Understanding(), weights=Weights())
    nothing = None if vectors else np.zeros(suggester.embed.dim)
    for number, text in enumerate([*NOTES.values(), "Giraffer"]):
        suggester.add_note(f"n{number}", text, nothing)
    suggester.add_point("p1", "Giraffer", nothing)
    suggester.add_point("p2", "Læsesalen skal være stille", nothing)

    (first, other) = suggester.suggest("n9", 2)

    assert first.because == (Because(Reason.STATEMENT) if vectors else Because(Reason.WORD, word="giraffer"))
    assert other.because == Because(Reason.NONE)


@pytest.mark.parametrize(("own", "fits", "said"), [(3.0, 0.8, True), (2.99, 0.99, False), (9.0, 0.79, False)])
def test_the_same_meaning_is_claimed_only_of_a_near_and_likely_point(own, fits, said):
    assert claims.same_meaning(own, fits) is said


def test_similar_notes_leaves_the_note_itself_out(meeting):
    similar = meeting.similar_notes("n2", 3)

    assert similar[0].note_id == "n1"
    assert len(similar) == 3
    assert "n2" not in {found.note_id for found in similar}


def test_new_point_gathers_loose_notes_that_no_point_says(meeting):
    meeting.add_note("c1", "Cykelstativerne ved indgangen er fulde")
    meeting.add_note("c2", "flere cykelstativer ved indgangen")
    meeting.add_note("c3", "Cykelstativer!")

    found = meeting.suggest_new_point()

    assert set(found) <= {"c1", "c2", "c3"}
    assert len(found) >= 2
    assert found.because is not None


def test_new_point_never_takes_placed_notes(meeting):
    assert not set(meeting.suggest_new_point()) & set(PLACED)


def test_a_note_may_be_in_two_points_and_twice_is_once(meeting):
    meeting.place("n5", "p2")
    once = meeting.suggest("n2", 5)
    meeting.place("n5", "p2")

    assert meeting.suggest("n2", 5) == once
    meeting.place("n5", "p1")
    assert [found.point_id for found in meeting.suggest("n5", 5)] == ["p3"]


def test_stored_vectors_give_the_same_as_fresh_ones(meeting):
    embed = NgramEmbedder()
    stored = Suggester(embed)
    for note_id, vector in zip(NOTES, embed.embed_notes(list(NOTES.values())), strict=True):
        stored.add_note(note_id, NOTES[note_id], vector=vector.tolist())
    for point_id, statement in POINTS.items():
        stored.add_point(point_id, statement, embed_point(embed, statement))
    for note_id, point_id in PLACED.items():
        stored.place(note_id, point_id)

    for note_id in NOTES:
        assert stored.suggest(note_id, 5) == meeting.suggest(note_id, 5)


def test_a_statement_vector_without_clauses_is_enough(meeting):
    vector = NgramEmbedder().embed_statements(["Der skal være flere cykelstativer."])[0]

    meeting.add_point("p4", "Der skal være flere cykelstativer.", vector)
    meeting.add_note("c1", "flere cykelstativer")

    assert meeting.suggest("c1", 1)[0].point_id == "p4"


def test_a_vector_of_another_model_is_refused(meeting):
    with pytest.raises(ValueError, match="expected"):
        meeting.add_note("n10", "tekst", vector=np.zeros(7))
    with pytest.raises(ValueError, match="expected"):
        meeting.add_point("p9", "tekst", vectors=np.zeros((2, 7)))
    assert "n10" not in {found.note_id for found in meeting.similar_notes("n1", 50)}


def test_unknown_ids_are_refused_and_leave_nothing_behind(meeting):
    before = meeting.suggest("n2", 5)
    for call in (
        lambda: meeting.place("n2", "p99"),
        lambda: meeting.place("n99", "p1"),
        lambda: meeting.unplace("n99", "p1"),
        lambda: meeting.suggest("n99", 5),
        lambda: meeting.remove_note("n99"),
        lambda: meeting.remove_point("p99"),
    ):
        with pytest.raises(KeyError):
            call()

    assert meeting.suggest("n2", 5) == before


def test_a_note_whose_vector_is_not_made_yet_has_no_say_in_meaning(meeting):
    before = meeting.suggest("n2", 5)
    meeting.add_note("n10", "", vector=np.zeros(meeting.embed.dim))
    meeting.add_point("p4", "", vectors=np.zeros(meeting.embed.dim))
    after = {found.point_id: found.because for found in meeting.suggest("n2", 5)}

    assert [found.point_id for found in before] == [point_id for point_id in after if point_id != "p4"]
    assert {found.score for found in meeting.similar_notes("n10", 20)} == {0.0}


def test_a_note_without_a_vector_is_still_suggested_for_by_its_words(meeting):
    meeting.add_note("n10", "Læsesalen skal være stille", vector=np.zeros(meeting.embed.dim))

    assert meeting.suggest("n10", 1)[0].point_id == "p3"
