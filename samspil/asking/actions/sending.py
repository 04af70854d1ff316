# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Personal links by mail, and the one reminder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from samspil.asking.enums import PURPOSE
from samspil.asking.mails import ASK, REMIND, AskingMail, ends_at
from samspil.asking.models import Asked, AskedFor, Question, QuestionSet
from samspil.asking.queries.reach import homes_in
from samspil.asking.queries.sets import asked_open, is_open, open_on
from samspil.asking.rules import Reach
from samspil.calendar.queries import school_calendar
from samspil.calendar.rules import SchoolCalendar
from samspil.core import audit, clock
from samspil.delivery.actions import Recipient, message_queue
from samspil.people.links.actions import link_extend, link_issue
from samspil.people.links.errors import LinkGuardianEnded
from samspil.people.links.models import AccessLink

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# The hours of a school day in which a reminder goes out.
HOURS = range(8, 17)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails are on their way, and how many of those who are asked have no address."""

    mails: int
    without_email: int


@transaction.atomic
def send(*, question_set: QuestionSet, by: User | None, now: dt.datetime) -> Sent:
    """A mail with a link of their own to each who has not had one; those who have answered already are asked once more
    only whether it holds for this set's children too. Whoever would rather not answer gets none. Twice sends once.
    """
    row = QuestionSet.objects.select_for_update().select_related("year").get(pk=question_set.pk)
    if not is_open(row, now=now):
        return Sent(0, 0)
    asked = list(_to_send(row, now))
    calendar, day = school_calendar(), clock.today(now)
    for one in asked:
        _links_extend(one, row, now)
        if one.sent_at is None and one.answered_at is None:
            one.remind_on = _remind_on(calendar, day, row.closes_on)
        one.sent_at = one.sent_at or now
    mails = _mails(row, [one for one in asked if one.person.email_digest], reminder=False, by=by, now=now)
    with_mail = [one for one in asked if one.person.email_digest]
    Asked.objects.bulk_update(with_mail, ["sent_at", "remind_on"])
    if mails:
        audit.record(by=by, at=now, action="asking.send", obj=row, changes={"mails": (0, mails)}, label=row.kind)
    return Sent(mails, len(asked) - len(with_mail))


def _to_send(question_set: QuestionSet, now: dt.datetime) -> QuerySet[Asked]:
    """Who has had no link, and who has answered before this set asked; not those who would rather not."""
    waiting = AskedFor.objects.filter(question_set=question_set, seen_at__isnull=True).values("asked")
    new = Q(sent_at__isnull=True, answered_at__isnull=True) | Q(answered_at__isnull=False)
    rows = asked_open(clock.today(now)).filter(new, pk__in=waiting, declined_at__isnull=True)
    # Those to whom it only holds for more children need no mail: their link shows them.
    _joined_see_more(question_set, now)
    return rows.select_related("person").order_by("person__sort_key", "pk").select_for_update(of=("self",))


def _joined_see_more(question_set: QuestionSet, now: dt.datetime) -> None:
    rows = Asked.objects.filter(asked_for__question_set=question_set, sent_at__isnull=False, answered_at__isnull=True)
    for asked in rows.exclude(question_set=question_set).distinct().order_by("pk"):
        _links_extend(asked, question_set, now)


def _links_extend(asked: Asked, question_set: QuestionSet, now: dt.datetime) -> None:
    """A link that they have already opens for this set's children too."""
    if asked.sent_at is None:
        return
    pupils = list(asked.asked_for.filter(question_set=question_set).values_list("pupil_id", flat=True))
    for link in AccessLink.objects.filter(purpose=PURPOSE, scope={"asked": str(asked.uuid)}, revoked_at__isnull=True):
        link_extend(link=link, pupils=pupils, now=now)


@transaction.atomic
def link_make(*, asked: Asked, by: User | None, now: dt.datetime) -> str:
    """The secret of a new link, for the children they are there for today. Raises LinkGuardianEnded."""
    pupils = list(asked.asked_for.values_list("pupil_id", flat=True).distinct())
    themselves = pupils == [asked.person_id]
    _link, token = link_issue(
        purpose=PURPOSE,
        scope={"asked": str(asked.uuid)},
        expires_at=ends_at(asked.question_set),
        person=asked.person,
        pupils=[] if themselves else pupils,
        by=by,
        now=now,
    )
    return token


def _mails(
    question_set: QuestionSet, asked: Sequence[Asked], *, reminder: bool, by: User | None, now: dt.datetime
) -> int:
    count = Question.objects.filter(questionnaire=question_set.questionnaire_id).count()
    mail = AskingMail(question_set, count, reminder)
    recipients = []
    for one in asked:
        try:
            with transaction.atomic():
                token = link_make(asked=one, by=by, now=now)
        except LinkGuardianEnded:
            # They are there for none of the children any more.
            continue
        copy = mail.to(language=one.person.written_to_in, token=token)
        recipients.append(
            Recipient(
                address=str(one.person.email),
                name=one.person.name,
                language=one.person.written_to_in,
                key=f"asked:{one.uuid}",
                subject=copy.subject,
                text=copy.text,
                html=copy.html,
                secrets=(token,),
                person=one.person.uuid,
            )
        )
    if recipients:
        message_queue(
            kind=REMIND if reminder else ASK,
            ref=question_set.uuid,
            subject=mail.to(language="da", token="").subject,
            text="",
            html="",
            recipients=recipients,
            reply_to=by.email if by else "",
            now=now,
        )
    return len(recipients)


def _remind_on(calendar: SchoolCalendar, day: dt.date, closes_on: dt.date) -> dt.date | None:
    """A school day half-way to the last day; none where there is no such day between them."""
    found = calendar.on_or_after(day + (closes_on - day) / 2)
    return found if day < found <= closes_on else None


def reminders_send(*, now: dt.datetime) -> int:
    """The reminders that are due, once each, in the hours of a school day. Answers how many mails."""
    if clock.local(now).hour not in HOURS:
        return 0
    day = clock.today(now)
    due = Asked.objects.filter(remind_on__lte=day).values_list("question_set", flat=True).distinct()
    sets = list(due.order_by("question_set"))
    if not sets or not school_calendar().is_school_day(day):
        return 0
    return sum(_remind(pk, now) for pk in sets)


@transaction.atomic
def _remind(pk: int, now: dt.datetime) -> int:
    """Nobody whose home has been reached, by whomever: it has answered, or would rather not."""
    question_set = QuestionSet.objects.select_related("year").get(pk=pk)
    day = clock.today(now)
    rows = Asked.objects.filter(question_set=pk, remind_on__lte=day).select_related("person")
    due = list(rows.order_by("pk").select_for_update(of=("self",)))
    sets = QuestionSet.objects.filter(
        open_on(day), pk__in=AskedFor.objects.filter(asked__in=due).values("question_set")
    )
    waiting = {
        row.asked_id
        for one in sets
        for home in homes_in(question_set=one, now=now)
        if home.state == Reach.WAITING
        for row in home.rows
    }
    theirs = [one for one in due if one.pk in waiting and one.person.erased_at is None]
    sent = _mails(question_set, theirs, reminder=True, by=None, now=now) if theirs else 0
    for one in due:
        one.remind_on, one.reminded_at = None, now if one in theirs else None
    Asked.objects.bulk_update(due, ["remind_on", "reminded_at"])
    if sent:
        audit.record(by=None, at=now, action="asking.remind", obj=question_set, changes={"mails": (0, sent)})
    return sent
