# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import audit, chores
from samspil.core.models import TryCount
from samspil.people.links import queries as link_queries
from samspil.people.links.actions import link_issue, link_revoke, link_used, links_forget
from samspil.people.links.errors import LinkBusy, LinkError, LinkExpired, LinkRevoked, LinkUnknown
from samspil.people.links.queries import link_by_token
from samspil.people.models import AccessLink

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 7, 10, 0, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)
many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _no_misses(db):
    TryCount.objects.all().delete()


def issue(**changes):
    values = {"purpose": "invitation", "scope": {"invitation": "x"}, "expires_at": NOW + WEEK, "by": None, "now": NOW}
    return link_issue(**values | changes)


def test_only_a_digest_of_the_secret_is_stored():
    link, token = issue()

    assert len(token) >= 43
    row = AccessLink.objects.values().get()
    assert row["secret_digest"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(row)
    assert link_by_token(token=token, purpose="invitation", now=NOW) == link


def test_looking_changes_nothing_and_acting_is_counted():
    link, token = issue()
    before = AccessLink.objects.values().get()

    link_by_token(token=token, purpose="invitation", now=NOW)
    assert AccessLink.objects.values().get() == before

    link_used(link=link, now=NOW)
    link_used(link=link, now=NOW + dt.timedelta(hours=1))
    link.refresh_from_db()
    assert (link.use_count, link.last_used_at) == (2, NOW + dt.timedelta(hours=1))


@given(offset=st.timedeltas(min_value=-3 * WEEK, max_value=3 * WEEK))
@many
def test_a_link_opens_exactly_until_it_expires(offset):
    link, token = issue(expires_at=NOW + WEEK)
    moment = NOW + offset

    if moment < NOW + WEEK:
        assert link_by_token(token=token, purpose="invitation", now=moment) == link
    else:
        with pytest.raises(LinkExpired):
            link_by_token(token=token, purpose="invitation", now=moment)


@given(guess=st.text(max_size=60), purpose=st.sampled_from(["invitation", "letter", "table"]))
@many
def test_what_was_not_issued_for_this_purpose_opens_nothing(guess, purpose):
    TryCount.objects.all().delete()
    _, token = issue(purpose="invitation")
    guesses = [guess, guess + token, token + guess, token[:-1], token.swapcase()]

    for wrong in guesses if purpose == "invitation" else [*guesses, token]:
        if wrong == token and purpose == "invitation":
            continue
        with pytest.raises(LinkUnknown):
            link_by_token(token=wrong, purpose=purpose, now=NOW)


def test_a_revoked_link_says_so_and_stays_revoked():
    link, token = issue()
    link_revoke(link=link, by=None, now=NOW)
    link_revoke(link=link, by=None, now=NOW + WEEK)

    with pytest.raises(LinkRevoked) as caught:
        link_by_token(token=token, purpose="invitation", now=NOW)
    assert "nyt" in str(caught.value)
    assert AccessLink.objects.get().revoked_at == NOW


def test_many_wrong_tries_get_another_answer_while_good_links_still_open():
    link, token = issue()
    for _ in range(link_queries.MISSES_A_MINUTE):
        with pytest.raises(LinkUnknown):
            link_by_token(token="forkert", purpose="invitation", now=NOW)

    with pytest.raises(LinkBusy):
        link_by_token(token="forkert", purpose="invitation", now=NOW)
    assert link_by_token(token=token, purpose="invitation", now=NOW) == link
    with pytest.raises(LinkUnknown):
        link_by_token(token="forkert", purpose="invitation", now=NOW + dt.timedelta(minutes=1))


def test_a_link_is_closed_from_the_moment_it_is_taken_back_and_that_is_written_down_once(django_user_model):
    by = django_user_model.objects.create_user("en@example.org")
    link, token = issue()
    link_revoke(link=link, by=by, now=NOW + WEEK / 2)
    link_revoke(link=AccessLink.objects.get(), by=by, now=NOW + WEEK / 3)

    assert link_by_token(token=token, purpose="invitation", now=NOW + WEEK / 2 - dt.timedelta(seconds=1)) == link
    with pytest.raises(LinkRevoked):
        link_by_token(token=token, purpose="invitation", now=NOW + WEEK / 2)
    assert [entry.action for entry in audit.trail_of(link)] == ["link_issue", "link_revoke"]


def test_misses_are_counted_for_each_purpose_by_itself():
    for _ in range(link_queries.MISSES_A_MINUTE + 1):
        with pytest.raises(LinkError):
            link_by_token(token="forkert", purpose="invitation", now=NOW)

    with pytest.raises(LinkUnknown):
        link_by_token(token="forkert", purpose="letter", now=NOW)


def test_a_link_that_ended_long_ago_is_thrown_away_and_no_other():
    keep = dt.timedelta(days=90)
    issue(expires_at=NOW + WEEK)
    revoked, _ = issue(expires_at=NOW + 52 * WEEK)
    link_revoke(link=revoked, by=None, now=NOW + WEEK)
    open_one, _ = issue(expires_at=NOW + 52 * WEEK)

    assert links_forget(now=NOW + WEEK + keep) == 0
    chores.run_all(now=NOW + WEEK + keep + dt.timedelta(seconds=1), daily=True)

    assert list(AccessLink.objects.all()) == [open_one]
