# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Writing an agreement's lines and its numbers, and looking back at last year's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from samspil.agreements.actions.drafting import LineDraft
from samspil.agreements.actions.principles import PrincipleDraft
from samspil.agreements.enums import Area, Limit, Per, Section
from samspil.agreements.models import SITUATION_LENGTH
from samspil.asking.rules import TEXT_LENGTH
from samspil.ui.fields import DateField, MinutesField, TimeField, VoiceField, VoiceLine
from samspil.ui.refusable import RefusableForm

WORDS_LENGTH = 400


def sent(request: HttpRequest) -> QueryDict | None:
    """What fills a form: also a form that was sent empty."""
    return request.POST if request.method == "POST" else None


_PRICE = ("minutes", "times", "per", "kroner", "needs_danish", "needs_device")


def _number(label: Any, **kwargs: Any) -> MinutesField:
    messages = {
        "invalid": _("Skriv et helt tal. For eksempel 2."),
        "max_value": _("Skriv et tal, der er højst %(limit_value)s."),
    }
    return MinutesField(label=label, required=False, error_messages=messages, **kwargs)


class LineForm(RefusableForm):
    """One line. Only a channel has a situation, and only a hope a price."""

    situation = VoiceLine(
        label=_("Når det handler om"), max_length=SITUATION_LENGTH, help_text=_("For eksempel: Jeres barn er syg")
    )
    words = VoiceField(label=_("Linjen"), rows=3, max_length=WORDS_LENGTH)
    minutes = MinutesField(
        label=_("Minutter hver gang"), required=False, help_text=_("Hvor lang tid tager det en almindelig familie?")
    )
    times = _number(_("Hvor mange gange"), max_value=50)
    per = forms.ChoiceField(label=_("Hvor tit"), required=False, choices=[("", _("Vælg")), *Per.choices])
    kroner = _number(_("Kroner om året"), min_value=0, max_value=9999)
    needs_danish = forms.BooleanField(label=_("Det kræver, at man læser dansk"), required=False)
    needs_device = forms.BooleanField(label=_("Det kræver telefon eller computer"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if section != Section.CHANNEL:
            del self.fields["situation"]
        if section != Section.HOPE:
            for name in _PRICE:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("minutes"):
            values["times"] = values.get("times") or 1
            if not values.get("per") and "per" in self.fields:
                self.add_error("per", _("Vælg, hvor tit det kommer igen."))
        elif (values.get("times") or values.get("per")) and "minutes" not in self.errors:
            self.add_error("minutes", _("Skriv, hvor mange minutter det tager hver gang."))
        return values

    @property
    def draft(self) -> LineDraft:
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return LineDraft(**values)


class FiguresForm(RefusableForm):
    """What a family can hold the school to. Empty: nothing is said about it."""

    letters_a_week = _number(_("Breve om ugen, højst"), min_value=0, max_value=20)
    minutes_a_week = _number(_("Minutter om ugen, højst"), min_value=0, max_value=600)
    meetings_a_year = _number(_("Møder om året"), min_value=0, max_value=50)
    kroner_a_year = _number(_("Kroner om året, højst"), min_value=0, max_value=9999)
    gift_kroner = _number(_("Kroner til en gave, højst"), min_value=0, max_value=9999)
    answer_days = _number(_("Skolen svarer inden for så mange skoledage"), min_value=1, max_value=20)
    quiet_from = TimeField(label=_("Skolen skriver ikke efter klokken"), required=False)
    review_on = DateField(label=_("Den dag ser vi på aftalen igen"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(RefusableForm):
    changes = VoiceField(
        label=_("Hvad er nyt, og hvorfor?"), rows=3, max_length=1000, required=False,
        help_text=_("Det læser familierne øverst."),
    )  # fmt: skip


class PrincipleForm(RefusableForm):
    area = forms.ChoiceField(label=_("Hvad handler det om?"), choices=[("", _("Vælg")), *Area.choices])
    words = VoiceField(label=_("Princippet"), rows=3, max_length=WORDS_LENGTH)
    limit = forms.ChoiceField(
        label=_("Sætter det en grænse for klassernes aftaler?"), required=False,
        choices=[("", _("Nej")), *Limit.choices],
    )  # fmt: skip
    most = _number(_("Højst"), min_value=0, max_value=9999)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("limit") and values.get("most") is None and "most" not in self.errors:
            self.add_error("most", _("Skriv, hvor meget der højst må være."))
        if not values.get("limit"):
            values["most"] = None
        return values

    @property
    def draft(self) -> PrincipleDraft:
        return PrincipleDraft(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class AdoptForm(RefusableForm):
    changes = VoiceField(label=_("Hvad er nyt, og hvorfor?"), rows=3, max_length=1000, required=False)


class FamilyForm(RefusableForm):
    """What a family says to the agreement: one of two buttons, and a few words if they like."""

    fits = forms.ChoiceField(choices=[("fine", ""), ("talk", "")])
    words = VoiceField(
        label=_("Vil I skrive et par ord?"), rows=3, max_length=TEXT_LENGTH, required=False,
        help_text=_("Kun hvis I har lyst."),
    )  # fmt: skip


class AskForm(RefusableForm):
    closes_on = DateField(
        label=_("Sidste dag at svare"), help_text=_("Falder den i en ferie, bliver det den næste skoledag.")
    )


class DropForm(forms.Form):
    """Which of the lines that stand shall go."""

    line = forms.TypedMultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]  # a choice field


class TranslationForm(forms.Form):
    """A field for each line in another language, and what stood there when the page was opened."""

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = dict(lines)
        for uuid, body in self._now.items():
            field = VoiceField(label="", rows=2, max_length=WORDS_LENGTH * 2, required=False, initial=body)
            field.widget.attrs |= {"lang": language, "dir": "auto"}
            self.fields[f"line-{uuid}"] = field
            was = VoiceField(required=False, initial=body, widget=forms.HiddenInput)
            self.fields[f"was-{uuid}"] = was

    def clean(self) -> dict[str, Any]:
        """Refuses only where a colleague has changed the same line meanwhile: both wordings are shown."""
        values = super().clean() or {}
        for uuid, now in self._now.items():
            mine, was = values.get(f"line-{uuid}"), values.get(f"was-{uuid}")
            if mine != was and now not in {was, mine}:
                said = _("En kollega har skrevet: »%(words)s«. Gem igen, hvis dit skal gælde.") % {"words": now or "–"}
                self.add_error(f"line-{uuid}", said)
        return values

    @property
    def changed(self) -> dict[str, str]:
        """What this writer has changed, by line: nothing is taken back that was only not sent."""
        found = {}
        for uuid in self._now:
            mine = self.cleaned_data[f"line-{uuid}"]
            if f"line-{uuid}" in self.data and mine != self.cleaned_data[f"was-{uuid}"]:
                found[uuid] = mine
        return found

    def seen_now(self) -> dict[str, str]:
        """What the page sends back next time: whoever has seen a colleague's words may save over them."""
        return {f"was-{uuid}": body for uuid, body in self._now.items()}
