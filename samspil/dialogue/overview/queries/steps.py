# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The one thing to do next at a meeting: what it says is true at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.delivery.queries import SentOf, sent_by_ref
from samspil.dialogue.hearing.queries import waiting
from samspil.dialogue.letter.models import LetterVersion
from samspil.dialogue.meetings.enums import Stage
from samspil.dialogue.meetings.queries import agenda, missing_before_invitation
from samspil.dialogue.publishing.actions.publishing import KIND
from samspil.dialogue.sorting.queries.progress import sorting_progress

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.promises.queries.answers import Tally


# An evening may go on a little longer than planned; after this nobody is there any more.
OVERTIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do now, in a sentence, with where to do it."""

    title: str
    words: str
    url: str
    press: str
    # Nobody waits for it: a page to look at, when nothing else is to do.
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Mailed:
    """The newest version of a meeting's letter, and how far its mails are; None while they are not written yet."""

    version: UUID
    copies: SentOf | None


def mailed_of(meetings: Collection[int]) -> dict[int, Mailed]:
    """By meeting, for those with a published letter; two queries whatever the number."""
    if not meetings:
        return {}
    newest = LetterVersion.objects.filter(letter__meeting__in=meetings).order_by("letter_id", "-number")
    versions = list(newest.distinct("letter_id").values_list("letter__meeting", "uuid", "mailed_at"))
    sent = sent_by_ref(refs=[uuid for _meeting, uuid, _at in versions], kind=KIND)
    nobody = SentOf(total=0, sent=0, under_way=0)
    return {
        meeting: Mailed(uuid, sent.get(uuid, nobody) if mailed_at else None) for meeting, uuid, mailed_at in versions
    }


def next_step(meeting: Meeting, stage: Stage, tally: Tally | None, mailed: Mailed | None, now: datetime) -> Step:
    """`tally` and `mailed` are those of a meeting whose letter is published."""
    if stage == Stage.SENT:
        return _sent(meeting, tally, mailed)
    if stage == Stage.CALLED_OFF:
        copy = reverse("dialogue:meeting-copy", args=[meeting.uuid])
        return Step(_("Mødet er aflyst"), meeting.called_off_reason, copy, _("Nyt møde som dette"), idle=True)
    makers = {
        Stage.PLAN: _plan,
        Stage.INVITED: _invited,
        Stage.EVENING: _evening,
        Stage.SORTING: _sorting,
        Stage.LETTER: _letter,
    }
    return makers[stage](meeting, now)


def _plan(meeting: Meeting, now: datetime) -> Step:
    gaps = missing_before_invitation(meeting=meeting)
    if gaps:
        words = ngettext(
            "Der mangler %(count)s ting, før invitationen kan sendes.",
            "Der mangler %(count)s ting, før invitationen kan sendes.",
            len(gaps),
        ) % {"count": len(gaps)}
        return Step(_("Læg planen færdig"), words, reverse("dialogue:plan", args=[meeting.uuid]), _("Gå til planen"))
    if over := agenda(meeting=meeting).over:
        words = ngettext(
            "Aftenen er %(over)s minut for lang. Ret den, før invitationen sendes.",
            "Aftenen er %(over)s minutter for lang. Ret den, før invitationen sendes.",
            over,
        ) % {"over": over}
        url = reverse("dialogue:plan", args=[meeting.uuid])
        return Step(_("Gør aftenen kortere"), words, f"{url}#dag", _("Gå til planen"))
    words = _("Planen er klar. Vælg, hvem der skal med, og send invitationen.")
    return Step(
        _("Send invitationen"), words, reverse("dialogue:invitations", args=[meeting.uuid]), _("Gå til invitationen")
    )


def _invited(meeting: Meeting, now: datetime) -> Step:
    if meeting.starts_at - now < timedelta(hours=3):
        words = _("Åbn styringen på den computer, der skal vise storskærmen.")
        return Step(_("Begynd aftenen"), words, reverse("dialogue:control", args=[meeting.uuid]), _("Gå til styringen"))
    words = _("Se, hvem der har svaret, og mind resten om det.")
    return Step(_("Følg svarene"), words, reverse("dialogue:invitations", args=[meeting.uuid]), _("Se svar"))


def _evening(meeting: Meeting, now: datetime) -> Step:
    if now >= meeting.ends_at + OVERTIME:
        title = _("Sortér noterne")
        words = _("Mødets tid er gået. Aftenen er ikke slut på styringen endnu. Slut den der, før sorteringen lukkes.")
        return Step(title, words, reverse("dialogue:sorting", args=[meeting.uuid]), _("Gå til noterne"))
    words = _("Mødet er i gang. Uret og bordene følger styringen.")
    return Step(_("Styr aftenen"), words, reverse("dialogue:control", args=[meeting.uuid]), _("Gå til styringen"))


def _sorting(meeting: Meeting, now: datetime) -> Step:
    progress = sorting_progress(meeting=meeting)
    url = reverse("dialogue:sorting", args=[meeting.uuid])
    if progress.left:
        title = ngettext("Sortér den sidste note", "Sortér de sidste %(left)s noter", progress.left) % {
            "left": progress.left
        }
        words = _("%(done)s af %(total)s er lagt på plads.") % {"done": progress.done, "total": progress.total}
        return Step(title, words, url, _("Gå til noterne"))
    words = _("Alle noter er lagt på plads. Luk sorteringen, og skriv brevet.")
    if not progress.total:
        words = _("Der er ingen noter. Skriv dem, der står på papir, eller luk sorteringen.")
    return Step(_("Luk sorteringen"), words, url, _("Gå til noterne"))


def _letter(meeting: Meeting, now: datetime) -> Step:
    waits = waiting(meeting=meeting, now=now)
    url = reverse("dialogue:hearing", args=[meeting.uuid])
    if waits.unanswered:
        title = ngettext(
            "Svar på én bemærkning til brevet", "Svar på %(count)s bemærkninger til brevet", waits.unanswered
        )
        words = _("De inviterede har kunnet læse udkastet. Hver bemærkning får et svar, før brevet sendes.")
        return Step(title % {"count": waits.unanswered}, words, url, _("Gå til høringen"))
    if waits.open_until is not None:
        words = _("De inviterede kan læse udkastet. Brevet kan sendes, når høringen er slut.")
        return Step(_("Følg høringen"), words, url, _("Gå til høringen"))
    words = _("Noterne er samlet. Skriv de sidste ord, se det igennem, og send det.")
    return Step(_("Skriv brevet"), words, reverse("dialogue:letter-edit", args=[meeting.uuid]), _("Gå til brevet"))


def _sent(meeting: Meeting, tally: Tally | None, mailed: Mailed | None) -> Step:
    url = reverse("dialogue:promises", args=[meeting.uuid])
    if tally is not None and tally.unanswered:
        title = ngettext("Svar på ét punkt i brevet", "Svar på %(count)s punkter i brevet", tally.unanswered)
        words = _(
            "Hvert punkt får et løfte, et nej med en grund eller et andet svar. Alle, der har brevet, kan læse det."
        )
        return Step(title % {"count": tally.unanswered}, words, url, _("Gå til punkterne"))
    if tally is not None and tally.late:
        title = ngettext("Ét løfte er over tiden", "%(count)s løfter er over tiden", tally.late)
        words = _("Er det holdt, så skriv det. Ellers giv en ny dato.")
        return Step(title % {"count": tally.late}, words, url, _("Gå til løfterne"))
    if mailed is not None and (mailed.copies is None or mailed.copies.sent < mailed.copies.total):
        return _on_its_way(mailed)
    words = _("Brevet er sendt til alle, der var inviteret.")
    if mailed is None or not mailed.copies or not mailed.copies.total:
        words = _("Brevet er lagt frem. Ingen er inviteret, så det er ikke sendt til nogen.")
    letter = reverse("dialogue:letter-edit", args=[meeting.uuid])
    return Step(_("Se brevet"), words, letter, _("Se brevet"), idle=True)


def _on_its_way(mailed: Mailed) -> Step:
    url, copies = reverse("dialogue:letter-progress", args=[mailed.version]), mailed.copies
    if copies is None:
        words = _("Mailene bliver skrevet nu.")
        return Step(_("Brevet er på vej"), words, url, _("Følg mailene"), idle=True)
    counted = {"sent": copies.sent, "total": copies.total, "left": copies.total - copies.sent}
    if copies.under_way:
        words = _("%(sent)s af %(total)s mails er sendt.") % counted
        return Step(_("Brevet er på vej"), words, url, _("Følg mailene"), idle=True)
    title = ngettext(
        "Én mail med brevet kom ikke frem", "%(left)s mails med brevet kom ikke frem", copies.total - copies.sent
    )
    words = _("%(sent)s af %(total)s mails er sendt. Ret adressen, eller send igen.")
    if copies.kept:
        words = _("%(sent)s af %(total)s mails er sendt. Der er ikke valgt en mailserver, så de andre er i udbakken.")
    return Step(title % counted, words % counted, url, _("Se, hvem der mangler"))
