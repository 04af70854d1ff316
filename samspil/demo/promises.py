# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The demo's hearing of the draft, and what was answered to the letter's points afterwards."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from samspil.core import clock
from samspil.dialogue.hearing import actions as hearings
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.mails import PURPOSE
from samspil.dialogue.hearing.queries import heard
from samspil.dialogue.models import HearingAsk, HearingRemark, Meeting
from samspil.dialogue.promises.actions.answers import Answer, promise_answer
from samspil.dialogue.promises.actions.mails import promise_digest_send, promise_reminders_send
from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.promises.queries.answers import one_point
from samspil.people.links.actions import link_issue

if TYPE_CHECKING:
    from samspil.people.models import User

WEEKLY = "Én samlet besked om ugen er nok. Kun det, der haster, må komme ind imellem."
TOP = "Skriv øverst, hvad familien skal gøre, og hvor lang tid det tager."
LANGUAGES = "Et brev skal kunne læses på det sprog, familien taler derhjemme."
FIRST = "Når et barn har det svært, fortæller skolen først, hvad den selv vil prøve."
CALL = "Ring hellere én gang for meget end én gang for sent."
ILL = "Et barn, der ofte er syg, skal have én fast voksen, som ringer den første dag."
START = "Begynd med at fjerne noget, før I lægger noget nyt til."

Sayings = dict[str, hearings.HearingReply | None]

# How many of those who are asked say that the draft fits; the lines below are the others', with the officer's answer.
AGREE = 11
REMARKS = (
    (WEEKLY, Verdict.DIFFERS, "Vi sagde højst én besked om ugen. Nogle uger er der slet ingen.", False,
     "Bordene skrev én om ugen. Jeg har ladet det stå, og jeres ord er gemt her."),
    (TOP, Verdict.MISSING, "Det skal også stå på mobilens første skærm, uden at man ruller.", True,
     "Tak. Det er taget med i noterne til skabelonen."),
    (LANGUAGES, Verdict.MISSING, "Tolkning af telefonopkald blev også nævnt.", True, "Det står nu i indledningen."),
    (FIRST, Verdict.DIFFERS, "Ikke kun fortæller. Skolen skal også spørge.", True, "Det er vigtigt. Ordet er rettet."),
    (CALL, Verdict.MISSING, "Og gerne en opringning, når det går godt.", True, "Tak. Det er taget med."),
    ("", Verdict.MISSING, "Vi talte om skolevejen ved vores bord. Den står ingen steder.", False,
     "Der er ingen note om den. Vi tager den med på næste møde."),
)  # fmt: skip


def hear(meeting: Meeting, by: User, at: datetime) -> None:
    """A week's hearing: most say that the draft fits, some write, some do not answer; all remarks are answered."""
    hearing = hearings.hearing_open(meeting=meeting, days=6, names_checked=True, by=by, now=at)
    asks = list(hearing.asks.order_by("pk"))
    points = [WEEKLY, TOP, FIRST, START]
    for number, ask in enumerate(asks[:AGREE]):
        said: Sayings = {_ref(meeting, points[number % 4]): hearings.HearingReply(Verdict.AGREE)}
        _answer(ask, said, by, at + timedelta(hours=5 * (number + 1)))
    for number, (ask, line) in enumerate(zip(asks[AGREE:], REMARKS, strict=False)):
        statement, verdict, words, _taken, _reply = line
        said = {_ref(meeting, statement) if statement else "": hearings.HearingReply(verdict, words)}
        _answer(ask, said, by, at + timedelta(hours=7 * (number + 1)))
    replies = {words: (taken, reply) for _statement, _verdict, words, taken, reply in REMARKS}
    found = heard(meeting=meeting, now=at + timedelta(days=7))
    for remark in (remark for row in found.rows for remark in row.remarks) if found else ():
        _reply_to(remark, *replies[remark.words], by=by, at=at + timedelta(days=7))


def _reply_to(remark: HearingRemark, taken: bool, reply: str, *, by: User, at: datetime) -> None:
    hearings.remark_reply(remark=remark, taken=taken, reply=reply, revision=remark.revision, by=by, now=at)


def _answer(ask: HearingAsk, said: Sayings, by: User, at: datetime) -> None:
    link, _token = link_issue(
        purpose=PURPOSE, scope={"hearing": str(ask.uuid)}, expires_at=at + timedelta(days=60), by=by, now=at
    )
    hearings.hearing_answer(link=link, said=said, now=at)


def _ref(meeting: Meeting, statement: str) -> str:
    return str(uuid5(meeting.uuid, statement))


def promise(meeting: Meeting, by: User, sent: datetime, now: datetime) -> None:
    """One promise kept, one over time with a new date, one under way, a no, one that happens, one looked into; the
    rest nobody has answered.
    """
    hanne = {"owner_name": "Hanne Toft, skolechef", "owner_email": "skolechef@fjordby.example"}
    late, soon = clock.today(now - timedelta(days=5)), clock.today(now + timedelta(days=21))
    first = sent + timedelta(days=1)

    say = functools.partial(_say, meeting, by)
    say(WEEKLY, PromiseState.PROMISE, "Alle syv skoler får ét fast ugebrev om torsdagen.", first, due_on=soon, **hanne)
    say(TOP, PromiseState.PROMISE, "Vi laver en fælles skabelon til ugebrevet.", first, due_on=late, **hanne)
    say(
        LANGUAGES,
        PromiseState.LOOKING,
        "Vi prøver fire sprog på Engskolen og ser, hvad det koster.",
        first,
        due_on=clock.today(now + timedelta(days=60)),
        owner_name="Rikke Dahl, Engskolen",
        owner_email="engskolen@fjordby.example",
    )
    say(CALL, PromiseState.ALREADY, "Her ringer klassens voksne til alle nye familier i den første uge.", first)
    say(
        ILL,
        PromiseState.NO,
        "Vi kan ikke love det hver gang. Men klassens voksne aftaler, hvem der ringer på tredje dag.",
        first,
        **hanne,
    )
    promise_digest_send(meeting=meeting, now=first + timedelta(hours=1))
    say(
        WEEKLY,
        PromiseState.KEPT,
        "Alle syv skoler har nu ét fast ugebrev om torsdagen.",
        now - timedelta(days=7),
        due_on=soon,
        **hanne,
    )
    promise_digest_send(meeting=meeting, now=now - timedelta(days=6))
    promise_reminders_send(meeting=meeting, now=_morning(now - timedelta(days=4)))
    say(
        TOP,
        PromiseState.PROMISE,
        "En fælles skabelon til ugebrevet. Udkastet mangler svar fra to skoler.",
        now - timedelta(days=3),
        due_on=soon,
        **hanne,
    )
    promise_digest_send(meeting=meeting, now=now - timedelta(days=2))


def _say(
    meeting: Meeting, by: User, statement: str, state: PromiseState, words: str, at: datetime, **more: object
) -> None:
    ref = uuid5(meeting.uuid, statement)
    shown = one_point(meeting=meeting, ref=ref, now=at)
    answer = Answer(state=state, words=words, **more)  # type: ignore[arg-type]  # the demo's own literals
    promise_answer(meeting=meeting, point=ref, answer=answer, seen=shown.seen if shown else 0, by=by, now=at)


def _morning(at: datetime) -> datetime:
    return clock.local(at).replace(hour=9)
