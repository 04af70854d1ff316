# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Made-up content for /stil, the page that shows every part in each state."""

from datetime import date, time, timedelta

from django import forms
from django.http import HttpRequest

from samspil.core import clock as time_now
from samspil.ui import fields
from samspil.ui.clock import Clock

THEMES = [
    ("Færre beskeder", [(9, 2), (7, 0), (5, 0)]),
    ("Skolen først", [(8, 0), (6, 1), (1, 0)]),
    ("Ny start", [(6, 0), (4, 0), (3, 0)]),
    ("Sprog og nye familier, der lige er kommet til", [(7, 0), (5, 0)]),
    ("Fællesskabet", [(8, 0), (5, 0), (2, 1)]),
]
EVENING = [
    (10, "plain", ""),
    (15, "plain", ""),
    (35, "talk", "Oplæg"),
    (15, "round", "1"),
    (15, "round", "2"),
    (30, "pause", "Mad"),
    (15, "round", "3"),
    (20, "plain", ""),
    (5, "plain", ""),
]
STEPS = [
    {"title": "Mødet", "info": "Holdt 9. september", "url": "#dele", "state": "done"},
    {"title": "Aftalen", "info": "Færdig senest 25. september", "url": "#dele", "state": "current"},
    {"title": "Familierne svarer", "info": "", "url": "", "state": "later"},
]


class SampleForm(forms.Form):
    title = fields.VoiceLine(label="Overskrift", help_text="Det første, familien ser.")
    day = fields.DateField(label="Dato")
    starts = fields.TimeField(label="Fra kl.")
    minutes = fields.MinutesField(label="Hvor mange minutter tager det?")
    words = fields.VoiceField(label="Det vil vi sige", required=False, max_length=40)
    who = forms.ChoiceField(
        label="Hvem skal have brevet?", choices=[("3b", "3.B, 23 familier"), ("3", "Alle 3. klasser")]
    )
    how = forms.ChoiceField(
        label="Hvordan vil I helst høre fra os?",
        choices=[("mail", "Mail om torsdagen"), ("sms", "Sms"), ("paper", "På papir i tasken")],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="Sprog",
        choices=[("da", "Dansk"), ("ar", "Arabisk")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interpreter = forms.BooleanField(label="Vi vil gerne have tolk", required=False)


def everything(request: HttpRequest) -> dict[str, object]:
    now = time_now.now()
    good = SampleForm(
        initial={
            "title": "I skoven på torsdag",
            "day": date(2026, 10, 7),
            "starts": time(17),
            "minutes": 15,
            "how": "mail",
            "interpreter": True,
        },
        prefix="god",
    )
    bad = SampleForm(
        {
            "fejl-title": "",
            "fejl-day": "31.02.2026",
            "fejl-starts": "25.00",
            "fejl-minutes": "10000",
            "fejl-words": "Vi har talt længe om lektier, fritid og møder.",
            "fejl-who": "3b",
        },
        prefix="fejl",
    )
    return {
        "themes": THEMES,
        "evening": EVENING,
        "steps": STEPS,
        "touched": (2,),
        "good": good,
        "bad": bad,
        "running": Clock(total=timedelta(minutes=15), now=now, ends_at=now + timedelta(minutes=8, seconds=24)),
        "paused": Clock(total=timedelta(minutes=15), now=now, paused_left=timedelta(minutes=2, seconds=10)),
    }
