# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.db import connection

from samspil.core.fields import CannotDecryptError
from samspil.core.models import AuditEntry, AuditPayload
from samspil.core.tests.actors import NOON


@pytest.fixture
def payload(db):
    entry = AuditEntry.objects.create(at=NOON, action="a", object_type="core.text", object_pk="1")
    return AuditPayload.objects.create(entry=entry, salt=b"s", values="Åse Ørsted 👋")


def test_secret_text_is_ciphertext_in_the_database_and_plain_in_python(payload):
    with connection.cursor() as cursor:
        cursor.execute("SELECT values FROM core_auditpayload")
        stored = cursor.fetchone()[0]

    assert "Åse" not in stored
    assert AuditPayload.objects.get().values == "Åse Ørsted 👋"


def test_what_no_key_opens_is_an_error_and_not_a_line_of_ciphertext(payload):
    AuditPayload.objects.filter(pk=payload.pk)
    other = AuditEntry.objects.create(at=NOON, action="b", object_type="core.text", object_pk="2")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_auditpayload (entry_id, salt, values) VALUES (%s, 's', 'gAAAAforeign')", [other.pk]
        )

    with pytest.raises(CannotDecryptError, match="SAMSPIL_SALT_KEYS"):
        AuditPayload.objects.get(entry=other)
