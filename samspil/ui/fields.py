# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Form fields for what people here write: dates as 07.10.2026, times as 17.00, minutes, and a person's own words."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samspil.core.written import as_written
from samspil.ui import words

# Day, month and year with any of . / - or spaces between, or the machine's own order.
DAY_FIRST = re.compile(r"^(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4}|\d{2})$")
# Earlier and later are slips of the finger, and the first and the last of all years have no neighbours to count with.
FIRST_YEAR, LAST_YEAR = 1900, 2199
YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
TIME = re.compile(r"^(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:]\s*(\d{2})(?:[.:]\d{2})?|(\d{2}))?$", re.IGNORECASE)


class DateField(forms.DateField):
    """One field for a date. Understands 07.10.2026, 7/10-2026, 7-10-26 and 2026-10-07; always shows 07.10.2026."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "sp-date"})
    default_error_messages = {
        "invalid": _("Skriv datoen som dag, måned og år. For eksempel 07.10.2026."),
        "required": _("Skriv en dato. For eksempel 07.10.2026."),
        "year": _("Året skal ligge mellem 1900 og 2199. For eksempel 07.10.2026."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return words.local(value).date()
        if isinstance(value, date):
            return value
        found = _read_date(str(value).strip())
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        return found

    def prepare_value(self, value: Any) -> Any:
        return words.short_date(value) if isinstance(value, date) else value


def _read_date(text: str) -> date | None:
    parts = [part for match in [DAY_FIRST.match(text)] if match for part in match.groups()]
    if not parts:
        parts = [part for match in [YEAR_FIRST.match(text)] if match for part in reversed(match.groups())]
    if not parts:
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return date(year + 2000 if len(parts[2]) == 2 else year, month, day)
    except ValueError:
        return None


class TimeField(forms.TimeField):
    """A time of day. Understands 17.00, 17:00, 1700, 17 and kl. 17; always shows 17.00."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "sp-time"})
    default_error_messages = {
        "invalid": _("Skriv klokkeslættet med timer og minutter. For eksempel 17.00."),
        "required": _("Skriv et klokkeslæt. For eksempel 17.00."),
    }

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return words.local(value).time()
        if isinstance(value, time):
            return value
        match = TIME.match(str(value).strip())
        hour, minute = (int(match[1]), int(match[2] or match[3] or 0)) if match else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return words.clock_time(value) if isinstance(value, time | datetime) else value


class MinutesField(forms.IntegerField):
    """A whole number of minutes, 1 to 600 unless said otherwise."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "sp-minutes"})
    default_error_messages = {
        "invalid": _("Skriv minutterne som et helt tal. For eksempel 15."),
        "required": _("Skriv, hvor mange minutter det tager."),
        "min_value": _("Skriv et tal, der er mindst %(limit_value)s."),
        "max_value": _("Skriv et tal, der er højst %(limit_value)s."),
    }

    def __init__(self, *, min_value: int = 1, max_value: int = 600, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
        self.validators = [
            MinValueValidator(min_value, self.error_messages["min_value"]),
            MaxValueValidator(max_value, self.error_messages["max_value"]),
        ]

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"\s*min\.?$", "", value.strip()) if isinstance(value, str) else value)


class VoiceField(forms.CharField):
    """A person's words over several lines: they stand in the serif, and are kept as written but for the outer
    blanks.
    """

    voice = True
    default_error_messages = {
        "required": _("Skriv mindst én sætning."),
        "max_length": _("Teksten har %(show_value)s tegn. Der er plads til %(limit_value)s. Gør den kortere."),
    }

    def __init__(self, *, rows: int = 3, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        if max_length is not None:
            # Django's own would say it in its words; the refusal of a null byte stays.
            kept = [validator for validator in self.validators if not isinstance(validator, MaxLengthValidator)]
            self.validators = [*kept, MaxLengthValidator(max_length, self.error_messages["max_length"])]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No maxlength in the browser: it cuts a pasted text without a word. The server answers and keeps all of it.
        return {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}

    def to_python(self, value: Any) -> str:
        return as_written(str(super().to_python(value)))


class VoiceLine(VoiceField):
    """A person's words on one line: a title, a question."""

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput())
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())
