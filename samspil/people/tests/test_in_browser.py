# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Passkeys with a virtual device, and what axe says of people's pages."""

import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from samspil.people.addresses.actions import address_ensure
from tests.cast import make_cast
from tests.journeys.eyes import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()
    return make_cast()


@pytest.fixture
def logged_in(live_server, context):
    """Opens the browser as somebody, without the way through the mail."""

    def be(user):
        client = Client()
        client.force_login(user)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time(), "email": user.email}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return be


@pytest.fixture
def virtual_device(page):
    """A telephone that has a code and says yes to all it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_a_passkey_is_made_and_logs_in_alone(cast, live_server, page, virtual_device, logged_in):
    logged_in(cast.teacher)
    page.goto(f"{live_server.url}/min-side/")
    page.get_by_role("link", name="Lav en adgangsnøgle").click()
    page.get_by_label("Navn på nøglen").fill("Min telefon")
    page.get_by_role("button", name="Lav adgangsnøglen").click()
    page.get_by_role("heading", name="Koder til nødbrug").wait_for()
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert (key.user, key.wrap().name, key.wrap().is_passwordless) == (cast.teacher, "Min telefon", True)

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/min-side/")
    page.get_by_role("button", name="Brug adgangsnøglen").click()

    page.wait_for_url(lambda url: "/konto/" not in url)
    page.goto(f"{live_server.url}/min-side/")
    assert page.get_by_role("heading", name="Min telefon").is_visible()


def test_when_the_device_says_no_the_page_says_so_and_the_code_is_still_there(cast, live_server, page):
    page.goto(f"{live_server.url}/konto/log-ind/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )

    page.get_by_role("button", name="Brug adgangsnøglen").click()

    page.get_by_text("Nøglen blev ikke brugt").wait_for()
    assert page.get_by_role("button", name="Send mig en kode").is_visible()


def test_axe_finds_nothing_on_peoples_pages(cast, live_server, page, logged_in):
    address_ensure(kind="formand", board=cast.board)
    eyes = Eyes(live_server.url)
    eyes.follow(page.context)
    for path in ("/konto/log-ind/", "/konto/log-ind/lukket/"):
        page.goto(live_server.url + path)
        eyes.look(page, path)
    logged_in(cast.officer)
    paths = (
        "/min-side/", "/skoler/", "/skoler/ny/", f"/skoler/{cast.school.uuid}/", "/bestyrelser/",
        f"/bestyrelser/{cast.board.uuid}/", "/roller/", "/import/", f"/klasser/{cast.school_class.uuid}/hjem/",
        f"/elever/{cast.parent.person.guardianships.get().pupil.uuid}/hjem/", "/konto/noegler/ny/", "/konto/app/til/",
    )  # fmt: skip
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for path in paths:
            page.goto(live_server.url + path)
            eyes.look(page, f"{path} {width}")
    eyes.check()


def test_the_pages_work_without_javascript(cast, live_server, browser, logged_in):
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    client = Client()
    client.force_login(cast.officer)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()

    page.goto(f"{live_server.url}/bestyrelser/{cast.board.uuid}/")
    page.get_by_label("Fornavn").fill("Ny")
    page.get_by_label("Fra", exact=True).fill("1/8-2026")
    page.get_by_role("button", name="Gem pladsen").click()

    assert page.get_by_text("Pladsen er gemt.").is_visible()
    assert page.get_by_role("cell", name="Ny", exact=True).is_visible()
    context.close()
