# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A file of schools, classes or people that was tried and perhaps brought in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspil.core.fields import SecretTextField
from samspil.core.models import UuidModel
from samspil.people.importing.enums import ImportState, ImportStep


class ImportRun(UuidModel):
    """One upload. `content` is the file itself, encrypted, and only there until somebody has decided; so is `altered`,
    the new values of the first rows that it would change.

    `report` holds counts, lines and keys of rows, never names: what it says can stay when the file is gone.
    `asked` is what the worker does next, or did last, for `asked_by`, who said yes to ending the kinds in `confirmed`.
    """

    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.WAITING)
    asked = models.CharField(max_length=12, choices=ImportStep.choices, default=ImportStep.TRY)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    file_name = models.CharField(_("fil"), max_length=200)
    file_digest = models.CharField(max_length=64)
    content = SecretTextField(null=True, blank=True)
    altered = SecretTextField(null=True, blank=True)
    report = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.DONE, ImportState.DROPPED])
                | Q(content__isnull=True, decided_at__isnull=False),
                name="import_run_content_until_decided",
                violation_error_message=_("Filen gemmes kun, til der er taget stilling."),
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.uuid}"
