# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who counts as reached, whatever the order; and figures that expose nobody."""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.asking import rules
from samspil.asking.actions import answer, decline
from samspil.asking.enums import Origin, QuestionKind
from samspil.asking.models import Asked, Response
from samspil.asking.queries import progress
from samspil.asking.rules import Given, Reach, Said, Used, Voice
from samspil.asking.tests.families import FEATURE, NOW, ask, family, reader
from samspil.core.errors import Refused
from samspil.people.tests import factories as make

OPTIONS = ("one", "two", "three")
voices = st.builds(Voice, answered=st.booleans(), declined=st.booleans(), there=st.booleans())


@given(st.lists(voices, max_size=5), st.randoms())
def test_a_home_stands_the_same_in_whatever_order_its_people_come(rows, random):
    shuffled = random.sample(rows, len(rows))
    state = rules.reach(rows)

    assert rules.reach(shuffled) == state
    assert (state == Reach.ANSWERED) is any(one.answered for one in rows)
    # Whoever would rather not is never called, and who is called is there.
    assert state != Reach.WAITING or (not any(one.declined for one in rows) and any(one.there for one in rows))


given_answers = st.builds(
    Given,
    origin=st.sampled_from(Origin.values),
    given_at=st.integers(0, 9).map(lambda day: NOW + dt.timedelta(days=day)),
    said=st.just({}),
)


@given(st.lists(given_answers, max_size=6))
def test_what_counts_is_the_newest_in_their_own_hand(rows):
    found = rules.that_counts(rows)
    own = [one.given_at for one in rows if one.origin in {"link", "paper"}]
    assert (found is None) is (not rows)
    if own:
        assert found.origin in {"link", "paper"}
        assert found.given_at == max(own)


@st.composite
def populations(draw):
    homes = draw(st.integers(0, 30))
    answered = draw(st.integers(0, homes))
    return homes, draw(st.lists(st.sampled_from(OPTIONS), min_size=answered, max_size=answered))


@given(populations())
def test_no_figure_of_one_choice_tells_of_fewer_than_five(population):
    """Nor does what is left when the figures are taken from all who were asked, which a reader knows."""
    homes, chosen = population
    said = [{"q": Said((one,))} for one in chosen]
    found = rules.figures(questions=[("q", QuestionKind.CHOICE, OPTIONS)], counted=said, homes=homes)["q"]
    shown = {key: count for key, count in found.items() if count is not None}

    assert all(count == Counter(chosen)[key] and 5 <= count <= homes - 5 for key, count in shown.items())
    hidden = homes - sum(shown.values())
    silent = homes - len(chosen)
    if shown:
        assert hidden >= 10 or (len(shown) == len(OPTIONS) and silent >= 5)


@given(st.integers(0, 30).flatmap(lambda homes: st.tuples(
    st.just(homes), st.lists(st.sets(st.sampled_from(OPTIONS)), max_size=homes))))  # fmt: skip
def test_no_figure_of_several_choices_tells_of_fewer_than_five(population):
    homes, chosen = population
    said = [{"q": Said(tuple(one))} for one in chosen]
    found = rules.figures(questions=[("q", QuestionKind.CHOICES, OPTIONS)], counted=said, homes=homes)["q"]
    assert all(count is None or 5 <= count <= homes - 5 for count in found.values())


@given(st.integers(0, 9))
def test_a_class_of_fewer_than_ten_has_no_figures(homes):
    said = [{"q": Said(("one",))}] * homes
    for kind in (QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SCALE):
        found = rules.figures(questions=[("q", kind, OPTIONS)], counted=said, homes=homes)
        assert set(found["q"].values()) == {None}


def test_rather_not_is_counted_as_nothing_else_than_no_answer():
    given_ = [{"q": Said(("one",))}] * 8 + [{"q": Said(("two",))}] * 7
    rather_not = [{"q": Said(declined=True)}] * 3
    values = {"questions": [("q", QuestionKind.CHOICE, ("one", "two"))], "homes": 30}
    assert rules.figures(counted=given_ + rather_not, **values) == rules.figures(counted=given_, **values)


@given(st.integers(0, 8), st.integers(0, 40), st.integers(1, 20))
def test_the_limit_is_never_passed_and_names_its_numbers(sets, minutes, more):
    limit, used = Used(6, 30), Used(sets, minutes)
    if sets + 1 <= 6 and minutes + more <= 30:
        rules.within(limit, used=used, minutes=more)
        return
    with pytest.raises(Refused, match=f"{sets} gange og {minutes} minutter"):
        rules.within(limit, used=used, minutes=more)


steps = st.lists(
    st.tuples(st.sampled_from(["link", "paper", "phone", "decline", "back"]), st.integers(0, 1), st.booleans()),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps)
def test_reached_is_what_was_last_said_whatever_came_before_and_each_press_counts_once(done):
    """Two of a home, any steps in any order, some of them pressed twice."""
    with transaction.atomic():
        user, pupil = reader(), make.PersonFactory(email=None)
        people = [family(pupil=pupil, home="A") for _ in range(2)]
        question_set = ask(people[0])
        rows = [Asked.objects.get(question_set=question_set, person=one) for one in people]
        said, rather_not = [set(), set()], [False, False]
        for number, (step, who, twice) in enumerate(done):
            now = NOW + dt.timedelta(minutes=number)
            for _ in range(1 + twice):
                _do(step, rows[who], user, now)
            if step == "decline":
                rather_not[who] = rather_not[who] or not said[who]
            elif step == "back":
                said[who].discard("link")
            else:
                said[who].add(step)
                rather_not[who] = False
        found = progress(feature=FEATURE, subject=question_set.subject, kind="voice", now=NOW)

        assert found.homes == 1
        assert bool(found.reached) is bool(any(said) or any(rather_not))
        assert Response.objects.filter(asked__in=rows).count() == len({(w, s) for s, w, _t in done if s not in
                                                                       {"decline", "back"}} | _backs(done))  # fmt: skip
        transaction.set_rollback(True)


def _backs(done):
    """An answer that is taken back before it was given is written down as none."""
    return {(who, "link") for step, who, _twice in done if step == "back"}


def _do(step, asked, user, now):
    if step == "decline":
        decline(asked=asked, now=now)
    elif step == "back":
        answer(asked=asked, values={"reach": None, "hard": None, "hope": None}, origin=Origin.LINK, now=now)
    else:
        typist = {} if step == "link" else {"by_user": user}
        answer(asked=asked, values={"reach": Said(("phone",))}, origin=step, now=now, **typist)
