# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An evening whose letter is sent, and answers to its points."""

import datetime as dt
from uuid import UUID

from samspil.dialogue.promises.actions.answers import Answer, promise_answer
from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.promises.queries.answers import one_point
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite

DUE = dt.date(2027, 1, 15)


def publish(evening, changes="", now=LATER):
    letter = evening.draft()
    evening.version = letter_publish(
        meeting=evening.meeting,
        number=letter.versions.count() + 1,
        revision=letter.revision,
        changes=changes,
        by=evening.by,
        now=now,
    )
    evening.meeting.refresh_from_db()
    return evening.version


def sent_evening(people: int = 2):
    """The board of `people` was invited; the letter of five points is sent."""
    evening = an_evening()
    invite(evening, people)
    publish(evening)
    return evening


def answer(evening, point, *, now=LATER, seen=None, by=None, **more):
    """A promise by Hanne unless `more` says otherwise."""
    values = {
        "state": "promise",
        "words": "Vi samler det i ét brev om ugen.",
        "due_on": DUE,
        "owner_name": "Hanne Toft",
    }
    values |= {"owner_email": "hanne@example.org"} | more
    if seen is None:
        seen = one_point(meeting=evening.meeting, ref=UUID(point), now=now).seen
    return promise_answer(
        meeting=evening.meeting,
        point=UUID(point),
        answer=Answer(**{**values, "state": PromiseState(values["state"])}),
        seen=seen,
        by=by or evening.by,
        now=now,
    )


def url(evening, tail=""):
    return f"/moeder/{evening.meeting.uuid}/loefter/{tail}"


def words(**more):
    """A promise as its form sends it."""
    return {
        "seen": "0",
        "state": "promise",
        "words": "Vi samler det i ét brev om ugen.",
        "owner_name": "Hanne Toft, skolechef",
        "owner_address": "",
        "owner_email": "hanne@example.org",
        "due_on": "15.01.2027",
        **more,
    }
