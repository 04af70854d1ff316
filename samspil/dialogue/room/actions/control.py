# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The evening's clock. The server's time rules; two facilitators at once are safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.meetings.enums import RoundState, Screen
from samspil.dialogue.meetings.models import Meeting, Round
from samspil.dialogue.sorting.queries.board import board_of

if TYPE_CHECKING:
    from samspil.people.persons.models import User

EXTENSION = timedelta(minutes=2)


def control(*, meeting: Meeting, press: str, seen_version: int, by: User, now: datetime) -> Meeting:
    """Do what a facilitator pressed: start, pause, resume, extend, close, end, reopen, newest, harvest, map, question,
    theme-next, theme-previous.

    `seen_version` is the state the page showed. If somebody else pressed in between, nothing is done and Refused says
    so: two people who press »+2 minutter« at the same time give two minutes, not four.
    """
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if meeting.control_version != seen_version:
            raise Refused(
                _("En anden trykkede lige før dig. Se, hvordan uret står nu, og tryk igen, hvis det stadig passer."),
                code="control-changed",
            )
        act = PRESSES.get(press)
        if act is None:
            raise Refused(_("Knappen findes ikke."), code="control-unknown")
        if meeting.called_off_at is not None:
            raise Refused(_("Mødet er aflyst."), code="meeting-called-off")
        act(meeting, now)
        meeting.control_version += 1
        meeting.updated_at = now
        meeting.save()
        audit.record(by=by, at=now, action=f"room.{press}", obj=meeting)
        live.publish_many([(f"room:{meeting.uuid}", press, None), (f"notes:{meeting.uuid}", press, None)])
    return meeting


def _current(meeting: Meeting, now: datetime, *states: RoundState) -> Round:
    round_ = meeting.current_round
    if round_ is None or round_.state(now) not in states:
        raise Refused(_("Det kan uret ikke lige nu. Siden viser, hvordan det står."), code="clock-state")
    return round_


def _start(meeting: Meeting, now: datetime) -> None:
    """Start the next round that has not begun; the one before it is closed."""
    following = meeting.rounds.filter(started_at__isnull=True).order_by("number", "pk").first()
    if following is None:
        raise Refused(_("Alle runder er holdt."), code="no-more-rounds")
    _close_running(meeting, now)
    following.started_at = now
    following.ends_at = now + timedelta(minutes=following.minutes)
    following.save(update_fields=["started_at", "ends_at"])
    meeting.current_round = following
    meeting.screen = Screen.QUESTION
    meeting.opened_at = meeting.opened_at or now


def _close_running(meeting: Meeting, now: datetime) -> None:
    round_ = meeting.current_round
    if round_ and not round_.closed_at:
        round_.closed_at = now
        round_.save(update_fields=["closed_at"])


def _pause(meeting: Meeting, now: datetime) -> None:
    round_ = _current(meeting, now, RoundState.RUNNING)
    round_.left, round_.ends_at = round_.time_left(now), None
    round_.save(update_fields=["left", "ends_at"])


def _resume(meeting: Meeting, now: datetime) -> None:
    round_ = _current(meeting, now, RoundState.PAUSED)
    round_.ends_at, round_.left = now + round_.time_left(now), None
    round_.save(update_fields=["left", "ends_at"])


def _extend(meeting: Meeting, now: datetime) -> None:
    """Two minutes more: from now on when the time had already gone."""
    round_ = _current(meeting, now, RoundState.RUNNING, RoundState.PAUSED, RoundState.OVER)
    if round_.left is not None:
        round_.left += EXTENSION
    else:
        round_.ends_at = now + round_.time_left(now) + EXTENSION
    round_.save(update_fields=["left", "ends_at"])


def _close(meeting: Meeting, now: datetime) -> None:
    _current(meeting, now, RoundState.RUNNING, RoundState.PAUSED, RoundState.OVER)
    _close_running(meeting, now)


def _end(meeting: Meeting, now: datetime) -> None:
    """The evening is over; notes that come late are still taken until sorting closes."""
    if meeting.opened_at is None:
        raise Refused(_("Aftenen er ikke begyndt endnu."), code="not-opened")
    _close_running(meeting, now)
    meeting.ended_at = meeting.ended_at or now


def _reopen(meeting: Meeting, now: datetime) -> None:
    """A round was closed by mistake: it goes on with a minute at least."""
    round_ = _current(meeting, now, RoundState.CLOSED)
    if meeting.sorting_closed_at:
        raise Refused(_("Sorteringen er lukket. Runden kan ikke åbnes igen."), code="sorting-closed")
    round_.closed_at = None
    if round_.left is None:
        round_.ends_at = now + max(round_.time_left(now), timedelta(minutes=1))
    round_.save(update_fields=["closed_at", "ends_at"])
    meeting.ended_at = None
    meeting.screen = Screen.QUESTION


def _newest(meeting: Meeting, now: datetime) -> None:
    meeting.show_newest = not meeting.show_newest


def _harvest(meeting: Meeting, now: datetime) -> None:
    meeting.harvest = not meeting.harvest


def _map(meeting: Meeting, now: datetime) -> None:
    """All themes on the big screen. Not while a round is on: the tables must see the clock."""
    round_ = meeting.current_round
    if round_ is not None and round_.closed_at is None:
        raise Refused(_("Runden er i gang. Slut den først, så uret ikke forsvinder fra skærmen."), code="round-on")
    meeting.screen, meeting.plenum_theme = Screen.MAP, None


def _question(meeting: Meeting, now: datetime) -> None:
    meeting.screen = Screen.QUESTION


def _theme(meeting: Meeting, step: int) -> None:
    """The theme before or after the one that is talked about, in the order of the desk."""
    if meeting.screen != Screen.MAP:
        raise Refused(_("Skærmen viser ikke kortet nu. Tryk »Vis kortet« først."), code="map-not-shown")
    themes = [theme.id for theme in board_of(meeting=meeting, keep=False).themes]
    shown = str(meeting.plenum_theme)
    place = themes.index(shown) + step if shown in themes else 0 if step > 0 else len(themes) - 1
    if not 0 <= place < len(themes):
        raise Refused(_("Der er ikke flere temaer den vej."), code="no-more-themes")
    meeting.plenum_theme = UUID(themes[place])


def _theme_next(meeting: Meeting, now: datetime) -> None:
    _theme(meeting, 1)


def _theme_previous(meeting: Meeting, now: datetime) -> None:
    _theme(meeting, -1)


PRESSES: dict[str, Callable[[Meeting, datetime], None]] = {
    "start": _start,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "close": _close,
    "reopen": _reopen,
    "end": _end,
    "newest": _newest,
    "harvest": _harvest,
    "map": _map,
    "question": _question,
    "theme-next": _theme_next,
    "theme-previous": _theme_previous,
}
