# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The draft's words, and the press that sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.letter.queries.draft import TEXTS, Draft
from samspil.dialogue.letter.queries.obstacles import text_faults
from samspil.ui.fields import VoiceField, VoiceLine

THEME = "theme-"
TEXT_LENGTH = 6000
THEME_LENGTH = 2000
FORM_ID = "brev"


class LetterForm(forms.Form):
    """A field for each text, and one under each theme. A draft may be saved with gaps; faults are told at once."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = VoiceLine(label=_("Overskrift"), max_length=160, required=False)
    greeting = VoiceLine(label=_("Hilsen"), max_length=160, required=False)
    introduction = VoiceField(
        label=_("Indledning"),
        help_text=_("Korte sætninger. Skriv et felt som {borde}, hvor der skal stå et tal."),
        max_length=TEXT_LENGTH,
        rows=7,
        required=False,
    )
    closing = VoiceField(label=_("Afslutning"), max_length=TEXT_LENGTH, rows=4, required=False)
    sender_name = VoiceLine(label=_("Afsender"), max_length=120, required=False)
    sender_title = VoiceLine(
        label=_("Afsenderens afdeling"), max_length=160, required=False, help_text=_("For eksempel Børn og Unge.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, draft: Draft) -> None:
        initial = {**draft.texts, "revision": draft.letter.revision if draft.letter else 0}
        initial |= {f"{THEME}{ref}": text for ref, text in draft.theme_texts.items()}
        super().__init__(data, initial=initial)
        self.draft = draft
        # Their places on the page are below the form's end: the notes between them have forms of their own.
        for name in ("closing", "sender_name", "sender_title"):
            self.fields[name].widget.attrs["form"] = FORM_ID
        # Required when it is sent, not when it is saved: no mark of "optional" either way.
        for field in self.fields.values():
            field.says_nothing = True  # type: ignore[attr-defined]  # read by samspil.ui.forms.BoundField
        for theme in draft.content.themes:
            if theme.ref:
                self.fields[f"{THEME}{theme.ref}"] = VoiceField(
                    label=_("Sætninger under temaet"), max_length=THEME_LENGTH, rows=2, required=False
                )
                self.fields[f"{THEME}{theme.ref}"].widget.attrs["form"] = FORM_ID

    def theme_field(self, ref: str) -> forms.BoundField | None:
        name = f"{THEME}{ref}"
        return self[name] if name in self.fields else None

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}

    @property
    def theme_texts(self) -> dict[str, str]:
        """The texts under the themes, with those whose theme is not in the letter at the moment."""
        shown = {name.removeprefix(THEME): value for name, value in self.cleaned_data.items() if name.startswith(THEME)}
        return {**self.draft.theme_texts, **shown}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [*TEXTS, *(name for name in self.fields if name.startswith(THEME))]:
            plain = name in ("title", "sender_name", "sender_title")
            for words in text_faults(cleaned.get(name, ""), self.draft, with_fields=not plain):
                self.add_error(name, words)
        return cleaned


class PublishForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    changes = VoiceField(
        label=_("Hvad er ændret?"),
        help_text=_("Én eller to sætninger. De står øverst i den nye udgave og i mailen."),
        max_length=1000,
        rows=3,
        required=False,
    )
    names_checked = forms.BooleanField(label=_("Jeg har set efter. Ordene må gerne stå der."), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **initial: object) -> None:
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            field.widget.attrs["form"] = "brev"
        self.fields["changes"].says_nothing = True  # type: ignore[attr-defined]  # asked for where it is needed
