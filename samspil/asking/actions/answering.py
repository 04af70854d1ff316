# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Answering: by link, or typed in by staff from paper or a call; rather not; another day; a call, please."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.asking.enums import Origin, QuestionKind, Wish
from samspil.asking.models import Asked, AskedFor, Question, QuestionSet, Response
from samspil.asking.queries.sets import is_open, questions_of, sets_asking
from samspil.asking.rules import TEXT_LENGTH, Said, said_from_json, said_to_json
from samspil.calendar.queries import school_calendar
from samspil.core import audit, clock
from samspil.core.errors import Refused
from samspil.core.written import as_written

if TYPE_CHECKING:
    from samspil.people.persons.models import User


class Closed(Refused):
    """No answer can be given any more."""

    def __init__(self) -> None:
        super().__init__(
            _("Der er lukket for svar. Det, I har svaret før, er gemt. Det, I skrev nu, er ikke sendt."),
            code="asking-closed",
        )


@transaction.atomic
def answer(
    *,
    asked: Asked,
    values: Mapping[str, Said | None],
    origin: str,
    now: dt.datetime,
    by_user: User | None = None,
    seen: int | None = None,
    given_at: dt.datetime | None = None,
) -> Response:
    """Keeps what is said to the questions named; others stay as they were, and None takes an answer back.

    The same again changes nothing. With `seen` (the revision that was shown; 0 for none) it is refused where somebody
    else has saved since. `given_at` is when a typed-in answer was given; a link's is given now. Raises Closed.
    """
    asked, sets = _locked(asked, now)
    questions = questions_of(asked.question_set.questionnaire_id)
    said = {key: _checked(one, values[key]) for one in questions if (key := one.key) in values}
    row = Response.objects.select_for_update().filter(asked=asked, origin=origin).first()
    before = said_from_json(row.said) if row else {}
    if seen is not None and seen != (row.revision if row else 0):
        raise Refused(
            _("En anden har gemt et svar, mens du skrev. Intet er tabt. Se begge dele, og gem igen."),
            code="asking-answer-changed",
        )
    after = {key: one for key, one in (before | said).items() if one is not None}
    if after != before or row is None:
        row = _write(asked, row, after, origin=origin, by=by_user, now=now, given_at=given_at)
    _mark(asked, sets, now)
    return row


@transaction.atomic
def decline(*, asked: Asked, now: dt.datetime, origin: str = Origin.LINK, by_user: User | None = None) -> None:
    """They would rather not answer: a full answer. Nobody asks or reminds them again.

    What they have said before stays, and then it is about the rest. They can change their mind until it closes.
    """
    asked, sets = _locked(asked, now)
    row = Response.objects.select_for_update().filter(asked=asked, origin=origin).first()
    if row is not None:
        before = said_from_json(row.said)
        rest = {one.key: Said(declined=True) for one in questions_of(asked.question_set.questionnaire_id)}
        if rest | before != before:
            _write(asked, row, rest | before, origin=origin, by=by_user, now=now)
    if asked.answered_at is None and asked.declined_at is None:
        asked.declined_at, asked.remind_on = now, None
        asked.save(update_fields=["declined_at", "remind_on"])
        # Not who, nor that they would rather not: the trail is read by others than those who may read answers.
        audit.record(by=by_user, at=now, action="asking.answer", obj=asked)
    _see(asked, sets, now)


@transaction.atomic
def share(*, asked: Asked, now: dt.datetime) -> None:
    """What they have answered holds for the children too whom a later set asks about."""
    asked, sets = _locked(asked, now)
    _see(asked, sets, now)


@transaction.atomic
def postpone(*, asked: Asked, day: dt.date, now: dt.datetime) -> Asked:
    """Moves the one reminder to a school day of their own choice before it closes. It asks nothing more of them."""
    asked, sets = _locked(asked, now)
    last = max(one.closes_on for one in sets)
    day = school_calendar().on_or_after(day)
    if not clock.today(now) < day <= last:
        raise Refused(
            _("Vælg en dag efter i dag og senest %(last)s.") % {"last": f"{last:%d.%m.%Y}"}, code="asking-day"
        )
    if asked.reminded_at is not None:
        raise Refused(
            _("Vi har mindet jer om det én gang, og vi gør det ikke igen. I kan svare på linket, når det passer jer."),
            code="asking-reminded",
        )
    if asked.answered_at is None and asked.declined_at is None and asked.remind_on != day:
        changes = {"remind_on": (asked.remind_on, day)}
        asked.remind_on = day
        asked.save(update_fields=["remind_on"])
        audit.record(by=None, at=now, action="asking.postpone", obj=asked, changes=changes)
    return asked


@transaction.atomic
def call_ask(*, asked: Asked, wish: str, now: dt.datetime, interpreter: bool = False) -> Asked:
    """They would rather be called, or answer on paper; whoever calls sees it on the list. "" takes it back."""
    asked, _sets = _locked(asked, now)
    if (asked.wish, asked.interpreter) != (wish, interpreter):
        asked.wish, asked.wished_at, asked.interpreter = Wish(wish) if wish else "", now if wish else None, interpreter
        asked.save(update_fields=["wish", "wished_at", "interpreter"])
        audit.record(by=None, at=now, action="asking.wish", obj=asked)
    return asked


def _locked(asked: Asked, now: dt.datetime) -> tuple[Asked, list[QuestionSet]]:
    """First the sets' rows, as closing does: an answer comes before the last look at them, or not at all."""
    sets = [one for one in sets_asking(asked).select_for_update() if is_open(one, now=now)]
    row = Asked.objects.select_for_update(of=("self",)).select_related("question_set").get(pk=asked.pk)
    if not sets:
        raise Closed
    return row, sets


def _checked(question: Question, said: Said | None) -> Said | None:
    if said is None or said.declined:
        return said
    keys = [one.key for one in question.options.all()]
    chosen = tuple(key for key in keys if key in said.chosen)
    most = len(keys) if question.kind == QuestionKind.CHOICES else 1
    text = as_written(said.text) if question.kind == QuestionKind.TEXT or question.words_id else ""
    if len(chosen) != len(said.chosen) or (keys and len(chosen) > most) or len(text) > TEXT_LENGTH:
        raise Refused(_("Svaret passer ikke til spørgsmålet. Intet er gemt. Åbn siden igen."), code="asking-not-one")
    return Said(chosen, text)


def _write(
    asked: Asked, row: Response | None, said: Mapping[str, Said], *, origin: str, by: User | None, now: dt.datetime,
    given_at: dt.datetime | None = None,
) -> Response:  # fmt: skip
    typed = origin != Origin.LINK
    if typed and by is None:
        msg = "what is typed in has a typist"
        raise TypeError(msg)
    before = row.revision if row else 0
    row = row or Response(asked=asked, origin=origin)
    row.said, row.revision = said_to_json(said), before + 1
    row.given_at = (given_at or now) if typed else now
    row.typed_by, row.typed_at = (by, now) if typed else (None, None)
    row.save()
    # No word of it: the trail outlives the answer.
    changes = {"revision": (before, row.revision)}
    audit.record(by=by, at=now, action="asking.answer", obj=asked, changes=changes)
    return row


def _mark(asked: Asked, sets: Sequence[QuestionSet], now: dt.datetime) -> None:
    """Whether they have answered: by any way. Whoever takes everything back has not, and may be called again."""
    rows = Response.objects.filter(asked=asked)
    answered = any(said_from_json(row.said) for row in rows)
    answered_at = (asked.answered_at or now) if answered else None
    declined_at = None if answered else asked.declined_at
    if (answered_at, declined_at) != (asked.answered_at, asked.declined_at) or (answered and asked.remind_on):
        asked.answered_at, asked.declined_at = answered_at, declined_at
        asked.remind_on = None if answered else asked.remind_on
        asked.save(update_fields=["answered_at", "declined_at", "remind_on"])
    if answered:
        _see(asked, sets, now)


def _see(asked: Asked, sets: Sequence[QuestionSet], now: dt.datetime) -> None:
    AskedFor.objects.filter(asked=asked, question_set__in=sets, seen_at__isnull=True).update(seen_at=now)
