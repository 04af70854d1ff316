# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A guardian's own links: they end with the guardianship and with the permission to write, and are renewed."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import chores
from samspil.core.models import AuditEntry, TryCount
from samspil.people.addresses.actions import address_ensure
from samspil.people.addresses.queries import recipients_of
from samspil.people.erasure.actions import person_erase
from samspil.people.homes.actions import guardianship_change
from samspil.people.links.actions import link_issue, link_reissue, link_revoke, links_end
from samspil.people.links.errors import LinkEnded, LinkError, LinkGuardianEnded, LinkReplaced, LinkRevoked
from samspil.people.links.queries import is_still_theirs, link_by_token, pupils_of
from samspil.people.models import AccessLink, Enrolment, Guardianship
from samspil.people.persons.actions import guardianship_add
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 7, 10, 0, tzinfo=dt.UTC)
ONE = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)


@pytest.fixture(autouse=True)
def _no_misses(db):
    TryCount.objects.all().delete()


def issue(person, *pupils, now=NOW):
    return link_issue(
        purpose="asking", scope={}, expires_at=now + YEAR, by=None, now=now, person=person,
        pupils=[pupil.pk for pupil in pupils],
    )  # fmt: skip


def change(tie, now=NOW, **values):
    row = Guardianship.objects.get(pk=tie.pk)
    names = ("relation", "reason", "contact_allowed", "until_on")
    kept = {name: getattr(row, name) for name in names}
    return guardianship_change(guardianship=row, by=None, now=now, **kept | values)


def opens(token, now=NOW):
    return link_by_token(token=token, purpose="asking", now=now)


@pytest.mark.parametrize("ended", [{"until_on": NOW.date()}, {"contact_allowed": False}])
def test_a_link_ends_with_the_guardianship_and_with_permission_and_stays_closed(ended):
    tie = make.GuardianshipFactory()
    link, token = issue(tie.guardian, tie.pupil)
    assert opens(token) == link

    change(tie, **ended)

    with pytest.raises(LinkGuardianEnded, match="barnets voksne"):
        opens(token)
    assert AuditEntry.objects.filter(action="link_revoke").count() == 1
    with pytest.raises(LinkGuardianEnded):
        link_reissue(link=link, by=None, now=NOW)
    with pytest.raises(LinkGuardianEnded):
        issue(tie.guardian, tie.pupil)
    change(tie, until_on=None, contact_allowed=True)
    with pytest.raises(LinkRevoked):
        opens(token)
    _new, other = link_reissue(link=AccessLink.objects.get(pk=link.pk), by=None, now=NOW)
    assert opens(other)
    with pytest.raises(LinkReplaced):
        opens(token)


def test_a_link_for_two_children_goes_on_for_the_one_that_is_left():
    tie = make.GuardianshipFactory()
    other = make.GuardianshipFactory(guardian=tie.guardian)
    strange = make.GuardianshipFactory().pupil
    link, token = issue(tie.guardian, tie.pupil, other.pupil, strange)
    assert set(pupils_of(link=link, day=NOW.date())) == {tie.pupil, other.pupil}

    change(tie, contact_allowed=False)

    assert list(pupils_of(link=opens(token), day=NOW.date())) == [other.pupil]
    new, _token = link_reissue(link=link, by=None, now=NOW)
    assert [row.pupil for row in new.guardianships.all()] == [other.pupil]


def test_a_day_that_comes_ends_a_link_and_the_chore_closes_it():
    tie = make.GuardianshipFactory(until_on=NOW.date() + ONE)
    link, token = issue(tie.guardian, tie.pupil)
    assert links_end(now=NOW) == 0

    with pytest.raises(LinkGuardianEnded):
        opens(token, NOW + ONE)
    link.refresh_from_db()
    assert link.revoked_at is None
    chores.run_all(now=NOW + ONE, daily=True)

    link.refresh_from_db()
    assert link.revoked_at == NOW + ONE


def test_a_link_to_the_guardians_of_a_class_ends_when_the_child_leaves_it(cast):
    address = address_ensure(kind="klasse", school_class=cast.school_class)
    holder = next(one for one in recipients_of(address, NOW.date()) if one.person_pk == cast.parent.person.pk)
    link, token = link_issue(
        purpose="asking", scope={}, expires_at=NOW + YEAR, by=None, now=NOW, holder=holder, role_address=address
    )
    assert link.as_guardian
    assert opens(token) == link

    Enrolment.objects.filter(pupil__in=holder.pupils).update(until_on=NOW.date())

    with pytest.raises(LinkEnded):
        opens(token)


def test_many_links_are_looked_at_in_two_queries(django_assert_max_num_queries):
    ties = [make.GuardianshipFactory() for _ in range(4)]
    for tie in ties:
        issue(tie.guardian, tie.pupil)
    Guardianship.objects.filter(pk=ties[0].pk).update(contact_allowed=False)
    with django_assert_max_num_queries(2):
        links = list(AccessLink.objects.select_related("person__user").prefetch_related("guardianships").order_by("pk"))
        found = [is_still_theirs(link=link, day=NOW.date()) for link in links]

    assert found == [False, True, True, True]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["issue", "reissue", "revoke", "end", "forbid", "allow", "again", "tidy", "day", "erase"]),
        st.integers(0, 1),
        st.integers(0, 2),
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_no_link_of_an_ended_guardianship_opens(cast, steps):
    """Two guardians of two children. A link opens only for a guardianship that has held, with permission, on every day
    and after every step since it was sent; and what nothing has ended opens."""
    with transaction.atomic():
        _Play(cast).through(steps)
        transaction.set_rollback(True)


class _Play:
    def __init__(self, cast):
        self.by = cast.officer
        self.now = NOW
        self.pupils = [make.PersonFactory(email=None) for _ in range(2)]
        self.guardians = [make.PersonFactory() for _ in range(2)]
        self.ties = {
            (one, two): make.GuardianshipFactory(guardian=guardian, pupil=pupil)
            for one, guardian in enumerate(self.guardians)
            for two, pupil in enumerate(self.pupils)
        }
        # Each link: its secret, whose it is, and the guardianships that have held ever since.
        self.sent = []
        self.closed = set()

    def through(self, steps):
        for name, guardian, pupil in steps:
            try:
                with transaction.atomic():
                    getattr(self, name)(guardian, pupil)
            except LinkError:
                pass
            self.look()

    def look(self):
        for token, guardian, held in self.sent:
            held &= {pupil for pupil in held if self.holds(guardian, pupil)}
            try:
                found = set(pupils_of(link=opens(token, self.now), day=self.now.date()))
            except LinkError:
                found = set()
            wanted = set() if token in self.closed else {self.pupils[pupil] for pupil in held}
            # A link for two children goes on for one of them, and shows the other again if that one comes back.
            assert bool(found) == bool(wanted)
            assert found >= wanted
            assert all(self.holds(guardian, self.pupils.index(pupil)) for pupil in found)

    def holds(self, guardian, pupil):
        rows = Guardianship.objects.filter(guardian=self.guardians[guardian], pupil=self.pupils[pupil])
        return any(row.contact_allowed and row.holds_on(self.now.date()) for row in rows)

    def issue(self, guardian, pupil):
        chosen = [0, 1] if pupil == 2 else [pupil]
        _link, token = issue(self.guardians[guardian], *(self.pupils[place] for place in chosen), now=self.now)
        self.sent.append((token, guardian, set(chosen)))

    def reissue(self, guardian, pupil):
        link = AccessLink.objects.filter(person=self.guardians[guardian]).order_by("-pk").first()
        if link is None:
            return
        places = {self.pupils.index(one) for one in pupils_of(link=link, day=self.now.date())}
        _new, token = link_reissue(link=link, by=None, now=self.now)
        self.closed |= {one for one, *_ in self.sent if self.link(one) == link}
        self.sent.append((token, guardian, places))

    def revoke(self, guardian, pupil):
        for token, *_ in self.sent[-1:]:
            link_revoke(link=self.link(token), by=None, now=self.now)
            self.closed.add(token)

    def end(self, guardian, pupil):
        tie = self.ties[guardian, min(pupil, 1)]
        change(tie, self.now, until_on=max(self.now.date() + (pupil // 2) * ONE, tie.from_on))

    def forbid(self, guardian, pupil):
        change(self.ties[guardian, min(pupil, 1)], self.now, contact_allowed=False)

    def allow(self, guardian, pupil):
        change(self.ties[guardian, min(pupil, 1)], self.now, contact_allowed=True)

    def again(self, guardian, pupil):
        """A new guardianship after one that has ended; a link of the ended one opens no more, chore or not."""
        place = guardian, min(pupil, 1)
        row = Guardianship.objects.get(pk=self.ties[place].pk)
        if row.until_on is not None and row.until_on <= self.now.date():
            self.ties[place] = guardianship_add(
                guardian=self.guardians[guardian], pupil=self.pupils[place[1]], from_on=self.now.date(), by=None,
                now=self.now,
            )  # fmt: skip

    def tidy(self, guardian, pupil):
        links_end(now=self.now)

    def day(self, guardian, pupil):
        self.now += ONE

    def erase(self, guardian, pupil):
        if pupil == 2:
            person_erase(person=self.guardians[guardian], by=self.by, now=self.now)
            self.closed |= {token for token, whose, _ in self.sent if whose == guardian}

    def link(self, token):
        from samspil.people.links.queries import secret_digest

        return AccessLink.objects.get(secret_digest=secret_digest(token))
