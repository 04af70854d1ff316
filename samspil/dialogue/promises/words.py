# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""How a point stands, in the reader's words: one wording for the letter's page, the meeting's page and the mails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.promises.ledger import Standing
from samspil.ui import words


@dataclass(frozen=True, slots=True)
class Face:
    """The badge's kind and icon, and the frame round the answer: form, word and colour say the same."""

    badge: str
    icon: str
    frame: str


NOBODY = Face("warning", "hourglass", "none")
FACES = {
    PromiseState.PROMISE: Face("info", "time", "going"),
    PromiseState.KEPT: Face("success", "check", "kept"),
    PromiseState.ALREADY: Face("success", "check", "already"),
    PromiseState.NO: Face("", "minus", "no"),
    PromiseState.LOOKING: Face("warning", "search", "look"),
}
LATE = Face("error", "error", "late")


def face(standing: Standing | None) -> Face:
    if standing is None:
        return NOBODY
    return LATE if standing.late else FACES[PromiseState(standing.state)]


def state_words(standing: Standing | None) -> str:
    """»Løfte, 19 dage over tiden«: a label, so without a full stop."""
    if standing is None:
        return _("Ingen har svaret endnu")
    if standing.late and standing.state == PromiseState.LOOKING:
        return ngettext(
            "Undersøges, %(days)s dag over tiden", "Undersøges, %(days)s dage over tiden", standing.late
        ) % {"days": words.number(standing.late)}
    if standing.late:
        return ngettext("Løfte, %(days)s dag over tiden", "Løfte, %(days)s dage over tiden", standing.late) % {
            "days": words.number(standing.late)
        }
    said = {
        PromiseState.PROMISE: _("Løfte, i gang"),
        PromiseState.KEPT: _("Løfte holdt"),
        PromiseState.ALREADY: _("Sker allerede"),
        PromiseState.NO: _("Nej, med en grund"),
        PromiseState.LOOKING: _("Undersøges"),
    }
    return said[PromiseState(standing.state)]


def date_words(standing: Standing) -> str:
    """»senest 30.04.2027«, »skulle være holdt 15.01.2027«, or the day of the answer."""
    if standing.due_on is None:
        return words.short_date(standing.answered_at)
    day = {"day": words.short_date(standing.due_on)}
    if standing.late and standing.state == PromiseState.PROMISE:
        return _("skulle være holdt %(day)s") % day
    if standing.late:
        return _("skulle være besvaret %(day)s") % day
    if standing.state == PromiseState.LOOKING:
        return _("svar senest %(day)s") % day
    return _("senest %(day)s") % day


def bid_words(standing: Standing) -> str:
    """»Nyt bud på en dato: 26. februar.« Nothing while the promised date stands."""
    if standing.bid is None:
        return ""
    pattern = "j. F" if (get_language() or "da").startswith("da") else "j F"
    return _("Nyt bud på en dato: %(day)s.") % {"day": date_format(standing.bid, pattern)}


def line(standing: Standing | None) -> str:
    """All of it in one line, without the answer's own words: for plain mail."""
    if standing is None:
        return state_words(None)
    parts = [state_words(standing), standing.owner_name, date_words(standing)]
    said = " · ".join(part for part in parts if part)
    bid = bid_words(standing)
    return f"{said}. {bid}" if bid else said


def tally(standings: Iterable[Standing | None]) -> str:
    """»2 løfter holdt, 1 over tiden, 3 i gang, 1 uden svar«: the points of a letter, in the order of the news."""
    found = list(standings)
    answered = [standing for standing in found if standing is not None]
    late = sum(1 for standing in answered if standing.late)
    kept = sum(1 for standing in answered if standing.state == PromiseState.KEPT)
    going = sum(1 for standing in answered if standing.is_dated and not standing.late)
    settled = sum(1 for standing in answered if standing.state in {PromiseState.ALREADY, PromiseState.NO})
    silent = len(found) - len(answered)
    parts = (
        (kept, ngettext("%(count)s løfte holdt", "%(count)s løfter holdt", kept)),
        (late, ngettext("%(count)s over tiden", "%(count)s over tiden", late)),
        (going, ngettext("%(count)s i gang", "%(count)s i gang", going)),
        (settled, ngettext("%(count)s besvaret på anden vis", "%(count)s besvaret på anden vis", settled)),
        (silent, ngettext("%(count)s uden svar", "%(count)s uden svar", silent)),
    )
    separator = "، " if (get_language() or "da").startswith("ar") else ", "
    return separator.join(said % {"count": words.number(count)} for count, said in parts if count)
