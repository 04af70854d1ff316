# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a log-in leaves behind (mails with codes, sessions, waiting choices) goes with the person."""

import pytest
from django.core.cache import cache
from django.test import Client

from samspil.core import clock
from samspil.core.tests.everywhere import places
from samspil.delivery.models import MessageRecipient
from samspil.people.erasure.actions import person_erase
from samspil.people.login.tests.test_shared import CODE, LOGIN, OFFICE, code_sent, is_in, seated, with_code
from samspil.people.persons.actions import account_open

pytestmark = pytest.mark.django_db
OWN, ROLLS = "ibk.privat@example.org", "ibk.kragelund@example.org"


@pytest.fixture(autouse=True)
def _fresh(settings):
    cache.clear()
    settings.EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"


def test_no_log_in_of_an_erased_person_is_left(cast):
    """Neither with the address of the rolls, nor with one that only the account has."""
    person = seated("Ibenholt", email=ROLLS)
    inside, asking = Client(), Client()
    with_code(inside, ROLLS)
    account_open(person=person, email=OWN, by=None, now=clock.now())
    with_code(Client(), OWN)
    asking.post(LOGIN, {"email": OWN})
    code = code_sent()
    other = Client()
    with_code(other, "lone@example.org")
    assert places("ibk.") >= {"delivery_messagerecipient.address", "django_session.session_data"}
    copies = MessageRecipient.objects.count()

    person_erase(person=person, by=cast.officer, now=clock.now())

    assert places("ibk.") == set()
    assert MessageRecipient.objects.count() == copies
    assert not is_in(inside)
    asking.post(CODE, {"code": code})
    assert not is_in(asking)
    assert is_in(other)


def test_who_shares_the_address_stays_logged_in_and_may_go_on(cast):
    anna, _bent = seated("Anna"), seated("Bent")
    with_code(Client())
    client = Client()
    client.post(LOGIN, {"email": OFFICE})
    code = code_sent()

    person_erase(person=anna, by=cast.officer, now=clock.now())

    client.post(CODE, {"code": code})
    assert is_in(client)
