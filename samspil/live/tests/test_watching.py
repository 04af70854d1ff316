# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whether somebody may still follow is asked beside what is sent to them, and once for all who are alike."""

import asyncio
from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseBase, HttpResponseNotFound

from samspil.live.asgi import _is_granted, _same_question
from samspil.live.readers import Fragment, Place, Reader
from samspil.live.views import LiveResponse
from samspil.live.watching import Watches

NOTHING: Mapping[str, Fragment] = {}
PLACES = [Place(channel="try:a", role="reader")]
GRANTED = LiveResponse(places=PLACES, language="da", last="", named=False)


class Question:
    """Asked as Django is; answers when it is let."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()
        self.answer: HttpResponseBase = GRANTED

    async def __call__(self) -> HttpResponseBase:
        self.asked += 1
        await self.may_answer.wait()
        return self.answer


def readers(watches: Watches, question: Question, number: int, key: str = "one") -> list[Reader]:
    made = [Reader(places=PLACES, language="da") for _ in range(number)]
    for reader in made:
        watches.join(key, reader, question, _is_granted, every=0.001)
    return made


async def until(seen: object) -> None:
    async with asyncio.timeout(30):
        while not seen():  # type: ignore[operator]
            await asyncio.sleep(0.001)


def offer(reader: Reader, number: int) -> None:
    fragment = Fragment("try:a", "room", f"<p>{number}</p>")
    reader.offer("try:a", number, {"room": fragment}, {"room": fragment})


def test_news_is_sent_while_the_question_is_open_and_it_is_one_for_all() -> None:
    async def run() -> None:
        watches, question = Watches(), Question()
        three_hundred = readers(watches, question, 300)
        await until(lambda: question.asked)

        for reader in three_hundred:
            offer(reader, 1)
        sent = [await reader.next_bytes(heartbeat=30) for reader in three_hundred]

        assert all(b"<p>1</p>" in (news or b"") for news in sent)
        assert question.asked == 1
        watches.close()

    asyncio.run(run())


def test_all_who_may_no_longer_follow_are_let_go_and_nobody_else() -> None:
    async def run() -> None:
        watches, refused, kept = Watches(), Question(), Question()
        gone, others = readers(watches, refused, 3), readers(watches, kept, 3, key="two")
        refused.answer = HttpResponseNotFound()
        refused.may_answer.set()
        kept.may_answer.set()

        assert [await reader.next_bytes(heartbeat=30) for reader in gone] == [None] * 3
        await until(lambda: kept.asked > 2)
        for reader in others:
            offer(reader, 1)
            assert await reader.next_bytes(heartbeat=30)
        watches.close()

    asyncio.run(run())


def test_another_role_ends_the_stream_and_a_database_that_is_away_does_not() -> None:
    async def run() -> None:
        watches, question = Watches(), Question()
        (reader,) = readers(watches, question, 1)
        question.answer = HttpResponse(status=503)
        question.may_answer.set()
        await until(lambda: question.asked > 2)
        offer(reader, 1)
        assert await reader.next_bytes(heartbeat=30)

        other = [Place(channel="try:a", role="officer")]
        question.answer = LiveResponse(places=other, language="da", last="", named=False)
        assert await reader.next_bytes(heartbeat=30) is None
        watches.close()

    asyncio.run(run())


def test_a_question_that_fails_is_asked_again() -> None:
    async def run() -> None:
        watches, question = Watches(), Question()
        question.may_answer.set()
        faults = [RuntimeError("the pool is closed"), RuntimeError("again")]

        async def ask() -> HttpResponseBase:
            if faults:
                raise faults.pop()
            return await question()

        reader = Reader(places=PLACES, language="da")
        watches.join("one", reader, ask, _is_granted, every=0.001)
        question.answer = HttpResponseNotFound()

        assert await reader.next_bytes(heartbeat=30) is None
        assert (faults, question.asked) == ([], 1)
        watches.close()

    asyncio.run(run())


def test_nobody_is_asked_about_who_has_left() -> None:
    async def run() -> None:
        watches, question = Watches(), Question()
        question.may_answer.set()
        for reader in readers(watches, question, 2):
            watches.leave("one", reader)
        await asyncio.sleep(0)
        asked = question.asked
        for _ in range(20):
            await asyncio.sleep(0.001)

        assert question.asked == asked
        assert [task for task in asyncio.all_tasks() if task.get_name() == "live watch"] == []

    asyncio.run(run())


def test_the_same_question_is_the_same_person_asking_for_the_same() -> None:
    def key(cookie: bytes = b"sessionid=a", query: bytes = b"channel=try:a&code=K", path: str = "/live/") -> object:
        return _same_question({"headers": [(b"cookie", cookie)], "query_string": query, "path": path})

    assert key() == key(query=b"code=K&channel=try:a&last=7&language=ar")
    assert len({key(), key(b"sessionid=b"), key(query=b"channel=try:a&code=L"), key(path="/live/try:b/")}) == 4
    # Two devices at one table, and two tabs of one session; never one with a session and one without.
    assert key(b"csrftoken=x; samspil_bord=K:1") == key(b"csrftoken=y; samspil_bord=K:2")
    assert key(b"csrftoken=x; sessionid=a") == key()
    assert key(b"csrftoken=x") != key()
    assert key(b"xsessionid=a") != key()
