# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking a person out of the data, and handing out what it holds about them (GDPR articles 15 and 17).

Erasing keeps that somebody was there: counts, periods and the trail stay, words and ways of reaching them go.
"""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from samspil.core import audit, clock, registry
from samspil.core.danish import sort_key
from samspil.core.models import AuditPayload
from samspil.delivery.actions import address_erase, sender_erase
from samspil.people.addresses.models import RoleAddress
from samspil.people.links.models import AccessLink
from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person, User
from samspil.people.persons.queries.names import names_changed
from samspil.people.persons.queries.persons import persons_by_email
from samspil.people.places.models import Municipality
from samspil.people.roles import definitions as roles
from samspil.people.roles.actions import last_officer, officers_one_at_a_time
from samspil.people.roles.models import BoardSeat, CommitteeSeat, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

ERASED_NAME = "Slettet person"
_TIES: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Enrolment, ("pupil",)),
    (Guardianship, ("guardian", "pupil")),
    (Employment, ("person",)),
    (BoardSeat, ("person",)),
    (CommitteeSeat, ("person",)),
    (Role, ("person",)),
)


@transaction.atomic
def person_erase(*, person: Person, by: User | None, now: dt.datetime) -> dict[str, int]:
    """Erases a person everywhere, and answers how many rows each part of the system touched. Repeatable.

    Refused for the municipality's last officer.
    """
    officers_one_at_a_time()
    row = Person.objects.select_for_update().get(pk=person.pk)
    others = Role.objects.filter(code=roles.Officer.code, until_on__isnull=True).exclude(person=row)
    if Role.objects.filter(code=roles.Officer.code, until_on__isnull=True, person=row).exists() and not others.exists():
        raise last_officer()
    touched = registry.erase(row.uuid)
    if row.erased_at is None:
        row.refresh_from_db()
        audit.record(by=by, at=now, action="person_erase", obj=row, changes={"erased": (False, True)})
    names_changed()
    return touched


@transaction.atomic
def person_export(*, person: Person, by: User | None, now: dt.datetime) -> dict[str, "Mapping[str, object]"]:
    """All that the system holds about a person, by part, as JSON-able values under Danish headings."""
    audit.record(by=by, at=now, action="person_export", obj=person)
    return registry.export(person.uuid)


def eraser(person_uuid: UUID) -> int:
    """people's own part of an erasure."""
    now = clock.now()
    person = Person.objects.filter(uuid=person_uuid).first()
    if person is None or person.erased_at is not None:
        return 0
    user = User.objects.filter(person=person).first()
    emails = {email for email in (person.email, user.email if user else "") if email}
    touched = 1 + _account_erase(person) + _links_close(person, now) + _ties_end(person, clock.today(now))
    touched += _homes_forget(person)
    sender_erase(email=person.email or "", name=person.name)
    Person.objects.filter(pk=person.pk).update(
        given_name=ERASED_NAME,
        family_name="",
        sort_key=sort_key(ERASED_NAME),
        email=None,
        email_digest="",
        phone=None,
        phone_digest="",
        external_id=None,
        birth_year=None,
        language="",
        erased_at=now,
    )
    return touched + _mailboxes_clear(emails) + _contact_clear(person.name) + _log_ins_erase(user, emails)


def _mailboxes_clear(emails: set[str]) -> int:
    """Where mail to a role went to the person's own address it goes to the role's present holders again."""
    gone = [email for email in emails if not _is_somebodys(email)]
    return sum(RoleAddress.objects.filter(mailbox__iexact=email).update(mailbox="") for email in gone)


def _contact_clear(name: str) -> int:
    """The municipality's contact on accessibility is a person by name; its address and telephone are an office's."""
    return Municipality.objects.filter(accessibility_contact__icontains=name).update(accessibility_contact="")


def _account_erase(person: Person) -> int:
    """The account stays as a closed one without an address: what it did still has a doer."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return 0
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    user.email, user.is_active, user.language = f"{user.uuid}@slettet.invalid", False, ""
    user.save(update_fields=["email", "is_active", "language"])
    return 1


def _log_ins_erase(user: User | None, emails: set[str]) -> int:
    """Their sessions, and what was begun or sent at an address that nobody has any more.

    Whoever shares the address stays logged in, and the code that is on its way to it stays right.
    """
    gone = sorted(email for email in emails if not _is_somebodys(email))
    number = 0
    for session in Session.objects.iterator():
        held = session.get_decoded()
        words = json.dumps(held, ensure_ascii=False, default=str).casefold()
        is_theirs = user is not None and held.get(SESSION_KEY) == str(user.pk)
        if is_theirs or any(f'"{email.casefold()}"' in words for email in gone):
            session.delete()
            number += 1
    return number + sum(address_erase(email=email) for email in gone)


def _is_somebodys(email: str) -> bool:
    return User.objects.filter(email=email, is_active=True).exists() or persons_by_email(email).exists()


def _links_close(person: Person, now: dt.datetime) -> int:
    return AccessLink.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=now)


def _ties_end(person: Person, day: dt.date) -> int:
    count = 0
    for model, columns in _TIES:
        belongs = Q()
        for column in columns:
            belongs |= Q(**{column: person})
        rows = model._default_manager.filter(belongs).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
        count += rows.update(until_on=Greatest(F("from_on"), day, output_field=models.DateField()))
    return count


def _homes_forget(person: Person) -> int:
    """What the homes were called: a label may be a name."""
    rows = Guardianship.objects.filter(Q(guardian=person) | Q(pupil=person))
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    AuditPayload.objects.filter(entry__object_type=Guardianship._meta.label_lower, entry__object_pk__in=keys).delete()
    return rows.exclude(home="").update(home="")


def exporter(person_uuid: UUID) -> dict[str, Any]:
    """people's own part of an export."""
    person = Person.objects.filter(uuid=person_uuid).first()
    if person is None:
        return {}
    user = User.objects.filter(person=person).first()
    return {
        "person": {
            "id": str(person.uuid),
            "eksternt id": person.external_id,
            "fornavn": person.given_name,
            "efternavn": person.family_name,
            "sprog": person.language or "ukendt",
            "fødselsår": person.birth_year,
            "e-mail": person.email,
            "telefon": person.phone,
            "navnebeskyttelse": person.name_protected,
            "adressebeskyttelse": person.address_protected,
        },
        "konto": {"e-mail": user.email, "oprettet": user.created_at.isoformat()} if user else None,
        **_ties(person),
        "links": [
            {"formål": link.purpose, "lavet": link.created_at.isoformat(), "udløber": link.expires_at.isoformat()}
            for link in person.links.order_by("created_at", "pk")
        ],
    }


def _ties(person: Person) -> dict[str, Any]:
    """Where the person belongs and has belonged, oldest first."""
    return {
        "klasser": [
            _period(tie, klasse=f"{tie.school_class}, {tie.school_class.school}")
            for tie in person.enrolments.select_related("school_class__school").order_by("from_on", "pk")
        ],
        "er voksen for": [_guardianship(tie) for tie in person.guardianships.order_by("from_on", "pk")],
        "har som voksen": [_guardianship(tie) for tie in person.guarded_by.order_by("from_on", "pk")],
        "ansættelser": [
            _period(tie, skole=str(tie.school), rolle=str(tie.get_staff_role_display()))
            for tie in person.employments.select_related("school").order_by("from_on", "pk")
        ],
        "bestyrelser": [
            _period(tie, skole=str(tie.board.school), plads=str(tie.get_seat_display()), formand=tie.is_chair)
            for tie in person.board_seats.select_related("board__school").order_by("from_on", "pk")
        ],
        "udvalg": [
            _period(tie, udvalg=str(tie.committee))
            for tie in person.committee_seats.select_related("committee").order_by("from_on", "pk")
        ],
        "roller": [
            _period(tie, rolle=str(roles.BY_CODE[tie.code].title), **_class_of(tie))
            for tie in person.roles.select_related("school_class__school").order_by("from_on", "pk")
        ],
    }


def _guardianship(tie: Guardianship) -> dict[str, object]:
    return _period(
        tie,
        relation=str(tie.get_relation_display()),
        forældremyndighed=tie.custody,
        grund=str(tie.get_reason_display()) or "ikke oplyst",
        hjem=tie.home or "ikke oplyst",
        **{"må kontaktes": tie.contact_allowed},
    )


def _class_of(role: Role) -> dict[str, str]:
    return {"klasse": f"{role.school_class}, {role.school_class.school}"} if role.school_class else {}


def _period(tie: Any, **values: object) -> dict[str, object]:
    until = tie.until_on.isoformat() if tie.until_on else None
    return {"fra": tie.from_on.isoformat(), "til": until, **values}
