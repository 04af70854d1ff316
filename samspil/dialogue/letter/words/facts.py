# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The whole evening in figures: what was used, what was set aside, and who answered the draft."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samspil.core import anonymity
from samspil.dialogue.letter.content import AsideGroup, Facts, HearingFigures
from samspil.dialogue.sorting.words import REASONS
from samspil.engines.sorting import AsideReason
from samspil.ui import words


def aside_words(group: AsideGroup, facts: Facts) -> str:
    """The reason, and how many notes have it."""
    reason = reason_words(group.reason)
    return reason if facts.small else f"{reason} ({group.count})"


def aside_lead(facts: Facts) -> str:
    """How many notes were set aside, in a sentence."""
    if facts.small:
        return _("Nogle noter er lagt til side.")
    count = facts.aside
    return ngettext("%(number)s note er lagt til side.", "%(number)s noter er lagt til side.", count) % {
        "number": count
    }


def reason_words(reason: str) -> str:
    """Why notes were set aside; a reason that a later version has dropped is "another"."""
    known = {str(key): text for key, text in REASONS.items()}
    return str(known.get(reason, known[AsideReason.OTHER]))


@dataclass(frozen=True, slots=True)
class Figure:
    number: str
    label: str


def figures(facts: Facts) -> list[Figure]:
    """The five figures. How many said yes is left out when it is not known, and is words under five."""
    said = counted_words(facts)
    few = facts.small
    return [
        *([Figure(said.people, _("sagde ja til at komme"))] if said.people else []),
        Figure(said.tables, ngettext("bord", "borde", 5 if few else facts.tables)),
        Figure(said.notes, ngettext("note", "noter", 5 if few else facts.notes)),
        Figure(said.used, _("er brugt her")),
        Figure(said.aside, _("lagt til side, med grund")),
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """The five figures as they may be written."""

    people: str
    tables: str
    notes: str
    used: str
    aside: str


def counted_words(facts: Facts) -> Counted:
    """In a small meeting no figure under five stands anywhere, nor one from which such a figure can be worked out."""
    people = ""
    if facts.people:
        people = _whole(facts.people)
    if not facts.small:
        others = (words.number(count) for count in (facts.tables, facts.notes, facts.used, facts.aside))
        return Counted(people, *others)
    return Counted(
        people,
        _whole(facts.tables),
        _whole(facts.notes),
        anonymity.words(facts.used, max(facts.notes, facts.used)),
        anonymity.words(facts.aside, max(facts.notes, facts.aside)),
    )


def _whole(count: int) -> str:
    return words.number(count) if count >= anonymity.SMALLEST else gettext("færre end 5")


def other_notes_words(facts: Facts) -> str:
    """How many of the notes are not from the tables."""
    if facts.small:
        return ""
    if facts.talk_notes and facts.plenum_notes:
        return _(
            "%(talk)s af noterne er fra oplægget og %(plenum)s fra opsamlingen. De tæller ikke med ved bordene."
        ) % {
            "talk": words.number(facts.talk_notes),
            "plenum": words.number(facts.plenum_notes),
        }
    if facts.talk_notes:
        return ngettext(
            "%(count)s note er fra oplægget. Den tæller ikke med ved bordene.",
            "%(count)s noter er fra oplægget. De tæller ikke med ved bordene.",
            facts.talk_notes,
        ) % {"count": words.number(facts.talk_notes)}
    if facts.plenum_notes:
        return ngettext(
            "%(count)s note er fra opsamlingen. Den tæller ikke med ved bordene.",
            "%(count)s noter er fra opsamlingen. De tæller ikke med ved bordene.",
            facts.plenum_notes,
        ) % {"count": words.number(facts.plenum_notes)}
    return ""


def hearing_words(heard: HearingFigures) -> list[str]:
    """How many answered the draft, as whole sentences. Few are never exposed: not those who answered, not those who
    did not, and not those who wrote something.
    """
    asked = {"asked": words.number(heard.asked)}
    if heard.asked < 2 * anonymity.SMALLEST:
        sentences = [_("De inviterede, der ikke sagde nej, kunne læse et udkast først og sige, hvad der ikke passede.")]
    else:
        sentences = [_answered_words(heard, asked)]
        # Those who answered are in two parts: both may be said, or neither.
        parts = anonymity.shown(heard.answered, heard.asked) and anonymity.shown(heard.agreed, heard.answered)
        if parts:
            sentences.append(_("%(count)s havde ikke noget at rette.") % {"count": words.number(heard.agreed)})
            sentences.append(_("%(count)s skrev en bemærkning.") % {"count": words.number(heard.remarked)})
    sentences.append(_("Hver bemærkning har fået et svar."))
    return sentences


def _answered_words(heard: HearingFigures, asked: dict[str, str]) -> str:
    answered = anonymity.shown(heard.answered, heard.asked)
    if answered is not None:
        return _("%(count)s af %(asked)s læste udkastet og svarede.") % {"count": words.number(answered), **asked}
    if heard.answered < anonymity.SMALLEST:
        return _("Færre end 5 af %(asked)s svarede på udkastet.") % asked
    return _("Alle på nær færre end 5 af %(asked)s læste udkastet og svarede.") % asked
