# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The hearing's forms: opening it, saying of each point whether it fits, and answering a remark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.hearing.actions import MOST_DAYS, HearingReply
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.models import REMARK_LENGTH
from samspil.dialogue.hearing.queries import Asked
from samspil.ui.fields import VoiceField

VERDICTS = [
    (Verdict.AGREE.value, _("Det er det, vi mente")),
    (Verdict.DIFFERS.value, _("Ikke helt")),
    (Verdict.MISSING.value, _("Der mangler noget")),
]
WHOLE = "whole"


class HearingForm(forms.Form):
    """Two fields a point, named by its place in what is heard: a point's id is never shown."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked) -> None:
        self.refs = [point.ref for point in asked.content.points]
        initial: dict[str, str] = {}
        for place, ref in enumerate(self.refs):
            if ref in asked.said:
                initial[f"v{place}"], initial[f"w{place}"] = asked.said[ref].verdict, asked.said[ref].words
        if "" in asked.said:
            initial[WHOLE] = asked.said[""].words
        super().__init__(data, initial=initial)
        for place in range(len(self.refs)):
            self.fields[f"v{place}"] = forms.ChoiceField(
                label=_("Er det det, I mente?"), choices=VERDICTS, widget=forms.RadioSelect, required=False
            )
            self.fields[f"w{place}"] = VoiceField(
                label=_("Hvad passer ikke, eller hvad mangler?"),
                help_text=_("Kort, og uden navne på børn og voksne."),
                max_length=REMARK_LENGTH,
                rows=3,
                required=False,
            )
            # Empty, so that the style sheet can tell a field with words from one without.
            self.fields[f"w{place}"].widget.attrs |= {"placeholder": " ", "dir": "auto"}
        self.fields[WHOLE] = VoiceField(
            label=_("Mangler der et punkt?"),
            help_text=_("Noget, I sagde på mødet, og som slet ikke står i brevet."),
            max_length=REMARK_LENGTH,
            rows=3,
            required=False,
        )
        self.fields[WHOLE].widget.attrs["dir"] = "auto"
        for field in self.fields.values():
            field.says_nothing = True  # type: ignore[attr-defined]  # all of it is voluntary: the page says so once

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for place in range(len(self.refs)):
            verdict, words = values.get(f"v{place}"), values.get(f"w{place}")
            if f"w{place}" in self.errors:
                continue
            if verdict in {Verdict.DIFFERS, Verdict.MISSING} and not words:
                self.add_error(f"w{place}", _("Skriv, hvad der ikke passer, eller hvad der mangler."))
            elif words and verdict not in {Verdict.DIFFERS, Verdict.MISSING}:
                self.add_error(f"v{place}", _("Du har skrevet noget. Vælg »Ikke helt« eller »Der mangler noget«."))
        return values

    @property
    def said(self) -> dict[str, HearingReply | None]:
        """By the point's ref; what was left open is not in it, but an emptied last field is taken back."""
        values = self.cleaned_data
        said: dict[str, HearingReply | None] = {
            ref: HearingReply(Verdict(values[f"v{place}"]), values[f"w{place}"])
            for place, ref in enumerate(self.refs)
            if values[f"v{place}"]
        }
        said[""] = HearingReply(Verdict.MISSING, values[WHOLE]) if values[WHOLE] else None
        return said

    def of_point(self, place: int) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"v{place}"], self[f"w{place}"]


class HearingOpenForm(forms.Form):
    days = forms.IntegerField(
        label=_("Hvor mange dage skal de have?"), min_value=1, max_value=MOST_DAYS, initial=7, widget=forms.NumberInput
    )
    names_checked = forms.BooleanField(label=_("Jeg har set efter. Ordene må gerne stå der."), required=False)


class RemarkForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    taken = forms.ChoiceField(
        label=_("Bliver brevet ændret?"),
        choices=[("yes", _("Ja, det er taget med")), ("no", _("Nej, det er ikke taget med"))],
        widget=forms.RadioSelect,
    )
    reply = VoiceField(label=_("Svaret"), max_length=REMARK_LENGTH, rows=2)
