# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Links that let somebody without an account do one thing."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspil.core.models import UuidModel
from samspil.people.addresses.models import RoleAddress
from samspil.people.persons.models import Guardianship, Person


class AccessLink(UuidModel):
    """One handed-out link: what it is for, how far it reaches, when it ends. The secret itself is never stored.

    `scope` says what the link opens, in words of the feature that issued it, such as {"invitation": "<uuid>"}.
    With `as_guardian` it opens only while one of `guardianships`, all of them the person's, holds and lets them be
    written to; a later one of the same pupil is another.
    """

    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.SlugField(max_length=40)
    scope = models.JSONField(default=dict)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="links")
    as_guardian = models.BooleanField(default=False)
    guardianships = models.ManyToManyField(Guardianship, related_name="links", blank=True)
    role_address = models.ForeignKey(
        RoleAddress, on_delete=models.SET_NULL, null=True, blank=True, related_name="links"
    )
    # A keyed digest of the mailbox it was sent to, where that was no person's.
    mailbox_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    use_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="access_link_expires_later",
                violation_error_message=_("Linket udløber, før det er lavet."),
            ),
            models.CheckConstraint(
                condition=Q(last_used_at__isnull=True, use_count=0) | Q(last_used_at__isnull=False, use_count__gt=0),
                name="access_link_use_is_paired",
                violation_error_message=_("Antal gange og tidspunkt for brug skal følges ad."),
            ),
            models.CheckConstraint(
                condition=Q(as_guardian=False) | Q(person__isnull=False),
                name="access_link_guardian_is_somebody",
                violation_error_message=_("Et link til en forælder er en bestemt persons."),
            ),
        ]
        indexes = [models.Index(fields=["purpose", "expires_at"], name="access_link_purpose")]

    def __str__(self) -> str:
        return f"link {self.uuid} til {self.purpose}"
