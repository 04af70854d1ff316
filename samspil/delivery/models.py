# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The outbox. The rows are the truth about what left the house; tasks only wake whoever works on them."""

from django.db import models
from django.db.models import Q

from samspil.core.fields import SecretTextField
from samspil.core.models import UuidModel
from samspil.delivery.enums import Failure, Resolution, State, Transport

WHEN_SENDING = Q(state=State.SENDING)


class Message(UuidModel):
    """One mail to many, written in the transaction of what it announces. `ref` is the announced thing's uuid."""

    kind = models.CharField(max_length=60)
    ref = models.UUIDField(null=True)
    subject = models.CharField(max_length=998)
    text = SecretTextField(null=True)
    html = SecretTextField(null=True)
    sender_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    # Log-in codes: nobody but the recipient may read them, and they are erased once the mail is settled.
    confidential = models.BooleanField(default=False)
    # Personal mail of those who do not run the outbox: it shows to whom and how it went, and no words.
    closed = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # The words were erased; who got what and when stays.
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(kind=""), name="delivery_message_has_kind")]
        indexes = [models.Index(fields=["ref", "kind"], name="delivery_message_ref")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def for_its_reader(self) -> bool:
        """Whether the mail is nobody else's to read, or to have."""
        return self.confidential or self.closed


class MessageRecipient(UuidModel):
    """One recipient's copy, and where it is on its way.

    `attempt` counts the times a worker took it up; with `leased_by` it is the worker's right to write here.
    `handing_over_at` is committed just before the mail's final dot is sent: a lease that ran out before it can be taken
    up again; one that ran out after it may have arrived, and becomes in doubt.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="recipients")
    # The message's, repeated so that the database itself refuses the second copy.
    kind = models.CharField(max_length=60)
    ref = models.UUIDField(null=True)
    key = models.CharField(max_length=200)
    # The Message-ID it goes out with, each time.
    mail_id = models.CharField(max_length=300, unique=True)

    person_uuid = models.UUIDField(null=True, db_index=True)
    address = SecretTextField(null=True)
    name = SecretTextField(null=True)
    language = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=998, blank=True)
    text = SecretTextField(null=True)
    html = SecretTextField(null=True)
    # JSON list of strings that the outbox page hides.
    secrets = SecretTextField(null=True)

    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    # Temporary refusals since the last time a person asked for it to be sent.
    retries = models.PositiveSmallIntegerField(default=0)
    leased_by = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    handing_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    transport = models.CharField(max_length=8, choices=Transport.choices, blank=True)
    failure = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    # Encrypted as well: servers repeat the address.
    server_reply = SecretTextField(null=True)

    resolution = models.CharField(max_length=8, choices=Resolution.choices, blank=True)
    resolved_by = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref", "key"], name="delivery_recipient_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="delivery_recipient_state"),
            models.CheckConstraint(
                condition=~Q(state=State.WAITING) | Q(due_at__isnull=False, handing_over_at__isnull=True),
                name="delivery_waiting_is_due",
            ),
            models.CheckConstraint(
                condition=(WHEN_SENDING & Q(leased_by__isnull=False, lease_until__isnull=False))
                | (~WHEN_SENDING & Q(leased_by__isnull=True, lease_until__isnull=True)),
                name="delivery_sending_is_leased",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.SENT, sent_at__isnull=False) & ~Q(transport=""))
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True, transport="")),
                name="delivery_sent_says_when",
            ),
            models.CheckConstraint(condition=~Q(state=State.FAILED) | ~Q(failure=""), name="delivery_failed_says_why"),
            models.CheckConstraint(
                condition=~Q(state=State.IN_DOUBT) | Q(handing_over_at__isnull=False),
                name="delivery_doubt_was_handed_over",
            ),
            models.CheckConstraint(
                condition=(Q(resolution="", resolved_at__isnull=True, resolved_by__isnull=True))
                | (~Q(resolution="") & Q(resolved_at__isnull=False)),
                name="delivery_resolution_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["-urgent", "due_at", "id"], name="delivery_waiting", condition=Q(state=State.WAITING)),
            models.Index(fields=["lease_until"], name="delivery_leased", condition=WHEN_SENDING),
            models.Index(fields=["ref", "kind"], name="delivery_recipient_ref"),
            models.Index(fields=["-state_at", "-id"], name="delivery_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.state}"


class MessageAttachment(models.Model):
    """A file of a message, or, with `recipient`, of one copy only."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    recipient = models.ForeignKey(MessageRecipient, on_delete=models.CASCADE, related_name="attachments", null=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    method = models.CharField(max_length=20, blank=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
