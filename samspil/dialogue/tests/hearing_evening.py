# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An evening whose draft is heard, and its answers by personal link."""

import re

from samspil.core import clock
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.hearing.actions import KIND, HearingReply, hearing_answer, hearing_open
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.mails import PURPOSE
from samspil.dialogue.models import HearingRemark
from samspil.dialogue.tests.letter_evening import an_evening, invite
from samspil.people.links.queries import link_by_token


def url(evening, tail=""):
    return f"/moeder/{evening.meeting.uuid}/hoering/{tail}"


def link_of(number=0):
    """The address in the mail of that number."""
    mail = MessageRecipient.objects.filter(kind=KIND).order_by("pk")[number]
    return re.search(r"/hoering/([^/\s]+)/", mail.text)[0]


def tokens(hearing):
    """The secrets of the links that were sent, in the order of the mails."""
    mails = MessageRecipient.objects.filter(kind=KIND, ref=hearing.uuid).order_by("pk")
    return [re.search(r"/hoering/([^/\s]+)/", mail.text)[1] for mail in mails]


def say(token, said, *, now):
    """Answer by that link: `said` is {ref: (verdict, words)}; None takes back."""
    link = link_by_token(token=token, purpose=PURPOSE, now=now)
    values = {ref: HearingReply(Verdict(what[0]), what[1]) if what else None for ref, what in said.items()}
    return hearing_answer(link=link, said=values, now=now)


def a_hearing(*, people=2, now=None, days=7):
    """It is open, and the first of those asked has written that a point does not quite fit."""
    now = now or clock.now()
    evening = an_evening()
    invite(evening, people)
    evening.draft()
    evening.hearing = hearing_open(meeting=evening.meeting, days=days, by=evening.by, now=now)
    evening.token = tokens(evening.hearing)[0]
    say(evening.token, {evening.weekly: ("differs", "Vi sagde højst én.")}, now=now)
    evening.remark = HearingRemark.objects.get(ask__hearing=evening.hearing)
    return evening
