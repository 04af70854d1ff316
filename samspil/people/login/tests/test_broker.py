# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Log-in through a municipality's broker, against a small real one."""

import copy
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache

from samspil.people.login.tests.broker import CLIENT, SECRET, Broker
from samspil.people.models import User

pytestmark = pytest.mark.django_db
START = "/konto/log-ind/via/kommunen/"


@pytest.fixture
def broker(settings):
    cache.clear()
    broker = Broker({"sub": "ikke-brugt", "uniid": "mads1234", "name": "Mads Lærer", "email": "fra-broker@example.org"})
    providers = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"] = [
        {
            "provider_id": "kommunen",
            "name": "kommunens log-in",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": broker.url, "uid_field": "uniid"},
        }
    ]
    settings.SOCIALACCOUNT_PROVIDERS = providers
    settings.SOCIALACCOUNT_ONLY = False
    yield broker
    broker.close()


@pytest.fixture
def teacher(cast):
    cast.teacher.person.external_id = "mads1234"
    cast.teacher.person.save()
    return cast.teacher


def go_round(client, broker, **changes):
    """From our page to the broker and back, as a browser goes."""
    start = client.get(START, {"next": "/min-side/"})
    assert start.status_code == 302
    back = httpx.get(start.url, follow_redirects=False).headers["Location"]
    parts = urlsplit(back)
    query = {key: value[0] for key, value in parse_qs(parts.query).items()} | changes
    return client.get(parts.path, query)


def test_somebody_the_municipality_knows_is_let_in_by_the_external_id(client, broker, teacher):
    assert "Log ind med kommunens log-in" in client.get("/konto/log-ind/").content.decode()

    done = go_round(client, broker)

    assert done.url == "/min-side/"
    assert User.objects.get(pk=client.session["_auth_user_id"]) == teacher
    account = SocialAccount.objects.get()
    assert (account.uid, account.user) == ("mads1234", teacher)


def test_nothing_else_of_what_the_broker_tells_is_kept(client, broker, teacher):
    go_round(client, broker)
    client.logout()
    again = go_round(client, broker)

    assert again.url == "/min-side/"
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    teacher.refresh_from_db()
    assert teacher.email == "mads@example.org"


def test_who_is_not_known_here_is_told_so_and_does_not_come_to_be(client, broker, cast):
    count = User.objects.count()

    done = go_round(client, broker)

    assert done.status_code == 403
    assert "Vi kender dig ikke endnu" in done.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (count, 0)
    assert "_auth_user_id" not in client.session


def test_the_address_the_broker_gives_opens_nobodys_account(client, broker, cast):
    broker.claims |= {"uniid": "en-anden", "email": "lone@example.org", "email_verified": True}

    assert go_round(client, broker).status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_closed(client, broker, teacher):
    teacher.is_active = False
    teacher.save()

    done = go_round(client, broker)

    assert "_auth_user_id" not in client.session
    assert done.status_code in {302, 403}


def test_an_answer_that_was_not_asked_for_is_refused(client, broker, teacher):
    done = go_round(client, broker, state="gættet")

    assert done.status_code in {200, 401}
    assert "_auth_user_id" not in client.session


def test_without_the_setting_there_is_no_broker(client, cast):
    assert client.get(START).status_code == 404
    assert "kommunens log-in" not in client.get("/konto/log-ind/").content.decode()
