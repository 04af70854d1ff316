# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0

import django.db.models.deletion
import samspil.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('ref', models.UUIDField(null=True)),
                ('subject', models.CharField(max_length=998)),
                ('text', samspil.core.fields.SecretTextField(null=True)),
                ('html', samspil.core.fields.SecretTextField(null=True)),
                ('sender_name', models.CharField(blank=True, max_length=200)),
                ('reply_to', models.CharField(blank=True, max_length=320)),
                ('confidential', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('purged_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['ref', 'kind'], name='delivery_message_ref')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', ''), _negated=True), name='delivery_message_has_kind')],
            },
        ),
        migrations.CreateModel(
            name='MessageRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('ref', models.UUIDField(null=True)),
                ('key', models.CharField(max_length=200)),
                ('mail_id', models.CharField(max_length=300, unique=True)),
                ('person_uuid', models.UUIDField(db_index=True, null=True)),
                ('address', samspil.core.fields.SecretTextField(null=True)),
                ('name', samspil.core.fields.SecretTextField(null=True)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('subject', models.CharField(blank=True, max_length=998)),
                ('text', samspil.core.fields.SecretTextField(null=True)),
                ('html', samspil.core.fields.SecretTextField(null=True)),
                ('secrets', samspil.core.fields.SecretTextField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Venter'), ('sending', 'Sendes nu'), ('sent', 'Sendt'), ('failed', 'Kom ikke frem'), ('in_doubt', 'Uvist')], default='waiting', max_length=8)),
                ('state_at', models.DateTimeField()),
                ('urgent', models.BooleanField(default=False)),
                ('due_at', models.DateTimeField(null=True)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('retries', models.PositiveSmallIntegerField(default=0)),
                ('leased_by', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('handing_over_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('transport', models.CharField(blank=True, choices=[('smtp', 'Sendt som mail'), ('kept', 'Kun i udbakken'), ('counted', 'Regnet som sendt')], max_length=8)),
                ('failure', models.CharField(blank=True, choices=[('address-unknown', 'Adressen findes ikke hos modtagerens mailserver.'), ('mailbox-full', 'Modtagerens postkasse er fuld.'), ('too-large', 'Mailen er for stor til modtagerens mailserver.'), ('not-wanted', 'Modtagerens mailserver vil ikke tage imod mailen.'), ('refused', 'Mailserveren afviste mailen.'), ('no-contact', 'Vi kunne ikke få forbindelse til mailserveren.'), ('not-let-in', 'Mailserveren afviste vores brugernavn eller adgangskode.'), ('broken-off', 'Forbindelsen til mailserveren blev afbrudt, før mailen var afleveret.'), ('later', 'Mailserveren bad os komme igen senere.'), ('address-unusable', 'Adressen kan ikke bruges. Ret den, og send igen.'), ('cannot-write', 'Mailen kunne ikke sættes sammen. Det er en fejl hos os.'), ('bounced', 'Mailen kom retur.'), ('erased', 'Modtageren er slettet.')], max_length=20)),
                ('server_reply', samspil.core.fields.SecretTextField(null=True)),
                ('resolution', models.CharField(blank=True, choices=[('again', 'Sendt igen'), ('counted', 'Regnet som sendt')], max_length=8)),
                ('resolved_by', models.UUIDField(null=True)),
                ('resolved_at', models.DateTimeField(null=True)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='delivery.message')),
            ],
        ),
        migrations.CreateModel(
            name='MessageAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=120)),
                ('method', models.CharField(blank=True, max_length=20)),
                ('content', models.BinaryField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='delivery.message')),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='delivery.messagerecipient')),
            ],
        ),
        migrations.AddIndex(
            model_name='messagerecipient',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['-urgent', 'due_at', 'id'], name='delivery_waiting'),
        ),
        migrations.AddIndex(
            model_name='messagerecipient',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='delivery_leased'),
        ),
        migrations.AddIndex(
            model_name='messagerecipient',
            index=models.Index(fields=['ref', 'kind'], name='delivery_recipient_ref'),
        ),
        migrations.AddIndex(
            model_name='messagerecipient',
            index=models.Index(fields=['-state_at', '-id'], name='delivery_recent'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.UniqueConstraint(fields=('kind', 'ref', 'key'), name='delivery_recipient_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'failed', 'in_doubt'])), name='delivery_recipient_state'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), models.Q(('due_at__isnull', False), ('handing_over_at__isnull', True)), _connector='OR'), name='delivery_waiting_is_due'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), ('lease_until__isnull', False), ('leased_by__isnull', False)), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True), ('leased_by__isnull', True)), _connector='OR'), name='delivery_sending_is_leased'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent'), models.Q(('transport', ''), _negated=True)), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True), ('transport', '')), _connector='OR'), name='delivery_sent_says_when'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='delivery_failed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_doubt'), _negated=True), ('handing_over_at__isnull', False), _connector='OR'), name='delivery_doubt_was_handed_over'),
        ),
        migrations.AddConstraint(
            model_name='messagerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution', ''), ('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(models.Q(('resolution', ''), _negated=True), ('resolved_at__isnull', False)), _connector='OR'), name='delivery_resolution_pair'),
        ),
    ]
