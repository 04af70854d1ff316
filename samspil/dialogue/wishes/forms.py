# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Forms of the boards' wishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.wishes.enums import WishOutcome
from samspil.ui.fields import VoiceField, VoiceLine
from samspil.ui.words import short_date

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.roles.models import Board


class WishForm(forms.Form):
    """A topic a board proposes. Somebody on several boards says for which."""

    board = forms.ChoiceField(label=_("For bestyrelsen på"))
    title = VoiceLine(label=_("Hvad skal vi tale om?"), max_length=160)
    why = VoiceField(
        label=_("Hvorfor?"),
        help_text=_("To eller tre sætninger er nok. Skriv uden navne på børn og voksne."),
        max_length=1500,
        rows=4,
    )
    file = forms.FileField(
        label=_("Bilag"), help_text=_("PDF, PowerPoint, Word, Excel eller billede. Højst 25 MB."), required=False
    )

    def __init__(self, *args: Any, boards: Sequence[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._boards = {str(board.uuid): board for board in boards}
        field = self.fields["board"]
        field.choices = [(key, board.school.name) for key, board in self._boards.items()]  # type: ignore[attr-defined]
        if len(self._boards) == 1:
            field.initial, field.widget, field.required = next(iter(self._boards)), forms.HiddenInput(), False

    @property
    def chosen_board(self) -> Board:
        return self._boards[self.cleaned_data["board"] or next(iter(self._boards))]


class DecideForm(forms.Form):
    """What becomes of a wish."""

    outcome = forms.ChoiceField(
        label=_("Hvad sker der med det?"),
        choices=[
            (choice.value, choice.label) for choice in (WishOutcome.AGENDA, WishOutcome.OTHER, WishOutcome.NOT_NOW)
        ],
    )
    reason = VoiceField(
        label=_("Grunden"),
        help_text=_("Den kan alle bestyrelserne læse. Den kan udelades, når emnet kommer på dagsordenen."),
        max_length=1000,
        rows=2,
        required=False,
    )
    other_meeting = forms.ChoiceField(label=_("Hvilket møde?"), required=False)

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].says_nothing = True  # type: ignore[attr-defined]  # read by ui.forms
        self._meetings = {str(meeting.uuid): meeting for meeting in meetings}
        self.fields["other_meeting"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", gettext("Ikke planlagt endnu")),
            *((key, f"{short_date(meeting.starts_at)} {meeting.title}") for key, meeting in self._meetings.items()),
        ]

    @property
    def decision(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "outcome": WishOutcome(data["outcome"]),
            "reason": data["reason"],
            "other_meeting": self._meetings.get(data["other_meeting"]),
        }


class MeetingGoalForm(forms.Form):
    a_year = forms.IntegerField(label=_("Møder om året"), min_value=0, max_value=24)
