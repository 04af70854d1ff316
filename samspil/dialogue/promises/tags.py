# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`{% load promises_tags %}`: how a point stands, in the words of samspil.dialogue.promises.words."""

from collections.abc import Iterable, Mapping

from django import template

from samspil.dialogue.promises import words as promise_words
from samspil.dialogue.promises.ledger import Standing

register = template.Library()

# For mails, which know no style sheet: the tokens --brick, --leaf and --ink-2.
_INK = {"error": "#8a2f1e", "success": "#25592f"}


@register.filter
def promise_face(standing: Standing | None) -> promise_words.Face:
    return promise_words.face(standing or None)


@register.filter
def promise_state(standing: Standing | None) -> str:
    return promise_words.state_words(standing or None)


@register.filter
def promise_date(standing: Standing) -> str:
    return promise_words.date_words(standing)


@register.filter
def promise_bid(standing: Standing) -> str:
    return promise_words.bid_words(standing)


@register.filter
def promise_line(standing: Standing | None) -> str:
    return promise_words.line(standing or None)


@register.filter
def promise_ink(standing: Standing | None) -> str:
    return _INK.get(promise_words.face(standing or None).badge, "#4a585b")


@register.filter
def promise_tally(standings: Iterable[Standing | None]) -> str:
    return promise_words.tally(standings)


@register.filter
def answer_to(standings: Mapping[str, Standing], ref: str) -> Standing | None:
    """How the point `ref` stands."""
    return standings.get(ref)
