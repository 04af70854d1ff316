# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Streams of a real server process, as readers on the network meet them."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest
from django.db import transaction

from samspil import live
from samspil.live.tests.clients import COMMITTED, Server, Stream, running

pytestmark = [COMMITTED, pytest.mark.process]


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Server]:
    with running(HEARTBEAT_SECONDS=0.4, ASK_AGAIN_SECONDS=0.5, STUCK_SECONDS=1.5) as one:
        yield one


def say(channel: str, text: str = "hej", kind: str = "said", **data: object) -> int:
    with transaction.atomic():
        return live.publish(channel, kind, {"text": text, **data})


@pytest.mark.parametrize(
    "address",
    [
        "/live/try:closed/",
        "/live/nobody:a/",
        "/live/try/",
        "/live/try:a%20b/",
        "/live/",
        "/live/?channel=try:a&channel=try:closed",
        "/live/?" + "&".join(f"channel=try:{number}" for number in range(9)),
    ],
)
def test_what_one_may_not_know_of_is_not_found(server, address):
    status, headers, _ = server.get(address)

    assert status == 404
    assert "event-stream" not in headers.get("content-type", "")


def test_only_reading_is_allowed(server):
    assert server.get("/live/try:a/", "POST", "a=b")[0] == 405
    assert server.get("/live/try:a/", "HEAD")[0] == 200
    assert server.get("/live/try:closed/", "HEAD")[0] == 404


def test_a_new_reader_gets_the_present_state_and_then_each_change(server, channel):
    say(channel, "før")

    with Stream(server, f"/live/{channel}/?role=writer") as stream:
        assert stream.wait(event="who")
        say(channel, "efter")
        assert stream.wait(text="efter")

    assert stream.status == 200
    assert stream.headers["content-type"] == "text/event-stream"
    assert "no-store" in stream.headers["cache-control"]
    assert stream.last == "2"
    said = [(event, data) for event, data in stream.events if event != "beat"]
    assert said[0] == ("room", "<p>før</p>\n<p>1</p>")
    assert said[2] == ("who", "writer da da")
    # The reader's role and language have not changed, so they are not sent again.
    assert [event for event, _ in said[3:]] == ["room", "form"]


def test_resuming_sends_the_present_state_when_behind_and_nothing_otherwise(server, channel):
    say(channel, "en")
    with Stream(server, f"/live/{channel}/") as stream:
        stream.wait(event="who")
    say(channel, "to")
    say(channel, "tre")

    with Stream(server, f"/live/{channel}/", **{"Last-Event-ID": stream.last}) as behind:
        assert behind.wait(event="who")
    with Stream(server, f"/live/{channel}/?last={behind.last}") as there:
        assert there.wait(event="beat")
        assert there.wait(event="beat")
        say(channel, "fire")
        assert there.wait(text="fire")

    assert behind.last == "3"
    assert [data for event, data in behind.events if event == "room"] == ["<p>tre</p>\n<p>3</p>"]
    assert {event for event, _ in there.events[:2]} == {"beat"}


def test_a_made_up_place_to_resume_from_is_no_error(server, channel):
    say(channel, "her")

    for last in ["999", "abc", "1.2", "-1"]:
        with Stream(server, f"/live/{channel}/?last={last}") as stream:
            assert stream.wait(text="her")
        assert stream.last == "1"


def test_one_stream_follows_several_channels(server, channel):
    with Stream(server, f"/live/?channel={channel}&channel={channel}-b&last=0.0") as stream:
        say(f"{channel}-b", "fra b")
        assert stream.wait(text="fra b")
        say(channel, "fra a")
        assert stream.wait(text="fra a")

    assert stream.last == "1.1"
    rooms = [event for event, _ in stream.events if event.endswith("/room")]
    assert rooms == [f"{channel}-b/room", f"{channel}/room"]


def test_the_page_says_its_language(server, channel):
    with (
        Stream(server, f"/live/{channel}/?language=ar") as arabic,
        Stream(server, f"/live/{channel}/?language=xx") as other,
    ):
        assert arabic.wait(text="reader ar ar")
        assert other.wait(text="reader da da")


def test_a_quiet_stream_beats_and_keeps_its_id(server, channel):
    say(channel)
    with Stream(server, f"/live/{channel}/?last=1") as stream:
        assert stream.wait(event="beat")
        assert stream.wait(event="beat")

    assert stream.last == "1"


def test_a_reader_who_may_no_longer_follow_is_let_go(server, channel):
    with Stream(server, f"/live/{channel}/") as stream:
        assert stream.wait(event="who")
        say(channel, "for de andre", kind="shut")
        started = time.monotonic()
        while not stream.ended and time.monotonic() < started + 60:
            stream.wait(0.5)

    assert stream.ended
    assert server.get(f"/live/{channel}/")[0] == 404


def test_readers_who_leave_are_forgotten(server, channel):
    streams = [Stream(server, f"/live/{channel}/") for _ in range(5)]
    for stream in streams:
        stream.wait(event="who")
    during = json.loads(server.get("/try/readers/")[2])["readers"]
    for stream in streams:
        stream.close()
    until = time.monotonic() + 60
    while (after := json.loads(server.get("/try/readers/")[2])["readers"]) and time.monotonic() < until:
        time.sleep(0.05)

    assert during >= 5
    assert after == 0


def test_a_full_server_turns_readers_away_until_somebody_leaves(channel, monkeypatch):
    """All at once, as after a restart: there are as many seats as there are, and the others are told to come back."""
    monkeypatch.setenv("LIVE_MOST_READERS", "3")
    say(channel, "her")
    with running() as full, ThreadPoolExecutor(12) as at_once, ExitStack() as opened:

        def come(_: int = 0) -> Stream:
            return opened.enter_context(Stream(full, f"/live/{channel}/"))

        streams = list(at_once.map(come, range(12)))
        seated = [stream for stream in streams if stream.status == 200]
        turned_away = [stream for stream in streams if stream.status != 200]
        assert len(seated) == 3
        assert all(stream.wait(text="her") for stream in seated)
        page = full.get(f"/try/{channel[4:]}/")[0]
        seated[0].close()
        until = time.monotonic() + 20
        while json.loads(full.get("/try/readers/")[2])["readers"] > 2 and time.monotonic() < until:
            time.sleep(0.05)
        late, too_late = come(), come()
        assert late.wait(text="her")

    assert {stream.status for stream in turned_away} == {503}
    assert {stream.headers["retry-after"] for stream in turned_away} == {"10"}
    assert page == 200, "only live parts are turned away"
    assert too_late.status == 503


def test_who_is_refused_takes_no_seat(channel, monkeypatch):
    monkeypatch.setenv("LIVE_MOST_READERS", "1")
    say(channel, "her")
    with running() as small:
        refusals = [small.get("/live/try:closed/")[0] for _ in range(3)]
        with Stream(small, f"/live/{channel}/") as stream:
            assert stream.wait(text="her")

    assert refusals == [404, 404, 404]


@contextmanager
def stuck_reader(server: Server, channel: str) -> Iterator[None]:
    """A socket that asks for the stream and never reads it."""
    with socket.socket() as stuck:
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stuck.connect(("127.0.0.1", server.port))
        stuck.sendall(f"GET /live/{channel}/?role=stuck HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        yield


def say_much_to(quick: Stream, channel: str) -> None:
    assert quick.wait(event="who")
    for number in range(12):
        say(channel, f"note {number} ", times=60_000)
        assert quick.wait(text=f"note {number} ")


def readers(server: Server) -> int:
    return json.loads(server.get("/try/readers/")[2])["readers"]


def test_a_socket_that_never_reads_holds_up_nobody(channel):
    say(channel, "begynd")
    # So patient that whoever waited for it would wait for ever.
    with (
        running(STUCK_SECONDS=600) as server,
        stuck_reader(server, channel),
        Stream(server, f"/live/{channel}/?role=quick") as quick,
    ):
        say_much_to(quick, channel)
        assert readers(server) == 2


def test_a_socket_that_never_reads_is_dropped(server, channel):
    say(channel, "begynd")
    with stuck_reader(server, channel), Stream(server, f"/live/{channel}/?role=quick") as quick:
        say_much_to(quick, channel)
        until = time.monotonic() + 60
        while readers(server) > 1 and time.monotonic() < until:
            quick.wait(0.1)

        assert readers(server) == 1


def test_events_reach_readers_of_another_process(server, channel):
    with (
        running() as other,
        Stream(server, f"/live/{channel}/?last=0") as here,
        Stream(other, f"/live/{channel}/?last=0") as there,
    ):
        assert server.get(f"/try/{channel[4:]}/say/", "POST", "text=fra+den+ene")[0] == 200
        assert here.wait(text="fra den ene")
        assert there.wait(text="fra den ene")
        assert other.get(f"/try/{channel[4:]}/say/", "POST", "text=fra+den+anden")[0] == 200
        assert here.wait(text="fra den anden")
        assert there.wait(text="fra den anden")

    assert here.last == there.last == "2"


def test_a_killed_server_is_resumed_without_loss_and_a_stopped_one_ends_its_streams(channel):
    say(channel, "før")
    with running() as first, Stream(first, f"/live/{channel}/") as stream:
        stream.wait(event="who")
        first.kill()
    say(channel, "imens")

    with (
        running(first.port) as second,
        Stream(second, f"/live/{channel}/", **{"Last-Event-ID": stream.last}) as again,
    ):
        assert again.wait(text="imens")
        started = time.monotonic()
        second.process.terminate()
        while not again.ended and time.monotonic() < started + 60:
            again.wait(0.5)
        second.process.wait(60)
        took = time.monotonic() - started
        text = second.end()

    assert stream.last == "1"
    assert again.last == "2"
    assert again.ended
    # At once, and not with the next heartbeat, which comes after fifteen seconds.
    assert took < 10
    assert "ERROR" not in text
    assert "Traceback" not in text
