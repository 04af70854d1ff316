# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Forms of the parts of a plan."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspil.core import clock
from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind
from samspil.dialogue.meetings.languages import NAMES, in_a_sentence
from samspil.dialogue.planning.actions.plan import MAX_TABLES
from samspil.dialogue.planning.queries import title_taken
from samspil.dialogue.planning.recipes import RECIPES
from samspil.ui.fields import DateField, MinutesField, TimeField, VoiceField, VoiceLine
from samspil.ui.seen import SeenForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from samspil.dialogue.meetings.models import AgendaItem, Meeting, MeetingTable
    from samspil.dialogue.meetings.queries import RoundPlan
    from samspil.people.places.models import SchoolClass

# Between these the interface itself speaks the language; the other languages have questions and notes.
OFFERED = ("da", "en", "ar", "so", "tr", "ur", "pl", "uk", "fa", "ti")


def joined(day: Any, hour: time) -> datetime:
    """The moment of a day and a time in Danish time."""
    return timezone.make_aware(datetime.combine(day, hour))


class _OnceForm(forms.Form):
    """Pressed twice it makes one meeting: the key is drawn with the page and becomes the meeting's own."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class MeetingCreateForm(_OnceForm):
    """A new meeting: from a recipe or like an earlier one."""

    title = VoiceLine(label=_("Mødets navn"), max_length=160)
    day = DateField(label=_("Dato"))
    begins = TimeField(label=_("Fra kl."))
    place = forms.CharField(label=_("Sted"), max_length=160, required=False)
    recipe = forms.ChoiceField(
        label=_("Begynd fra"),
        choices=[(recipe.code, recipe.title) for recipe in RECIPES],
        widget=forms.RadioSelect,
        initial=RECIPES[0].code,
    )

    def __init__(self, *args: Any, classes: Iterable[SchoolClass] = (), municipal: bool = True, **kwargs: Any) -> None:
        """`classes`: those whose meetings the reader may hold; `municipal`: whether also the municipality's own."""
        super().__init__(*args, **kwargs)
        self.classes = {str(row.uuid): row for row in classes}
        self.recipes = [recipe for recipe in RECIPES if municipal or recipe.for_classes]
        if not self.classes:
            return
        theirs = [(uuid, f"{row}, {row.school}") for uuid, row in self.classes.items()]
        nobodys = [("", _("Kommunen"))] if municipal else [("", _("Vælg en klasse"))] if len(theirs) > 1 else []
        self.fields["school_class"] = forms.ChoiceField(
            label=_("Hvem holder mødet?") if municipal else _("Klasse"),
            choices=[*nobodys, *theirs],
            required=not municipal,
            error_messages={"required": _("Vælg den klasse, mødet er for.")},
        )
        if not municipal:
            field = cast("forms.ChoiceField", self.fields["recipe"])
            field.choices = [(recipe.code, recipe.title) for recipe in self.recipes]
            field.initial = self.recipes[0].code

    @property
    def school_class(self) -> SchoolClass | None:
        return self.classes.get(self.cleaned_data.get("school_class", ""))

    @property
    def starts_at(self) -> datetime:
        return joined(self.cleaned_data["day"], self.cleaned_data["begins"])


class MeetingCopyForm(_OnceForm):
    title = VoiceLine(
        label=_("Mødets navn"),
        help_text=_("To møder må ikke hedde det samme. Ellers kan ingen kende dem fra hinanden."),
        max_length=160,
    )
    day = DateField(label=_("Dato for det nye møde"))
    begins = TimeField(label=_("Fra kl."))

    def __init__(self, *args: Any, like: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.like = like

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        if title_taken(title, like=self.like, key=self.cleaned_data.get("key")):
            raise forms.ValidationError(_("Et andet møde hedder det samme. Giv det nye møde et navn, der kan kendes."))
        return title

    @property
    def starts_at(self) -> datetime:
        return joined(self.cleaned_data["day"], self.cleaned_data["begins"])


class MeetingForm(SeenForm):
    """What, when, where, and what happens afterwards."""

    title = VoiceLine(label=_("Mødets navn"), max_length=160)
    day = DateField(label=_("Dato"))
    begins = TimeField(label=_("Fra kl."))
    ends = TimeField(label=_("Til kl."))
    place = forms.CharField(label=_("Sted"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Slags møde"), choices=MeetingKind.choices)
    languages = forms.MultipleChoiceField(
        label=_("Sprog ved bordene"),
        help_text=_("Spørgsmålene skrives på hvert sprog. En note må være på alle sprog."),
        choices=[(code, NAMES[code]) for code in OFFERED],
        widget=forms.CheckboxSelectMultiple,
    )
    reply_by = DateField(label=_("Svar senest"), required=False)
    wishes_by = DateField(
        label=_("Ønsker til dagsordenen senest"),
        help_text=_("Bestyrelserne kan foreslå emner til og med den dag. Tom betyder, at ingen bliver spurgt."),
        required=False,
    )
    afterwards = VoiceField(
        label=_("Hvad sker der efter mødet?"),
        help_text=_("Det står i invitationen. Skriv, hvem der gør hvad, og hvornår."),
        required=False,
        rows=3,
    )
    next_on = DateField(label=_("Næste møde, dato"), required=False)
    next_from = TimeField(label=_("Næste møde, fra kl."), required=False)
    next_until = TimeField(label=_("Næste møde, til kl."), required=False)
    next_place = forms.CharField(
        label=_("Næste møde, sted"), help_text=_("Stedet kan komme senere."), max_length=160, required=False
    )

    def __init__(self, *args: Any, of_class: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # May be empty while one plans, but not when the invitation is sent: so not called voluntary.
        for name in ("place", "afterwards"):
            self.fields[name].says_nothing = True  # type: ignore[attr-defined]  # read by ui.forms
        if of_class:
            # It stays a class's meeting, and no board is asked.
            del self.fields["kind"], self.fields["wishes_by"]

    @staticmethod
    def of(meeting: Meeting) -> dict[str, object]:
        """What the form shows for a meeting."""
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        same = ("title", "place", "kind", "languages", "reply_by", "wishes_by", "afterwards")
        following = ("next_on", "next_from", "next_until", "next_place")
        return {
            **{name: getattr(meeting, name) for name in (*same, *following)},
            "day": clock.today(meeting.starts_at),
            "begins": starts.time(),
            "ends": ends.time(),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Mødet slutter, før det begynder. Ret et af de to tidspunkter."))
        if values.get("day"):
            self._check_days(values, values["day"])
        if values.get("next_from") and not values.get("next_on"):
            self.add_error("next_on", _("Skriv datoen, når der står et tidspunkt."))
        if values.get("next_from") and values.get("next_until") and values["next_until"] <= values["next_from"]:
            self.add_error("next_until", _("Næste møde slutter, før det begynder."))
        return values

    def _check_days(self, values: Mapping[str, Any], day: date) -> None:
        """What comes before the meeting, and what comes after it: also when the meeting itself is moved past them."""
        reply_by, wishes_by, next_on = (values.get(name) for name in ("reply_by", "wishes_by", "next_on"))
        if reply_by and reply_by > day:
            self.add_error("reply_by", _("Svarfristen ligger efter mødet. Vælg en dag før, eller mødets egen dag."))
        if wishes_by and wishes_by >= day:
            self.add_error("wishes_by", _("Fristen skal ligge før mødet, så der er tid til at lægge dagsordenen."))
        if next_on and next_on <= day:
            self.add_error("next_on", _("Næste møde skal ligge efter det her."))

    def clean_languages(self) -> list[str]:
        """Danish is always one of them: it is what the letter is written in."""
        chosen = self.cleaned_data["languages"]
        return ["da", *(code for code in chosen if code != "da")]

    @property
    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        plain = {name: data[name] for name in data if name not in {"day", "begins", "ends"}}
        return {
            **plain,
            "starts_at": joined(data["day"], data["begins"]),
            "ends_at": joined(data["day"], data["ends"]),
        }

    def values_for(self, minutes: int) -> dict[str, object]:
        """The same, with an end that gives room for so many minutes."""
        data = self.cleaned_data
        begins, ends = joined(data["day"], data["begins"]), joined(data["day"], data["ends"])
        return {**self.values, "ends_at": max(ends, begins + timedelta(minutes=minutes))}


class CallOffForm(forms.Form):
    reason = VoiceField(
        label=_("Hvorfor er mødet aflyst?"),
        help_text=_("Det står i mailen, på siden, hvor man svarer, og i kalenderen."),
        rows=2,
        max_length=300,
    )


class AgendaItemForm(forms.Form):
    kind = forms.ChoiceField(label=_("Slags"), choices=ItemKind.choices)
    title = forms.CharField(label=_("Punkt"), max_length=160)
    speaker = forms.CharField(label=_("Hvem"), max_length=160, required=False)
    minutes = MinutesField(label=_("Minutter"), min_value=1, max_value=600)


class AgendaLineForm(SeenForm):
    """One line in the table of the evening."""

    title = forms.CharField(label=_("Punktets navn"), max_length=160)
    speaker = forms.CharField(max_length=160, required=False)
    minutes = MinutesField(min_value=1, max_value=600)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        initial = {"title": item.title, "speaker": item.speaker, "minutes": item.minutes}
        super().__init__(*args, prefix=f"line-{item.uuid}", initial=initial, **kwargs)
        self.item = item
        names = {"title": item.title}
        self.fields["speaker"].label = _("Hvem står for %(title)s") % names
        self.fields["minutes"].label = _("Minutter til %(title)s") % names
        holder = _("ved bordene") if item.round else _("hvem?")
        self.fields["title"].widget.attrs["class"] = "sp-line-title"
        self.fields["speaker"].widget.attrs |= {"class": "sp-line-who", "placeholder": holder}
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label


class RoundForm(SeenForm):
    """A round's question in each language, and its sheet."""

    handout = forms.ChoiceField(label=_("Ark på bordet"), choices=Handout.choices, required=False)

    def __init__(self, *args: Any, plan: RoundPlan, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"round-{plan.round.uuid}", **kwargs)
        self.plan = plan
        handout = self.fields.pop("handout")
        handout.initial = plan.round.handout
        for language, reading in plan.questions:
            own = reading.body if not reading.is_fallback else ""
            label = _("Spørgsmål i runde %(number)s") % {"number": plan.round.number}
            if language != "da":
                label = _("Spørgsmålet på %(language)s") % {"language": in_a_sentence(language)}
            field = VoiceField(label=label, rows=2, required=False, initial=own, max_length=500)
            field.widget.attrs |= {"lang": language, "dir": "auto"}
            field.says_nothing = language == "da"  # type: ignore[attr-defined]  # read by ui.forms
            self.fields[f"question_{language}"] = field
        # Last: the question is what the round is about.
        self.fields["handout"] = handout
        self.send_what_was_seen()

    @property
    def questions(self) -> dict[str, str]:
        return {
            name.removeprefix("question_"): str(value or "").strip()
            for name, value in self.cleaned_data.items()
            if name.startswith("question_")
        }


class TablesForm(SeenForm):
    """How many tables, and who takes notes at each."""

    count = forms.IntegerField(label=_("Antal borde"), min_value=1, max_value=MAX_TABLES)

    def __init__(self, *args: Any, tables: list[MeetingTable], **kwargs: Any) -> None:
        super().__init__(*args, prefix="tables", initial={"count": len(tables)}, **kwargs)
        self.tables = tables
        for table in tables:
            label = _("Bord %(number)s") % {"number": table.number}
            self.fields[f"taker-{table.number}"] = forms.CharField(
                label=label, max_length=120, required=False, initial=table.note_taker
            )
        self.send_what_was_seen()

    @property
    def rows(self) -> list[tuple[MeetingTable, forms.BoundField]]:
        return [(table, self[f"taker-{table.number}"]) for table in self.tables]

    @property
    def takers(self) -> dict[int, str]:
        return {table.number: self.cleaned_data[f"taker-{table.number}"] for table in self.tables}


class AttachmentForm(forms.Form):
    title = forms.CharField(label=_("Hvad er det?"), max_length=160, required=False)
    file = forms.FileField(label=_("Fil"), help_text=_("PDF, PowerPoint, Word, Excel eller billede. Højst 25 MB."))
