# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The hearing's forms: opening it, saying of each point whether it fits, and answering a remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.hearing.actions import MOST_DAYS, HearingReply
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.models import REMARK_LENGTH
from samspil.dialogue.hearing.queries import Asked
from samspil.dialogue.letter.content import LetterContent
from samspil.ui.fields import VoiceField
from samspil.ui.seen import SeenForm

VERDICTS = [
    (Verdict.AGREE.value, _("Det er det, vi mente")),
    (Verdict.DIFFERS.value, _("Ikke helt")),
    (Verdict.MISSING.value, _("Der mangler noget")),
]
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Section:
    """A theme, or what was said apart from the tables, with the places of its points in the form."""

    title: str
    spoken: bool
    places: range


def sections(content: LetterContent) -> list[Section]:
    """The parts that are heard, in the order of the letter."""
    parts = [(theme.title, True, theme.points) for theme in content.themes]
    parts += [(str(_("Fra oplægget")), False, content.talk)]
    parts += [(str(_("Fra opsamlingen for alle")), False, content.plenum)]
    found, place = [], 0
    for title, spoken, points in parts:
        if points:
            found.append(Section(title, spoken, range(place, place + len(points))))
        place += len(points)
    return found


class HearingForm(SeenForm):
    """Two fields a point, named by its place in what is heard: a point's id is never shown. A box for each section says
    that all its points fit that have no answer of their own. A link may be opened by several who share a mailbox.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked) -> None:
        points = list(asked.content.points)
        self.asked, self.refs, self.sections = asked, [point.ref for point in points], sections(asked.content)
        initial: dict[str, str] = {}
        for place, ref in enumerate(self.refs):
            if ref in asked.said:
                initial[f"v{place}"], initial[f"w{place}"] = asked.said[ref].verdict, asked.said[ref].words
        if "" in asked.said:
            initial[WHOLE] = asked.said[""].words
        super().__init__(data, initial=initial)
        for at in range(len(self.sections)):
            self.fields[f"all{at}"] = forms.BooleanField(label=_("Alle punkter her passer"), required=False)
        for place, point in enumerate(points):
            self._add_point(place, point.statement)
        self.fields[WHOLE] = VoiceField(
            label=_("Mangler der et punkt? Eller vil du sige andet om hele brevet?"),
            help_text=_("For eksempel noget, I sagde på mødet, og som slet ikke står i brevet."),
            max_length=REMARK_LENGTH,
            rows=3,
            required=False,
        )
        self.fields[WHOLE].widget.attrs["dir"] = "auto"
        self.send_what_was_seen()
        for name, field in self.fields.items():
            field.says_nothing = True  # type: ignore[attr-defined]  # all of it is voluntary: the page says so once
            if name.startswith("all"):
                field.show_hidden_initial = False

    def _add_point(self, place: int, statement: str) -> None:
        """Both labels name the point, so that each is told from the next where only labels are read."""
        self.fields[f"v{place}"] = forms.ChoiceField(
            label=statement, choices=VERDICTS, widget=forms.RadioSelect, required=False
        )
        self.fields[f"w{place}"] = VoiceField(label=statement, max_length=REMARK_LENGTH, rows=2, required=False)
        # Empty, so that the style sheet can tell a field with words from one without.
        self.fields[f"w{place}"].widget.attrs |= {"placeholder": " ", "dir": "auto"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for place in range(len(self.refs)):
            verdict, words = values.get(f"v{place}"), values.get(f"w{place}")
            if f"w{place}" in self.errors:
                continue
            if verdict in {Verdict.DIFFERS, Verdict.MISSING} and not words:
                self.add_error(f"w{place}", _("Skriv, hvad der ikke passer, eller hvad der mangler."))
            elif words and not verdict:
                self.add_error(f"v{place}", _("Du har skrevet noget. Vælg, hvad det er, af de tre svar."))
        if not self.errors and not self.asked.said and not any(values.values()):
            raise forms.ValidationError(
                _("Du har ikke svaret på noget endnu. Vælg et svar ved mindst ét punkt, eller skriv om hele brevet."),
                code="empty",
            )
        return values

    @property
    def said(self) -> dict[str, HearingReply | None]:
        """By the point's ref; what was left open is not in it, but an emptied last field is taken back."""
        values = self.cleaned_data
        said: dict[str, HearingReply | None] = {}
        for at, section in enumerate(self.sections):
            for place in section.places:
                ref, verdict = self.refs[place], values[f"v{place}"]
                if not verdict and values[f"all{at}"] and ref not in self.asked.said:
                    verdict = Verdict.AGREE
                if verdict:
                    said[ref] = HearingReply(Verdict(verdict), values[f"w{place}"])
        said[""] = HearingReply(Verdict.MISSING, values[WHOLE]) if values[WHOLE] else None
        return said

    def of_point(self, place: int) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"v{place}"], self[f"w{place}"]

    @property
    def unanswered(self) -> list[int]:
        """The places of the points that have no answer on the page as it is shown."""
        covered = {
            place for at, section in enumerate(self.sections) if self[f"all{at}"].value() for place in section.places
        }
        return [place for place in range(len(self.refs)) if place not in covered and not self[f"v{place}"].value()]


class HearingOpenForm(forms.Form):
    days = forms.IntegerField(
        label=_("Hvor mange dage skal de have?"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=7,
        widget=forms.NumberInput,
        help_text=_("Slutter det i en weekend eller en ferie, får de til og med den næste skoledag."),
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
