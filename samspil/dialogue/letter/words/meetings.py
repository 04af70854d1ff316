# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""This meeting and the next: where and when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.dialogue.letter.content import LetterContent, NextMeeting
from samspil.dialogue.letter.words.languages import danish
from samspil.ui import words


def meeting_words(content: LetterContent) -> str:
    """»Fjordby Rådhus, onsdag 7. oktober 2026«"""
    day = words.long_date(content.starts_at, year=True)
    return f"{danish(content.meeting_place)}, {day}" if content.meeting_place else day


def next_words(following: NextMeeting) -> str:
    """»onsdag 14. april 2027 kl. 17.00–19.30«"""
    day = words.long_date(following.on, year=True)
    if following.starts and following.ends:
        return _("%(day)s kl. %(time)s") % {"day": day, "time": words.span(following.starts, following.ends)}
    if following.starts:
        return _("%(day)s kl. %(time)s") % {"day": day, "time": words.clock_time(following.starts)}
    return day


def next_place_words(following: NextMeeting) -> str:
    return danish(following.place) or _("Stedet får I at vide senere.")
