# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import samspil.core.fields
import samspil.people.fields
import uuid
from django.conf import settings
from samspil.core.database import Extension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        Extension("btree_gist"),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
            ],
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('is_only', models.BooleanField(default=True, editable=False, unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='navn')),
                ('department', models.CharField(blank=True, max_length=150, verbose_name='forvaltning')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('address', models.TextField(blank=True, verbose_name='adresse')),
                ('website', models.URLField(blank=True, verbose_name='hjemmeside')),
                ('accessibility_contact', models.CharField(blank=True, max_length=150, verbose_name='kontakt om tilgængelighed')),
                ('accessibility_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail om tilgængelighed')),
                ('accessibility_phone', models.CharField(blank=True, max_length=30, verbose_name='telefon om tilgængelighed')),
                ('accessibility_statement_url', models.URLField(blank=True, verbose_name='tilgængelighedserklæring')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_only', True)), name='municipality_only_one', violation_error_message='En installation har én kommune.')],
            },
        ),
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('name', models.CharField(max_length=150, verbose_name='navn')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='people.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True, unique=True)),
                ('given_name', models.CharField(max_length=100, verbose_name='fornavn')),
                ('family_name', models.CharField(blank=True, max_length=100, verbose_name='efternavn')),
                ('sort_key', samspil.core.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=1000)),
                ('language', models.CharField(default='da', max_length=10, verbose_name='sprog')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='fødselsår')),
                ('email', samspil.core.fields.SecretTextField(blank=True, null=True, verbose_name='e-mail')),
                ('email_digest', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('phone', samspil.core.fields.SecretTextField(blank=True, null=True, verbose_name='telefon')),
                ('phone_digest', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('name_protected', models.BooleanField(default=False, verbose_name='navnebeskyttelse')),
                ('address_protected', models.BooleanField(default=False, verbose_name='adressebeskyttelse')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('birth_year__isnull', True), models.Q(('birth_year__gte', 1900), ('birth_year__lte', 2100)), _connector='OR'), name='person_birth_year', violation_error_message='Fødselsåret skal ligge mellem 1900 og 2100.'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email__isnull', True), ('external_id__isnull', True), ('phone__isnull', True)), _connector='OR'), name='person_erased_is_empty', violation_error_message='En slettet person har ingen kontaktoplysninger.')],
            },
        ),
        migrations.CreateModel(
            name='Guardianship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('relation', models.CharField(choices=[('mor', 'Mor'), ('far', 'Far'), ('foraelder', 'Forælder'), ('stedforaelder', 'Stedforælder'), ('vaerge', 'Værge'), ('plejefamilie', 'Plejefamilie'), ('anden', 'Anden voksen')], default='foraelder', max_length=15, verbose_name='relation')),
                ('custody', models.BooleanField(default=True, verbose_name='forældremyndighed')),
                ('contact_allowed', models.BooleanField(default=True, verbose_name='må kontaktes')),
                ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='people.person')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guarded_by', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='CommitteeSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('is_chair', models.BooleanField(default=False, verbose_name='formand')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.committee')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_seats', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='BoardSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('seat', models.CharField(choices=[('foraelder', 'Forældrerepræsentant'), ('medarbejder', 'Medarbejderrepræsentant'), ('elev', 'Elevrepræsentant'), ('lokal', 'Repræsentant for lokalsamfundet')], default='foraelder', max_length=12, verbose_name='plads')),
                ('is_chair', models.BooleanField(default=False, verbose_name='formand')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.board')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_seats', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', samspil.people.fields.LoginEmailField(error_messages={'unique': 'Der er allerede en bruger med den e-mail.'}, max_length=254, unique=True, verbose_name='e-mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktiv')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='sprog på siderne')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('formand', 'Formanden for skolebestyrelsen'), ('bestyrelse', 'Hele skolebestyrelsen'), ('ledelse', 'Skolens ledelse'), ('udvalg', 'Udvalget'), ('forvaltning', 'Forvaltningen')], max_length=12, verbose_name='slags')),
                ('mailbox', models.EmailField(blank=True, max_length=254, verbose_name='fast postkasse')),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='people.board')),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='people.committee')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='AccessLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('secret_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('purpose', models.SlugField(max_length=40)),
                ('scope', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('use_count', models.PositiveIntegerField(default=0)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='links', to='people.person')),
                ('role_address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='links', to='people.roleaddress')),
            ],
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('institution_number', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-ZÆØÅ]{6}$', 'Et institutionsnummer har seks tegn: tal eller store bogstaver.')], verbose_name='institutionsnummer')),
                ('name', models.CharField(max_length=150, verbose_name='navn')),
                ('sort_key', samspil.core.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=1000)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
                ('address', models.TextField(blank=True, verbose_name='adresse')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='school_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'), models.CheckConstraint(condition=models.Q(('institution_number__regex', '^[0-9A-ZÆØÅ]{6}$')), name='school_institution_number', violation_error_message='Et institutionsnummer har seks tegn: tal eller store bogstaver.')],
            },
        ),
        migrations.AddField(
            model_name='roleaddress',
            name='school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='people.school'),
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('staff_role', models.CharField(choices=[('laerer', 'Lærer'), ('paedagog', 'Pædagog'), ('vikar', 'Vikar'), ('leder', 'Leder'), ('ledelse', 'Ledelse'), ('tap', 'TAP'), ('konsulent', 'Konsulent')], max_length=12, verbose_name='rolle')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='people.school')),
            ],
        ),
        migrations.AddField(
            model_name='board',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='boards', to='people.school'),
        ),
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True, unique=True)),
                ('kind', models.CharField(choices=[('hovedgruppe', 'Hovedgruppe'), ('aargang', 'Årgang'), ('retning', 'Retning'), ('hold', 'Hold'), ('sfo', 'SFO'), ('team', 'Team'), ('andet', 'Andet')], default='hovedgruppe', max_length=12, verbose_name='slags')),
                ('grade', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)], verbose_name='klassetrin')),
                ('letter', models.CharField(blank=True, max_length=10, verbose_name='spor')),
                ('name', models.CharField(max_length=60, verbose_name='navn')),
                ('sort_key', samspil.core.fields.SortKeyField(db_collation='C', editable=False, max_length=1000)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='people.school')),
            ],
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('code', models.CharField(max_length=30, verbose_name='rolle')),
                ('meeting', models.UUIDField(blank=True, null=True)),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.board')),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.committee')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.municipality')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='people.person')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.school')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.schoolclass')),
            ],
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.person')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.schoolclass')),
            ],
        ),
        migrations.CreateModel(
            name='SchoolYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=9, unique=True, validators=[django.core.validators.RegexValidator('^\\d{4}-\\d{4}$', 'Et skoleår skrives som 2026-2027.')], verbose_name='navn')),
                ('starts_on', models.DateField(verbose_name='begynder')),
                ('ends_on', models.DateField(verbose_name='slutter før')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='school_year_in_order', violation_error_message='Skoleåret slutter, før det begynder.'), models.CheckConstraint(condition=models.Q(('name__regex', '^\\d{4}-\\d{4}$')), name='school_year_name', violation_error_message='Et skoleår skrives som 2026-2027.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('starts_on', 'ends_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='school_year_no_overlap', violation_error_message='Skoleåret overlapper et andet skoleår.')],
            },
        ),
        migrations.AddField(
            model_name='schoolclass',
            name='year',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='people.schoolyear'),
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('venter', 'Venter'), ('i_gang', 'I gang'), ('afbrudt', 'Afbrudt'), ('proevet', 'Prøvet'), ('gennemfoert', 'Gennemført'), ('droppet', 'Droppet')], default='venter', max_length=12)),
                ('asked', models.CharField(choices=[('proev', 'Læse den igennem'), ('goer', 'Hente den ind')], default='proev', max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('confirmed', models.JSONField(blank=True, default=list)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('file_name', models.CharField(max_length=200, verbose_name='fil')),
                ('file_digest', models.CharField(max_length=64)),
                ('content', samspil.core.fields.SecretTextField(blank=True, null=True)),
                ('report', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['gennemfoert', 'droppet']), _negated=True), models.Q(('content__isnull', True), ('decided_at__isnull', False)), _connector='OR'), name='import_run_content_until_decided', violation_error_message='Filen gemmes kun, til der er taget stilling.')],
            },
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='committee_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('name', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='committee_name_once', violation_error_message='Der er allerede et udvalg med det navn i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='guardianship',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='guardianship_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='guardianship',
            constraint=models.CheckConstraint(condition=models.Q(('guardian', models.F('pupil')), _negated=True), name='guardianship_of_another', violation_error_message='Ingen kan være forælder til sig selv.'),
        ),
        migrations.AddConstraint(
            model_name='guardianship',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('guardian', '='), ('pupil', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='guardianship_no_overlap', violation_error_message='Den voksne er allerede knyttet til barnet i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='committeeseat',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='committee_seat_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='committeeseat',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_chair', True)), expressions=[('committee', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='committee_seat_one_chair', violation_error_message='Udvalget har allerede en formand i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='committeeseat',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('committee', '='), ('person', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='committee_seat_person_once', violation_error_message='Personen sidder allerede i udvalget i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='board_seat_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_chair', True)), expressions=[('board', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='board_seat_one_chair', violation_error_message='Bestyrelsen har allerede en formand i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('board', '='), ('person', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='board_seat_person_once', violation_error_message='Personen sidder allerede i bestyrelsen i den periode.'),
        ),
        migrations.AddIndex(
            model_name='accesslink',
            index=models.Index(fields=['purpose', 'expires_at'], name='access_link_purpose'),
        ),
        migrations.AddConstraint(
            model_name='accesslink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='access_link_expires_later', violation_error_message='Linket udløber, før det er lavet.'),
        ),
        migrations.AddConstraint(
            model_name='accesslink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('last_used_at__isnull', True), ('use_count', 0)), models.Q(('last_used_at__isnull', False), ('use_count__gt', 0)), _connector='OR'), name='access_link_use_is_paired', violation_error_message='Antal gange og tidspunkt for brug skal følges ad.'),
        ),
        migrations.AddConstraint(
            model_name='roleaddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('board__isnull', False), ('committee__isnull', True), ('kind__in', ['formand', 'bestyrelse']), ('municipality__isnull', True), ('school__isnull', True)), models.Q(('board__isnull', True), ('committee__isnull', True), ('kind', 'ledelse'), ('municipality__isnull', True), ('school__isnull', False)), models.Q(('board__isnull', True), ('committee__isnull', False), ('kind', 'udvalg'), ('municipality__isnull', True), ('school__isnull', True)), models.Q(('board__isnull', True), ('committee__isnull', True), ('kind', 'forvaltning'), ('municipality__isnull', False), ('school__isnull', True)), _connector='OR'), name='role_address_fits_kind', violation_error_message='Adressen skal høre til det, dens slags siger.'),
        ),
        migrations.AddConstraint(
            model_name='roleaddress',
            constraint=models.UniqueConstraint(fields=('kind', 'board'), name='role_address_board_once', violation_error_message='Adressen findes allerede.'),
        ),
        migrations.AddConstraint(
            model_name='roleaddress',
            constraint=models.UniqueConstraint(fields=('kind', 'school'), name='role_address_school_once', violation_error_message='Adressen findes allerede.'),
        ),
        migrations.AddConstraint(
            model_name='roleaddress',
            constraint=models.UniqueConstraint(fields=('kind', 'committee'), name='role_address_committee_once', violation_error_message='Adressen findes allerede.'),
        ),
        migrations.AddConstraint(
            model_name='roleaddress',
            constraint=models.UniqueConstraint(fields=('kind', 'municipality'), name='role_address_municipality_once', violation_error_message='Adressen findes allerede.'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='employment_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('school', '='), ('staff_role', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='employment_no_overlap', violation_error_message='Personen har allerede den rolle på skolen i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='board_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='board_one_at_a_time', violation_error_message='Skolen har allerede en bestyrelse i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='role_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('municipality'), models.F('school'), models.F('school_class'), models.F('board'), models.F('committee'), models.F('meeting'), function='num_nonnulls', output_field=models.IntegerField()), 1), name='role_exactly_one_scope', violation_error_message='Rollen skal gælde præcis ét sted.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('code', '='), ('municipality', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_municipality_no_overlap', violation_error_message='Personen har allerede den rolle i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('code', '='), ('school', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_school_no_overlap', violation_error_message='Personen har allerede den rolle i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('code', '='), ('school_class', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_school_class_no_overlap', violation_error_message='Personen har allerede den rolle i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('code', '='), ('board', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_board_no_overlap', violation_error_message='Personen har allerede den rolle i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('code', '='), ('committee', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_committee_no_overlap', violation_error_message='Personen har allerede den rolle i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('code', '='), ('meeting', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_meeting_no_overlap', violation_error_message='Personen har allerede den rolle i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='enrolment_period_in_order', violation_error_message='Datoen »til« ligger før datoen »fra«.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('pupil', '='), ('school_class', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='enrolment_no_overlap', violation_error_message='Eleven går allerede i klassen i den periode.'),
        ),
        migrations.AddConstraint(
            model_name='schoolclass',
            constraint=models.UniqueConstraint(fields=('school', 'year', 'kind', 'name'), name='school_class_name_once', violation_error_message='Skolen har allerede en klasse med det navn i det skoleår.'),
        ),
        migrations.AddConstraint(
            model_name='schoolclass',
            constraint=models.CheckConstraint(condition=models.Q(('grade__isnull', True), ('grade__lte', 10), _connector='OR'), name='school_class_grade', violation_error_message='Klassetrin går fra 0 til 10.'),
        ),
    ]
