# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Opening a set, answering it, and who has been reached."""

import datetime as dt

import pytest

from samspil.asking.actions import answer, answers_read, decline, send, set_close, set_open, share, texts_read
from samspil.asking.enums import Origin
from samspil.asking.models import Asked, AskedFor, Questionnaire, QuestionSet, Response
from samspil.asking.queries import answers, drafts_of, figures, minutes_of, not_reached, progress, texts
from samspil.asking.rules import Said
from samspil.asking.tests.families import CLOSES, FEATURE, NOW, QUESTIONS, REACH, TODAY, ask, family, pupils_of, reader
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.people.persons.enums import Reason
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
ONE = dt.timedelta(days=1)
PHONE = {"reach": Said(("phone",))}


def of(question_set, person):
    return Asked.objects.get(asked_for__question_set=question_set, person=person)


def how(question_set, now=NOW):
    found = progress(feature=FEATURE, subject=question_set.subject, kind=question_set.kind, now=now)
    return found.homes, found.reached


def to_call(question_set, now=NOW, held=frozenset()):
    rows = not_reached(
        feature=FEATURE, subject=question_set.subject, kind=question_set.kind, held=held, viewer=None, school_id=None,
        now=now,
    )  # fmt: skip
    return [[one.name for one in home.people] for home in rows]


def test_a_second_press_opens_nothing_and_asks_only_who_came_since():
    one = family()
    first = ask(one)
    again = ask(one, subject=first.subject)
    pupil = one.guardianships.get().pupil
    late = family(pupil=pupil)
    third = ask(one, subject=first.subject)

    assert first == again == third
    assert Questionnaire.objects.filter(pk=first.questionnaire_id).count() == 1
    assert set(Asked.objects.filter(question_set=first).values_list("person", flat=True)) == {one.pk, late.pk}
    assert AuditEntry.objects.filter(action="asking.open", object_pk=str(first.pk)).count() == 2


def test_other_questions_wait_until_the_first_are_closed():
    one = family()
    first = ask(one)
    with pytest.raises(Refused) as refused:
        ask(one, subject=first.subject, questions=[REACH])
    assert refused.value.code == "asking-open"

    set_close(question_set=first, by=None, now=NOW)
    assert ask(one, subject=first.subject, questions=[REACH]) != first


def test_nobody_to_ask_is_refused_and_writes_nothing():
    pupil = make.PersonFactory(email=None)
    with pytest.raises(Refused) as refused:
        set_open(
            kind="voice", feature=FEATURE, subject=pupil.uuid, questions=QUESTIONS, minutes=5, asked=[],
            closes_on=CLOSES, sealed=True, by=None, now=NOW,
        )  # fmt: skip
    assert refused.value.code == "asking-nobody"
    assert not QuestionSet.objects.filter(subject=pupil.uuid).exists()


def test_the_last_day_moves_to_a_school_day():
    question_set = ask(family(), closes_on=dt.date(2026, 9, 12))
    assert question_set.closes_on == dt.date(2026, 9, 14)


@pytest.mark.parametrize(
    ("tie", "asked"),
    [
        ({}, True),
        ({"custody": False}, False),
        ({"custody": False, "reason": Reason.PLACEMENT}, True),
        ({"contact_allowed": False}, False),
        ({"until_on": TODAY}, False),
    ],
)
def test_who_is_asked_is_who_may_answer_for_the_pupil(tie, asked):
    pupil = make.PersonFactory(email=None)
    sure, other = family(pupil=pupil), family(pupil=pupil, **tie)
    drafts, left_out = drafts_of(pupils=[pupil.pk], day=TODAY)
    question_set = ask(sure)

    assert Asked.objects.filter(question_set=question_set, person=other).exists() is asked
    assert (other.pk in {one.person_id for one in drafts}) is asked
    assert ({row.guardian_id for row in left_out} == {other.pk}) is (not asked and "until_on" not in tie)


def test_a_family_in_two_classes_has_one_set_and_each_class_sees_its_own():
    pupils = [make.PersonFactory(email=None) for _ in range(2)]
    both, only = family(pupils=pupils), family()
    first, second = ask(pupils=[pupils[0].pk]), ask(pupils=[pupils[1].pk, *pupils_of(only)])

    assert Asked.objects.filter(person=both).count() == 1
    assert of(first, both) == of(second, both)
    answer(asked=of(first, both), values=PHONE, origin=Origin.LINK, now=NOW)
    assert (how(first), how(second)) == ((1, 1), (2, 1))
    answer(asked=of(second, only), values={"reach": Said(("aula",))}, origin=Origin.LINK, now=NOW)
    assert [len(answers(question_set=one, now=NOW)) for one in (first, second)] == [1, 2]
    assert minutes_of(persons=[both.pk], year=first.year).sets == 1


def test_what_was_answered_before_another_class_asked_is_its_only_when_they_say_so():
    """They answered knowing who would read it."""
    pupils = [make.PersonFactory(email=None) for _ in range(2)]
    both = family(pupils=pupils)
    first = ask(pupils=[pupils[0].pk])
    answer(asked=of(first, both), values=PHONE, origin=Origin.LINK, now=NOW)
    second = ask(pupils=[pupils[1].pk])

    assert (how(second), answers(question_set=second, now=NOW)) == ((1, 0), [])
    share(asked=of(second, both), now=NOW)
    assert how(second) == (1, 1)
    assert answers(question_set=second, now=NOW)[0].that_counts.said == PHONE


def test_what_is_asked_about_one_class_alone_is_a_set_of_its_own():
    pupils = [make.PersonFactory(email=None) for _ in range(2)]
    both = family(pupils=pupils)
    for pupil in pupils:
        ask(pupils=[pupil.pk], shared=False, kind="hearing")
    assert Asked.objects.filter(person=both).count() == 2


def test_a_home_is_reached_by_any_of_it_and_separated_homes_each_by_their_own():
    pupil = make.PersonFactory(email=None)
    mother, stepfather = (family(pupil=pupil, home="hos mor") for _ in range(2))
    father = family(pupil=pupil)
    question_set = ask(mother)

    assert how(question_set) == (2, 0)
    answer(asked=of(question_set, stepfather), values=PHONE, origin=Origin.LINK, now=NOW)
    assert how(question_set) == (2, 1)
    assert to_call(question_set) == [[father.name]]
    [home] = answers(question_set=question_set, now=NOW)
    assert [one.person for one in home.answers] == [stepfather]


def test_brothers_and_sisters_of_one_home_in_a_class_are_one_home():
    twins = [make.PersonFactory(email=None) for _ in range(2)]
    for _ in range(2):
        family(pupils=twins, home="A")
    question_set = ask(pupils=[one.pk for one in twins])
    assert how(question_set) == (1, 0)


def test_rather_not_is_a_full_answer_that_nobody_counts_or_names():
    user, one, two = reader(), family(), family()
    question_set = ask(one, two)
    decline(asked=of(question_set, one), now=NOW)

    assert how(question_set) == (2, 1)
    assert to_call(question_set) == [[two.name]]
    assert answers_read(question_set=question_set, by=user, now=NOW) == []
    assert send(question_set=question_set, by=None, now=NOW).mails == 1
    # They may change their mind.
    answer(asked=of(question_set, one), values=PHONE, origin=Origin.LINK, now=NOW)
    assert of(question_set, one).declined_at is None
    assert len(answers_read(question_set=question_set, by=user, now=NOW)) == 1


def test_rather_not_after_some_answers_is_about_the_rest():
    one = family()
    question_set = ask(one)
    answer(asked=of(question_set, one), values=PHONE, origin=Origin.LINK, now=NOW)
    decline(asked=of(question_set, one), now=NOW)

    said = answers(question_set=question_set, now=NOW)[0].that_counts.said
    assert said == PHONE | {"hard": Said(declined=True), "hope": Said(declined=True)}
    assert of(question_set, one).declined_at is None


def test_a_paper_and_a_link_are_both_kept_and_the_newest_in_their_own_hand_counts():
    user, one = reader(), family()
    question_set = ask(one)
    asked = of(question_set, one)
    answer(asked=asked, values={"reach": Said(("aula",))}, origin=Origin.LINK, now=NOW)
    answer(asked=asked, values=PHONE, origin=Origin.PAPER, by_user=user, now=NOW + 2 * ONE, given_at=NOW - ONE)
    answer(asked=asked, values={"hope": Said(text="Ro")}, origin=Origin.PHONE, by_user=user, now=NOW + 3 * ONE)

    [home] = answers(question_set=question_set, now=NOW)
    assert [(one.response.origin, one.counts) for one in home.answers] == [
        ("paper", False), ("link", True), ("phone", False),
    ]  # fmt: skip
    assert how(question_set) == (1, 1)


def test_two_typists_at_once_lose_nobodys_words():
    user, other, one = reader(), reader(), family()
    asked = of(ask(one), one)
    typed = {"values": {"hope": Said(text="Fra Sofie")}, "origin": Origin.PHONE, "now": NOW}
    answer(asked=asked, by_user=user, seen=0, **typed)
    with pytest.raises(Refused) as refused:
        answer(asked=asked, by_user=other, seen=0, **typed | {"values": {"hope": Said(text="Fra Amal")}})

    assert refused.value.code == "asking-answer-changed"
    assert Response.objects.get(asked=asked).typed_by == user


def test_the_same_answer_twice_is_one():
    one = family()
    asked = of(ask(one), one)
    for _ in range(2):
        answer(asked=asked, values=PHONE, origin=Origin.LINK, now=NOW)
    assert Response.objects.get(asked=asked).revision == 1
    assert AuditEntry.objects.filter(action="asking.answer", object_pk=str(asked.pk)).count() == 1


def test_an_answer_taken_back_is_none():
    one = family()
    question_set = ask(one)
    answer(asked=of(question_set, one), values=PHONE, origin=Origin.LINK, now=NOW)
    answer(asked=of(question_set, one), values={"reach": None}, origin=Origin.LINK, now=NOW)
    assert how(question_set) == (1, 0)
    assert to_call(question_set) == [[one.name]]


@pytest.mark.parametrize("said", [Said(("nowhere",)), Said(("phone", "aula")), Said(("phone", "phone"))])
def test_only_what_can_be_chosen_is_kept(said):
    one = family()
    with pytest.raises(Refused):
        answer(asked=of(ask(one), one), values={"reach": said}, origin=Origin.LINK, now=NOW)


def test_nothing_is_kept_after_it_has_closed():
    one, two = family(), family()
    by_hand, by_day = ask(one), ask(two)
    set_close(question_set=by_hand, by=None, now=NOW)
    for asked, now in ((of(by_hand, one), NOW), (of(by_day, two), NOW + 30 * ONE)):
        with pytest.raises(Refused) as refused:
            answer(asked=asked, values=PHONE, origin=Origin.LINK, now=now)
        assert refused.value.code == "asking-closed"
    assert not Response.objects.filter(asked__person__in=[one, two]).exists()


def test_a_guardian_who_is_gone_leaves_the_list_and_their_answer_stays():
    pupil = make.PersonFactory(email=None)
    gone, left = family(pupil=pupil), family(pupil=pupil)
    question_set = ask(gone)
    answer(asked=of(question_set, gone), values=PHONE, origin=Origin.LINK, now=NOW)
    pupil.guarded_by.update(until_on=TODAY)

    assert to_call(question_set) == []
    assert how(question_set) == (1, 1)
    assert [one.person for home in answers(question_set=question_set, now=NOW) for one in home.answers] == [gone]
    new = family(pupil=pupil)
    assert to_call(question_set) == [[new.name]]
    assert left.name not in str(to_call(question_set))


def test_a_guardian_who_moves_into_a_home_that_was_asked_is_no_new_home():
    pupil = make.PersonFactory(email=None)
    question_set = ask(family(pupil=pupil, home="A"))
    family(pupil=pupil, home="a")
    assert len(to_call(question_set)) == 1


def test_a_protected_name_and_its_telephone_are_shown_to_nobody_elsewhere():
    one = family()
    type(one).objects.filter(pk=one.pk).update(name_protected=True, phone="20 30 40 50")
    question_set = ask(one)
    assert to_call(question_set) == [["Navnet er beskyttet"]]


def test_the_limit_is_said_with_what_is_used_and_what_to_do(settings):
    settings.ASKING_MINUTES = 12
    pupil = make.PersonFactory(email=None)
    mother, father = (family(pupil=pupil, home="A") for _ in range(2))
    ask(mother, kind="one")
    ask(mother, kind="two")
    with pytest.raises(Refused) as refused:
        ask(mother, kind="three")

    # Both of the home got both: that is two sets, not four.
    assert "højst 6 gange og 12 minutter" in str(refused.value)
    assert "spurgt 2 gange og 10 minutter" in str(refused.value)
    assert mother.name not in str(refused.value)
    assert not QuestionSet.objects.filter(kind="three").exists()
    assert minutes_of(persons=[mother.pk, father.pk], year=QuestionSet.objects.get(kind="two").year).minutes == 10


def test_texts_come_without_names_and_only_from_five_homes():
    user, homes = reader(), [family() for _ in range(5)]
    question_set = ask(*homes)
    for number, one in enumerate(homes):
        found = texts(question_set=question_set, key="hope", now=NOW)
        assert found == []
        answer(asked=of(question_set, one), values={"hope": Said(text=f"Håb {number}"), "hard": Said(text="Penge")},
               origin=Origin.LINK, now=NOW + number * ONE)  # fmt: skip

    found = texts_read(question_set=question_set, key="hope", by=user, now=NOW)
    assert sorted(found) == [f"Håb {number}" for number in range(5)]
    assert found == texts(question_set=question_set, key="hope", now=NOW)
    # What is sealed is for those who may read it, with its name.
    assert texts(question_set=question_set, key="hard", now=NOW) == []


def test_figures_are_counted_once_when_it_closes_and_never_of_four_families():
    few, many = [family() for _ in range(4)], [family() for _ in range(20)]
    small, large = ask(*few), ask(*many)
    for one in few:
        answer(asked=of(small, one), values=PHONE, origin=Origin.LINK, now=NOW)
    for number, one in enumerate(many[:14]):
        chosen = "phone" if number < 8 else "aula"
        answer(asked=of(large, one), values={"reach": Said((chosen,))}, origin=Origin.LINK, now=NOW)
    assert figures(feature=FEATURE, subject=large.subject, kind="voice") is None
    for one in (small, large):
        set_close(question_set=one, by=None, now=NOW)

    assert figures(feature=FEATURE, subject=small.subject, kind="voice") == {"reach": {"phone": None, "aula": None}}
    assert figures(feature=FEATURE, subject=large.subject, kind="voice") == {"reach": {"phone": 8, "aula": 6}}


def test_only_readers_read_and_each_reading_is_written_down():
    user, stranger, one = reader(), make.UserFactory(), family()
    question_set = ask(one)
    answer(asked=of(question_set, one), values={"hard": Said(("time",), "Vi har nattevagter")}, origin="link", now=NOW)
    with pytest.raises(Refused):
        answers_read(question_set=question_set, by=stranger, now=NOW)
    found = answers_read(question_set=question_set, by=user, now=NOW)

    assert found[0].that_counts.said["hard"].text == "Vi har nattevagter"
    entry = AuditEntry.objects.get(action="asking.read", object_pk=str(question_set.pk))
    assert (entry.by_uuid, entry.changes) == (user.uuid, {"homes": [None, 1]})
    written = AuditEntry.objects.filter(action="asking.answer").values_list("changes", "digests", "label")
    assert "nattevagter" not in str(list(written))
    assert "time" not in str(list(written))


def test_a_mail_goes_to_each_once_and_a_joined_set_costs_no_other():
    pupils = [make.PersonFactory(email=None) for _ in range(2)]
    both, only, silent = family(pupils=pupils), family(), family(email=None)
    silent.email_digest = ""
    silent.save()
    first = ask(pupils=[pupils[0].pk])
    assert send(question_set=first, by=None, now=NOW).mails == 1
    second = ask(pupils=[pupils[1].pk, *pupils_of(only, silent)])

    sent = send(question_set=second, by=None, now=NOW)
    assert (sent.mails, sent.without_email) == (1, 1)
    assert send(question_set=second, by=None, now=NOW).mails == 0
    assert MessageRecipient.objects.filter(person_uuid=both.uuid).count() == 1
    assert AskedFor.objects.filter(asked=of(first, both)).count() == 2
