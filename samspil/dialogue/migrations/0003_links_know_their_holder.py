# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Links sent before they knew their holder: the outbox says whom each was sent to."""

import json
from hashlib import sha256

from django.db import migrations

from samspil.people.persons.digests import email_digest


def holders(apps, schema_editor):
    AccessLink = apps.get_model("people", "AccessLink")
    Person = apps.get_model("people", "Person")
    sent = apps.get_model("delivery", "MessageRecipient").objects.filter(secrets__isnull=False)
    persons = dict(Person.objects.values_list("uuid", "pk"))
    unknown = AccessLink.objects.filter(person__isnull=True, role_address__isnull=False)
    for row in sent.only("secrets", "person_uuid", "address").iterator():
        digests = [sha256(secret.encode()).hexdigest() for secret in json.loads(row.secrets or "[]")]
        links = unknown.filter(secret_digest__in=digests)
        if row.person_uuid in persons:
            links.update(person_id=persons[row.person_uuid])
        elif row.person_uuid is None:
            links.update(mailbox_digest=email_digest(row.address))


def meetings(apps, schema_editor):
    AccessLink = apps.get_model("people", "AccessLink")
    places = {
        "invitation": apps.get_model("dialogue", "Invitation").objects.values_list("uuid", "meeting__uuid"),
        "letter": apps.get_model("dialogue", "Letter").objects.values_list("uuid", "meeting__uuid"),
        "hearing": apps.get_model("dialogue", "HearingAsk").objects.values_list("uuid", "hearing__meeting__uuid"),
    }
    for purpose, rows in places.items():
        found = {str(uuid): str(meeting) for uuid, meeting in rows}
        for link in AccessLink.objects.filter(purpose=purpose).only("scope").iterator():
            meeting = found.get(link.scope.get(purpose))
            if meeting is not None:
                link.scope = {**link.scope, "meeting": meeting}
                link.save(update_fields=["scope"])


def nothing(apps, schema_editor):
    """The links stay as they are: what is known of them does no harm."""


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0002_meeting_changes"),
        ("people", "0002_link_mailbox"),
        ("delivery", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(holders, nothing),
        migrations.RunPython(meetings, nothing),
    ]
