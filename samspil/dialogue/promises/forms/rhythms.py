# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""How often the mails about promises come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.promises.enums import Rhythm

RHYTHMS = [
    (Rhythm.NOW.value, _("Med det samme")),
    (Rhythm.WEEKLY.value, _("Samlet, mandag morgen")),
    (Rhythm.MONTHLY.value, _("Samlet, den første i måneden")),
    (Rhythm.NEVER.value, _("Slet ikke")),
]


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Hvor tit vil I have mails om løfter?"), choices=RHYTHMS, widget=forms.RadioSelect
    )
