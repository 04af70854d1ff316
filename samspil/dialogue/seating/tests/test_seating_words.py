# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every code of the seating engine has a sentence, and none of them names a code."""

import pytest

from samspil.dialogue.seating import words
from samspil.engines.seating import Because, ContradictionCode, Cost, ReasonCode, UnmetCode

NAMES = {"1": "Bo", "2": "Amina", "3": "Åse"}
ROW = {"people": ["3", "1", "2"], "table": 4, "tables": ["4"], "language": "ar", "count": 2, "room": 1}


def is_a_sentence(said):
    """It begins as one and ends as one, every place is filled, and no code (with its hyphen) has slipped through."""
    return not said[0].islower() and said.endswith(".") and "%" not in said and "-" not in said


@pytest.mark.parametrize("code", ReasonCode)
def test_each_reason_is_a_sentence(code):
    assert is_a_sentence(words.reason({**ROW, "code": code}, NAMES, group="Åskolen"))


@pytest.mark.parametrize("because", Because)
@pytest.mark.parametrize("code", UnmetCode)
def test_each_thing_that_could_not_be_had_says_why(code, because):
    (said,) = words.unmet([{**ROW, "code": code, "because": because}], NAMES, takers=True)

    assert is_a_sentence(said)
    assert said.count(".") >= 2


@pytest.mark.parametrize("code", ContradictionCode)
def test_each_contradiction_says_what_to_do(code):
    assert is_a_sentence(words.contradiction({**ROW, "code": code}, NAMES))


def test_names_stand_in_danish_order_and_somebody_who_is_gone_is_not_named():
    said = words.reason({"code": "together", "people": ["3", "1", "2"]}, NAMES, group="")
    gone = words.reason({"code": "together", "people": ["9"]}, NAMES, group="")

    assert "Amina, Bo og Åse" in said
    assert "en, der ikke står her" in gone
    assert words.reason({"code": "mixed", "count": 0}, NAMES, group="") == ""


def test_tables_without_a_note_taker_are_one_sentence():
    rows = [{"code": "note-taker", "because": "too-few", "table": number} for number in (2, 5, 7)]

    assert words.unmet(rows, NAMES, takers=True) == [
        "Bordene 2, 5 og 7 har ingen, der skriver noter. Der er færre, der skriver noter, end der er borde."
    ]


@pytest.mark.parametrize("line", Cost._fields)
def test_a_plan_that_is_not_proven_best_says_how_far_it_may_be(line):
    least = dict.fromkeys(Cost._fields, 0)

    said = words.bound({"optimal": False, "cost": {**least, line: 3}, "bound": least})

    assert "højst blive 3 bedre" in said
    assert words.bound({"optimal": True}) == "Det er bevist, at ingen plan er bedre."


def test_groups_are_only_spoken_of_where_there_are_some():
    kept = {"cost": {"pairs": 0}}

    assert "gruppe" in words.figures(kept, grouped=True)[0]
    assert "gruppe" not in words.figures(kept, grouped=False)[0]
