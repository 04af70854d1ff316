# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The forms of questions: one at a time for a family, all at once for whoever types them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from samspil.asking.enums import QuestionKind
from samspil.asking.rules import TEXT_LENGTH, Said
from samspil.ui.fields import DateField, VoiceField
from samspil.ui.refusable import RefusableForm
from samspil.ui.seen import SeenForm

if TYPE_CHECKING:
    from samspil.asking.queries.sheets import OptionShown, QuestionShown
    from samspil.asking.words import Words


@dataclass(frozen=True, slots=True)
class Box:
    """An option to tick; `letter` tells it on paper and where it is typed in."""

    option: OptionShown
    letter: str
    id: str
    checked: bool
    below: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A question with its fields."""

    question: QuestionShown
    chosen: BoundField | None
    boxes: tuple[Box, ...]
    text: BoundField | None
    declined: BoundField | None

    @property
    def fields(self) -> list[BoundField]:
        return [one for one in (self.chosen, self.text, self.declined) if one is not None]

    @property
    def one_choice(self) -> bool:
        return self.question.row.kind != QuestionKind.CHOICES

    @property
    def seen(self) -> list[str]:
        """What the page showed, sent along (SeenForm)."""
        return [one.as_hidden(only_initial=True) for one in self.fields if one.field.show_hidden_initial]


class AnswersForm(SeenForm):
    """The fields of some questions, named by their numbers: `c1` is chosen, `t1` words, `d1` would rather not.

    With `each` (a family's page) every question that is not optional wants an answer, and rather-not is a button.
    """

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, questions: Sequence[QuestionShown], each: bool = True
    ) -> None:
        self.questions, self.each = list(questions), each
        initial: dict[str, Any] = {}
        for one in self.questions:
            said = one.said or Said()
            many = one.row.kind == QuestionKind.CHOICES
            initial[f"c{one.number}"] = list(said.chosen) if many else "".join(said.chosen)
            initial[f"t{one.number}"], initial[f"d{one.number}"] = said.text, said.declined
        super().__init__(data, initial=initial)
        for one in self.questions:
            self._add(one)
        self.send_what_was_seen()

    def _add(self, one: QuestionShown) -> None:
        choices = [(option.key, option.text.body) for option in _every(one.options)]
        many = one.row.kind == QuestionKind.CHOICES
        kind, widget = (
            (forms.MultipleChoiceField, forms.CheckboxSelectMultiple)
            if many
            else (forms.ChoiceField, forms.RadioSelect)
        )
        if choices:
            self.fields[f"c{one.number}"] = kind(label=one.text.body, choices=choices, widget=widget, required=False)
        if not choices or one.words.body:
            self.fields[f"t{one.number}"] = VoiceField(
                label=one.words.body or one.text.body, max_length=TEXT_LENGTH, rows=2 if choices else 4, required=False
            )
            self.fields[f"t{one.number}"].widget.attrs["dir"] = "auto"
        if not self.each:
            self.fields[f"d{one.number}"] = forms.BooleanField(label=_("Vil helst ikke svare"), required=False)
        for name in (f"c{one.number}", f"t{one.number}"):
            if name in self.fields:
                self.fields[name].says_nothing = True  # type: ignore[attr-defined]  # the page says what is voluntary

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for one in self.questions if self.each else ():
            if not one.row.optional and not self._said(one).says_something and not self.errors:
                name = f"c{one.number}" if f"c{one.number}" in self.fields else f"t{one.number}"
                self.add_error(name, _("Svar på spørgsmålet, eller tryk på »Vil helst ikke svare«."))
        return values

    def _said(self, one: QuestionShown) -> Said:
        values = self.cleaned_data
        chosen = values.get(f"c{one.number}") or []
        keys = {chosen} if isinstance(chosen, str) else set(chosen)
        ordered = tuple(option.key for option in _every(one.options) if option.key in keys)
        return Said(ordered, values.get(f"t{one.number}") or "", bool(values.get(f"d{one.number}")))

    @property
    def said(self) -> dict[str, Said | None]:
        """By the question's key. What staff left open is None: nothing was said about it."""
        found: dict[str, Said | None] = {}
        for one in self.questions:
            said = self._said(one)
            found[one.row.key] = said if self.each or said.says_something or said.declined else None
        return found

    @property
    def parts(self) -> list[Part]:
        return [self._part(one) for one in self.questions]

    def _part(self, one: QuestionShown) -> Part:
        def field(kind: str) -> BoundField | None:
            return self[f"{kind}{one.number}"] if f"{kind}{one.number}" in self.fields else None

        chosen = field("c")
        boxes = _boxes(one.options, chosen) if chosen is not None else ()
        return Part(one, chosen, boxes, field("t"), field("d"))

    @property
    def typed(self) -> list[tuple[Words, list[Words], str]]:
        """What the page sends, question by question: for a page that cannot save it any more, or reads it back."""
        rows = []
        for part in self.parts:
            every = [one for box in part.boxes for one in (box, *box.below)]
            words = str(part.text.value() or "") if part.text is not None else ""
            rows.append((part.question.text, [one.option.text for one in every if one.checked], words))
        return rows


def _every(options: Sequence[OptionShown]) -> list[OptionShown]:
    return [one for option in options for one in (option, *option.below)]


def _boxes(options: Sequence[OptionShown], field: BoundField) -> tuple[Box, ...]:
    value = field.value() or []
    keys = {value} if isinstance(value, str) else set(value)
    numbers: Iterator[int] = iter(range(100))

    def box(option: OptionShown) -> Box:
        at = next(numbers)
        below = tuple(box(one) for one in option.below)
        return Box(option, letter(at), f"{field.auto_id}_{at}", option.key in keys, below)

    return tuple(box(one) for one in options)


def letter(at: int) -> str:
    """a, b … z, aa, ab …: what an option is called on paper."""
    return (chr(96 + at // 26) if at >= 26 else "") + chr(97 + at % 26)


class CallForm(RefusableForm):
    interpreter = forms.BooleanField(label=_("Vi vil gerne have en tolk med"), required=False)


class DayForm(RefusableForm):
    day = DateField(label=_("Mind os om det"), help_text=_("En skoledag, før der lukkes. Skriv den som 07.10.2026."))


class GivenForm(forms.Form):
    """When the family gave the answer that is typed in."""

    given_on = DateField(label=_("Hvilken dag er svaret givet?"), required=False, help_text=_("Tom: i dag."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_given_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["given_on"]
        if day is not None and day > self._today:
            raise forms.ValidationError(_("Dagen er ikke kommet endnu."))
        return day
