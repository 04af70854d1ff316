# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# Made by makemigrations; the extensions and the `kept` triggers are ours: carry them over when it is made anew.

import django.db.models.deletion
import samspil.core.fields
import uuid
from django.db import migrations, models

from samspil.core.database import Extension, kept


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        Extension("btree_gist"),
        Extension("pg_trgm"),
        Extension("unaccent"),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('original_language', models.CharField(max_length=12)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField()),
                ('by_uuid', models.UUIDField(null=True)),
                ('action', models.CharField(max_length=80)),
                ('object_type', models.CharField(max_length=80)),
                ('object_pk', models.CharField(max_length=64)),
                ('object_uuid', models.UUIDField(null=True)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('changes', models.JSONField(default=dict)),
                ('digests', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['object_type', 'object_pk', 'at'], name='core_audit_object'), models.Index(fields=['by_uuid', 'at'], name='core_audit_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action', ''), _negated=True), models.Q(('object_type', ''), _negated=True)), name='core_auditentry_says_what')],
            },
        ),
        migrations.CreateModel(
            name='AuditPayload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_uuid', models.UUIDField(db_index=True, null=True)),
                ('salt', models.BinaryField(max_length=32)),
                ('values', samspil.core.fields.SecretTextField()),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payload', to='core.auditentry')),
            ],
        ),
        migrations.CreateModel(
            name='TextVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('number', models.PositiveIntegerField()),
                ('body', models.TextField(blank=True)),
                ('origin', models.CharField(choices=[('original', 'original'), ('human', 'oversat af et menneske'), ('machine', 'oversat af en maskine')], max_length=8)),
                ('written_by', models.UUIDField(null=True)),
                ('written_at', models.DateTimeField()),
                ('approved_by', models.UUIDField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='core.text')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('text', 'language', 'number'), name='core_textversion_once'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='core_textversion_approval_pair'), models.CheckConstraint(condition=models.Q(('origin__in', ['original', 'human', 'machine'])), name='core_textversion_origin'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='core_textversion_numbered')],
            },
        ),
        kept("core_auditentry", against="UPDATE OR DELETE"),
        kept("core_auditpayload", against="UPDATE"),
    ]
