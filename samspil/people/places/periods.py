# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Dates from and until, half-open: `until_on` is the first day that no longer counts; empty means "still"."""

import datetime as dt
from collections.abc import Sequence

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Period(models.Model):
    from_on = models.DateField(_("fra"))
    until_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Said before the constraints are asked: PostgreSQL makes no range of dates in the wrong order."""
        super().clean()
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("Datoen »til« ligger før datoen »fra«.")})

    def holds_on(self, day: dt.date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def on(day: dt.date, prefix: str = "") -> Q:
    """The condition "this period holds on that day", also across a relation (`prefix="seats__"`)."""
    return Q(**{f"{prefix}from_on__lte": day}) & lasts(day, prefix)


def lasts(day: dt.date, prefix: str = "") -> Q:
    """The condition "this period holds on that day or later"."""
    return Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": day})


def in_order(name: str) -> models.CheckConstraint:
    """The period does not end before it begins; an empty one (same day) is allowed: entered by mistake, then ended."""
    return models.CheckConstraint(
        condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
        name=name,
        violation_error_message=_("Datoen »til« ligger før datoen »fra«."),
    )


def no_overlap(
    name: str,
    *columns: str,
    message: StrOrPromise,
    condition: Q | None = None,
    dates: Sequence[str] = ("from_on", "until_on"),
) -> ExclusionConstraint:
    """No two rows with the same `columns` may have periods with a day in common."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            (Func(*dates, function="daterange", output_field=DateRangeField()), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=message,
    )
