# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The answer to a point of a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.promises.actions.answers import Answer
from samspil.dialogue.promises.enums import DATED, PromiseState
from samspil.dialogue.promises.models.answers import ANSWER_LENGTH
from samspil.ui.fields import DateField, VoiceField
from samspil.ui.widgets import LongSelect

if TYPE_CHECKING:
    from samspil.dialogue.promises.models import PromiseAnswer
    from samspil.people.addresses.models import RoleAddress

STATES = (PromiseState.PROMISE, PromiseState.ALREADY, PromiseState.NO, PromiseState.LOOKING)


class PromiseForm(forms.Form):
    """`latest` is the answer that stands; »holdt« can only be said of a promise."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    state = forms.ChoiceField(label=_("Hvad er svaret?"), widget=forms.RadioSelect)
    words = VoiceField(
        label=_("Svaret med jeres ord"),
        help_text=_("Skriv, hvad I gør. Er det et nej, så skriv grunden."),
        max_length=ANSWER_LENGTH,
        rows=4,
    )
    owner_name = forms.CharField(
        label=_("Hvem gør det?"),
        help_text=_("Navnet står i brevet. For eksempel Hanne Toft, skolechef."),
        max_length=160,
        required=False,
    )
    owner_address = forms.ChoiceField(label=_("Hvor sender vi en påmindelse hen?"), required=False, widget=LongSelect)
    owner_email = forms.EmailField(
        label=_("Eller skriv en mailadresse"), help_text=_("Den bliver ikke vist for andre."), required=False
    )
    due_on = DateField(label=_("Senest hvornår?"), help_text=_("For eksempel 26.02.2027."), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        latest: PromiseAnswer | None,
        addresses: Sequence[RoleAddress],
        today: date,
        chosen: str = "",
    ) -> None:
        self.latest, self.today = latest, today
        self.addresses = {str(address.uuid): address for address in addresses}
        if latest is not None and latest.owner_address is not None:
            # A post that has been closed since stays the owner until somebody says otherwise.
            self.addresses.setdefault(str(latest.owner_address.uuid), latest.owner_address)
        super().__init__(data, initial=self._initial(chosen))
        self.fields["state"].choices = self._states()  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["owner_address"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", _("Vælg en post")),
            *((key, str(address.title)) for key, address in self.addresses.items()),
        ]
        # Asked for where the answer needs them, which the form says itself.
        for name in ("owner_name", "owner_address", "owner_email", "due_on"):
            self.fields[name].says_nothing = True  # type: ignore[attr-defined]  # read by samspil.ui.forms

    def _states(self) -> list[tuple[str, Any]]:
        states = [(str(state), state.label) for state in STATES]
        if self.latest is not None and self.latest.state in {PromiseState.PROMISE, PromiseState.KEPT}:
            states.insert(1, (str(PromiseState.KEPT), PromiseState.KEPT.label))
        return states

    def _initial(self, chosen: str) -> dict[str, object]:
        latest = self.latest
        if latest is None:
            return {"seen": 0}
        return {
            "seen": latest.number,
            "state": chosen or latest.state,
            "words": latest.words,
            "owner_name": latest.owner_name,
            "owner_address": str(latest.owner_address.uuid) if latest.owner_address else "",
            "owner_email": latest.owner_email or "",
            "due_on": latest.due_on,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        address = self.addresses.get(values.get("owner_address") or "")
        if address is not None and not values.get("owner_name"):
            values["owner_name"] = str(address.title)
        if values.get("state") in DATED:
            self._check_dated(values)
        return values

    def _check_dated(self, values: Mapping[str, Any]) -> None:
        if not values.get("owner_name"):
            self.add_error("owner_name", _("Skriv, hvem der gør det."))
        if not values.get("owner_address") and not values.get("owner_email") and "owner_email" not in self.errors:
            self.add_error(
                "owner_address", _("Vælg en post, eller skriv en mailadresse, så de kan blive mindet om det.")
            )
        due_on = values.get("due_on")
        if due_on is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Skriv en dato, så alle ved, hvornår de kan spørge."))
        elif due_on is not None and due_on < self.today and not self._is_known(due_on):
            self.add_error("due_on", _("Datoen er gået. Skriv en, der kommer."))

    def _is_known(self, due_on: date) -> bool:
        return self.latest is not None and self.latest.due_on == due_on

    @property
    def answer(self) -> Answer:
        """The owner and the day only where the answer has them: what is kept keeps those of the promise."""
        values = self.cleaned_data
        state = PromiseState(values["state"])
        if state == PromiseState.KEPT and self.latest is not None:
            return Answer(
                state=state,
                words=values["words"],
                owner_name=self.latest.owner_name,
                owner_address=self.latest.owner_address,
                owner_email=self.latest.owner_email or "",
                due_on=self.latest.due_on,
            )
        if state not in DATED:
            return Answer(state=state, words=values["words"])
        return Answer(
            state=state,
            words=values["words"],
            owner_name=values["owner_name"],
            owner_address=self.addresses.get(values["owner_address"]),
            owner_email=values["owner_email"],
            due_on=values["due_on"],
        )
