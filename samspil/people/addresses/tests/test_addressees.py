# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whom an addressee reaches on the day of sending: persons, roles, and the guardians of a class with their homes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.people.addresses.actions import address_ensure
from samspil.people.addresses.queries import (
    holds,
    reached,
    recipient_count,
    recipients_by_address,
    recipients_of,
    role_addresses_for_invitation,
)
from samspil.people.models import Guardianship, RoleAddress
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 7)
ONE = dt.timedelta(days=1)


def class_address(school_class=None):
    return address_ensure(kind="klasse", school_class=school_class or make.SchoolClassFactory(name="3.a"))


def child(address, *adults, **values):
    """A pupil of the class with these adults: (name, home) each."""
    pupil = make.EnrolmentFactory(school_class=address.school_class, **values).pupil
    ties = [
        make.GuardianshipFactory(pupil=pupil, guardian__given_name=name, guardian__family_name="", home=home)
        for name, home in adults
    ]
    return pupil, ties


def shown(homes):
    return [
        (one.home.label, [row.name for row in one.recipients], [person.given_name for person in one.without_email])
        for one in homes
    ]


def test_the_guardians_of_a_class_are_found_with_their_homes_on_the_day_of_sending():
    address = class_address()
    _pupil, (ane, bo, ida) = child(address, ("Ane", "A"), ("Bo", "B"), ("Ida", "A"))
    _other, (eva,) = child(address, ("Eva", ""))
    child(class_address(), ("En anden klasse", ""))
    child(address, ("Gået ud", ""), until_on=DAY)
    Guardianship.objects.filter(pk=bo.pk).update(contact_allowed=False)
    type(ida.guardian).objects.filter(pk=ida.guardian_id).update(email=None, email_digest="")

    (found,) = reached(addressees=[address], day=DAY)

    assert [row.name for row in found.recipients] == ["Ane", "Eva"]
    assert [person.given_name for person in found.without_email] == ["Ida"]
    assert shown(found.homes) == [("A", ["Ane"], ["Ida"]), ("B", [], []), ("", ["Eva"], [])]
    assert [row.pupils for row in found.recipients] == [(ane.pupil_id,), (eva.pupil_id,)]
    Guardianship.objects.filter(pk=ane.pk).update(until_on=DAY + ONE)
    (later,) = reached(addressees=[address], day=DAY + ONE)
    assert [row.name for row in later.recipients] == ["Eva"]


def test_brothers_and_sisters_are_told_once_and_each_at_a_shared_address_by_itself():
    address = class_address()
    one, (mother, father) = child(address, ("Ane", "A"), ("Bo", "A"))
    two = make.EnrolmentFactory(school_class=address.school_class).pupil
    make.GuardianshipFactory(guardian=mother.guardian, pupil=two)
    shared = {name: getattr(mother.guardian, name) for name in ("email", "email_digest")}
    type(father.guardian).objects.filter(pk=father.guardian_id).update(**shared)

    found = recipients_of(address, DAY)

    assert [(row.name, set(row.pupils)) for row in found] == [("Ane", {one.pk, two.pk}), ("Bo", {one.pk})]
    assert recipient_count([address], DAY) == 2
    assert [len(home.recipients) for home in reached(addressees=[address], day=DAY)[0].homes] == [2, 1]


def test_persons_and_roles_are_addressees_too(cast):
    officers = address_ensure(kind="forvaltning", municipality=cast.municipality)
    silent = make.PersonFactory(email=None, email_digest="")
    erased = make.PersonFactory(email=None, email_digest="", erased_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    found = reached(addressees=[silent, officers, cast.parent.person, erased], day=DAY)

    assert [[row.name for row in one.recipients] for one in found] == [[], ["Lone Konsulent"], ["Olena Forælder"], []]
    assert [one.without_email for one in found] == [(silent,), (), (), ()]
    assert not any(one.homes for one in found)


def test_an_address_of_a_class_has_no_mailbox_is_named_and_offered_to_nobody(cast):
    address = class_address(cast.school_class)
    assert address.title == "Forældrene i klassen, 3.a, Åskolen"
    assert address not in role_addresses_for_invitation(day=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAddress.objects.filter(pk=address.pk).update(mailbox="klassen@example.org")
    assert holds(person_id=cast.parent.person.pk, address=address, day=DAY)
    assert not holds(person_id=cast.teacher.person.pk, address=address, day=DAY)
    Guardianship.objects.filter(guardian=cast.parent.person).update(contact_allowed=False)
    assert not holds(person_id=cast.parent.person.pk, address=address, day=DAY)


def test_many_addressees_take_as_many_queries_as_one(django_assert_max_num_queries):
    rows, somebody = [], make.PersonFactory()
    for number in (1, 3):
        rows += [class_address() for _ in range(number)]
        for row in rows:
            child(row, ("Ane", "A"), ("Bo", ""))
        with django_assert_max_num_queries(3):
            found = reached(addressees=[*rows, somebody], day=DAY)
        assert len(found) == len(rows) + 1
        with django_assert_max_num_queries(1):
            assert len(recipients_by_address(rows, DAY)) == len(rows)


DAYS = st.integers(-3, 3).map(lambda days: DAY + dt.timedelta(days=days))
TIES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from(["", "A", "B"]), st.booleans(), DAYS), max_size=10
)


@given(ties=TIES, leaves=st.lists(st.none() | DAYS, min_size=3, max_size=3))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_guardian_is_reached_exactly_where_a_child_goes_there_and_they_may_be_written_to(db, ties, leaves):
    with transaction.atomic():
        address = class_address()
        pupils = [make.EnrolmentFactory(school_class=address.school_class, until_on=until).pupil for until in leaves]
        guardians = [make.PersonFactory() for _ in range(4)]
        kept = {(pupil, guardian): rest for pupil, guardian, *rest in ties}
        for (pupil, guardian), (home, allowed, until) in kept.items():
            make.GuardianshipFactory(
                guardian=guardians[guardian], pupil=pupils[pupil], home=home, contact_allowed=allowed, until_on=until
            )
        there = {
            (pupil, guardian): home
            for (pupil, guardian), (home, allowed, until) in kept.items()
            if allowed and until > DAY and (leaves[pupil] is None or leaves[pupil] > DAY)
        }

        (found,) = reached(addressees=[address], day=DAY)

        pairs = {(pupil, row.person_pk) for row in found.recipients for pupil in row.pupils}
        assert pairs == {(pupils[pupil].pk, guardians[guardian].pk) for pupil, guardian in there}
        assert len(found.recipients) == len({guardian for _pupil, guardian in there})
        in_homes = [
            (home.home.pupil_id, row.person_pk, home.home.label) for home in found.homes for row in home.recipients
        ]
        assert sorted(in_homes) == sorted(
            (pupils[pupil].pk, guardians[guardian].pk, home) for (pupil, guardian), home in there.items()
        )
        transaction.set_rollback(True)
