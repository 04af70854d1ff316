# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""`{% load agreements_tags %}`: an agreement's figures and sources in words, and a family's week as a picture."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.agreements.enums import Limit, Section, Source
from samspil.agreements.pictures import before_now as drawn
from samspil.agreements.queries.agreements import Price
from samspil.agreements.queries.points import counts_said
from samspil.agreements.rules import Content, LineSaid
from samspil.dialogue.meetings.languages import OWN_NAMES, in_a_sentence
from samspil.ui import words

register = template.Library()

_MARKS = {
    Section.PROMISE: "check",
    Section.CANNOT: "minus",
    Section.HOPE: "ring",
    Section.NOT_EXPECTED: "close",
    Section.OFFER: "free",
    Section.CHANNEL: "forum",
}


@register.filter
def section_mark(section: str) -> str:
    return _MARKS.get(Section(section), "check")


@register.filter
def line_source(line: LineSaid) -> str:
    """Where a line comes from: "mødet, 6 af 6 borde"."""
    where = str(Source(line.source).label)
    return f"{where}, {counts_said(line.source_words)}" if line.source_words else where


@register.filter
def point_counts(kept: str) -> str:
    return counts_said(kept)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    return ", ".join(own_name(code) for code in codes)


@register.filter
def own_name(code: str) -> str:
    """The language's name in its own words."""
    return OWN_NAMES.get(code, code)


@register.filter
def language_said(code: str) -> str:
    """As it stands inside a sentence."""
    return in_a_sentence(code)


@register.filter
def limit_words(figure: str) -> str:
    return str(Limit(figure).label)


@register.filter
def facts(content: Content) -> list[tuple[str, str]]:
    """What it asks and promises in a few large figures: (figure, what it is)."""
    found = content.figures
    shown: list[tuple[str, str]] = []
    if found.get("minutes_a_week") is not None:
        shown.append((_("%(minutes)s min.") % {"minutes": found["minutes_a_week"]}, _("højst om ugen")))
    if found.get("letters_a_week") is not None:
        number = found["letters_a_week"]
        shown.append(
            (ngettext("%(number)s brev", "%(number)s breve", number) % {"number": number}, _("om ugen, højst"))
        )
    if found.get("meetings_a_year") is not None:
        number = found["meetings_a_year"]
        shown.append((ngettext("%(number)s møde", "%(number)s møder", number) % {"number": number}, _("om året")))
    if found.get("kroner_a_year") is not None:
        shown.append((_("%(kroner)s kr.") % {"kroner": found["kroner_a_year"]}, _("højst fra jer om året")))
    return shown


@register.filter
def figure_lines(content: Content) -> list[str]:
    """The rest of the figures, each a sentence."""
    found = content.figures
    said: list[str] = []
    if found.get("answer_days"):
        number = found["answer_days"]
        said.append(
            ngettext(
                "Skriv, når I vil. I får svar inden for %(number)s skoledag.",
                "Skriv, når I vil. I får svar inden for %(number)s skoledage.",
                number,
            )
            % {"number": number}
        )
    if found.get("quiet_from"):
        clock = words.clock_time(dt.time.fromisoformat(found["quiet_from"]))
        said.append(_("Skolen skriver ikke efter kl. %(clock)s, i weekender og i ferier.") % {"clock": clock})
    if found.get("gift_kroner") is not None:
        said.append(_("En gave koster højst %(kroner)s kroner.") % {"kroner": found["gift_kroner"]})
    return said


@register.simple_tag
def before_now(price: Price) -> SafeString:
    return mark_safe(drawn(before=price.before or 0, now=price.now, limit=price.limit))  # noqa: S308  # escaped by svg
