# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""live.js in a real browser."""

import json
from collections.abc import Iterator

import pytest
from django.db import transaction

from samspil import live
from samspil.live.tests.clients import COMMITTED, Server, running
from samspil.live.tests.tabs import Tabs, becomes_true, browser

pytestmark = [COMMITTED, pytest.mark.browser, pytest.mark.process]


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Server]:
    with running(HEARTBEAT_SECONDS=1) as one:
        yield one


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    with browser() as opened:
        yield opened


def say(channel: str, text: str, kind: str = "said") -> None:
    with transaction.atomic():
        live.publish(channel, kind, {"text": text})


def streams(server: Server) -> int:
    return json.loads(server.get("/try/readers/")[2])["readers"]


def address(server: Server, channel: str) -> str:
    return f"http://127.0.0.1:{server.port}/try/{channel[4:]}/"


def test_of_eight_tabs_only_the_one_that_is_seen_holds_a_stream(server, tabs, channel):
    """A browser allows six connections to a server over HTTP/1.1; a stream a tab would leave none for the seventh."""
    say(channel, "før")
    opened = []
    for _ in range(8):
        tab = tabs.open(address(server, channel))
        assert becomes_true(lambda tab=tab: tab.text("[data-live-swap=room]").startswith("før"))
        opened.append(tab)
    assert becomes_true(lambda: streams(server) == 1)

    say(channel, "efter")

    assert becomes_true(lambda: opened[7].text("[data-live-swap=room]").startswith("efter"))
    assert opened[2].text("[data-live-swap=room]").startswith("før")
    opened[2].bring_to_front()
    assert becomes_true(lambda: opened[2].text("[data-live-swap=room]").startswith("efter"))
    assert becomes_true(lambda: streams(server) == 1)
    # Three channels, of which two come by another element: still the one stream.
    say(f"{channel}-c", "fra den anden kanal")
    assert becomes_true(lambda: opened[2].text("section [data-live-swap=room]").startswith("fra den anden"))
    for tab in opened:
        tab.call("Page.close")


def test_nothing_is_taken_from_the_one_who_writes(server, tabs, channel):
    say(channel, "en")
    tab = tabs.open(address(server, channel))
    assert becomes_true(lambda: tab.run("document.querySelector('#field')?.title") == "1")
    tab.run("document.querySelector('#field').focus()")
    tab.type("en halv note")
    tab.run("document.querySelector('#field').setSelectionRange(3, 7)")

    say(channel, "to")

    assert becomes_true(lambda: tab.text("[data-live-swap=room]").startswith("to"))
    field = "(({value, selectionStart, selectionEnd}) => [value, selectionStart, selectionEnd])(document.activeElement)"
    assert tab.run(field) == ["en halv note", 3, 7]
    # Leaving the field is not enough: what is written has not been sent yet.
    tab.run("document.activeElement.blur()")
    assert tab.run("document.querySelector('#field').value") == "en halv note"
    tab.run("(field => { field.value = ''; field.focus(); field.blur() })(document.querySelector('#field'))")
    assert becomes_true(lambda: tab.run("document.querySelector('#field')?.title") == "2")
    tab.call("Page.close")


def test_each_swap_tells_the_page(server, tabs, channel):
    tab = tabs.open(
        address(server, channel),
        "var told = []; document.addEventListener('samspil:live', e => told.push([e.detail.name, e.target.tagName]));",
    )
    assert becomes_true(lambda: streams(server) == 1)

    say(channel, "nyt")

    assert becomes_true(lambda: ["room", "DIV"] in tab.run("told"))
    tab.call("Page.close")


def test_a_lost_server_is_said_quietly_and_made_good(tabs, channel):
    say(channel, "før")
    with running() as first:
        tab = tabs.open(address(first, channel))
        assert becomes_true(lambda: tab.text("[data-live-swap=room]").startswith("før"))
        assert tab.text("[data-live-lost]") == ""
        first.kill()
    say(channel, "imens")

    assert becomes_true(lambda: tab.text("[data-live-lost]") == "Forbindelsen er væk. Siden prøver igen.")
    with running(first.port):
        assert becomes_true(lambda: tab.text("[data-live-swap=room]").startswith("imens"))
        assert becomes_true(lambda: tab.text("[data-live-lost]") == "")
    tab.call("Page.close")


def test_a_page_that_may_no_longer_be_followed_says_so(server, tabs, channel):
    say(channel, "før")
    tab = tabs.open(address(server, channel))
    assert becomes_true(lambda: tab.text("[data-live-swap=room]").startswith("før"))

    say(channel, "lukket", kind="shut")
    # The server asks again once a minute; the browser does so when it comes back to the page.
    other = tabs.open("about:blank")
    tab.bring_to_front()

    assert becomes_true(lambda: tab.text("[data-live-closed]") == "Siden viser ikke længere nyt. Genindlæs siden.")
    for one in (tab, other):
        one.call("Page.close")
