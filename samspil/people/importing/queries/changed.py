# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What an import changes, row by row: who, which field, from what to what."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from samspil.people.importing.queries.runs import shown
from samspil.people.persons.models import Employment, Guardianship, Person
from samspil.people.places.models import School, SchoolClass
from samspil.people.roles.models import BoardSeat

# Of each kind: the key of a row, and the values its fields will have.
Altered = dict[str, list[tuple[int, dict[str, Any]]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    label: str
    old: str
    new: str


@dataclasses.dataclass(frozen=True, slots=True)
class Changed:
    kind: str
    name: str
    place: str
    fields: list[Field]


def altered_pack(altered: Altered) -> str:
    return json.dumps(altered, cls=DjangoJSONEncoder)


def altered_unpack(packed: str | None) -> Altered:
    return json.loads(packed) if packed else {}


def changed_named(altered: Mapping[str, list[tuple[int, dict[str, Any]]]]) -> list[Changed]:
    """The rows as they stand now beside what they will be. A protected person's name and contact data are not told."""
    return [row for kind, rows in altered.items() for row in _of(kind, dict(rows))]


def _of(kind: str, values: dict[int, dict[str, Any]]) -> list[Changed]:
    rows, named = _KINDS[kind]
    return [
        Changed(kind, *named(row), [_field(row, name, value) for name, value in values[row.pk].items()])
        for row in rows.filter(pk__in=values).order_by("pk")
    ]


def _field(row: Model, name: str, new: Any) -> Field:
    if name == "classes":
        return Field(str(_("klasser")), *(", ".join(classes) or str(_("intet")) for classes in new))
    field: Any = row._meta.get_field(name)
    label = str(_("id")) if name == "external_id" else str(field.verbose_name)
    if isinstance(row, Person) and name in _SECRET and (row.name_protected or row.address_protected):
        return Field(label, _("beskyttet"), _("beskyttet"))
    return Field(label, _words(field, getattr(row, name)), _words(field, new))


def _words(field: Any, value: object) -> str:
    if value is None or value == "":
        return str(_("intet"))
    if isinstance(value, bool):
        return str(_("ja") if value else _("nej"))
    return str(dict(field.flatchoices).get(value, value))


_SECRET = {"given_name", "family_name", "email", "phone"}
_KINDS: dict[str, tuple[QuerySet[Any], Callable[[Any], tuple[str, str]]]] = {
    "schools": (School.objects.all(), lambda row: (row.name, "")),
    "classes": (SchoolClass.objects.select_related("school"), lambda row: (row.name, str(row.school))),
    "persons": (Person.objects.filter(erased_at__isnull=True), lambda row: (shown(row), "")),
    "guardians": (
        Guardianship.objects.select_related("guardian", "pupil"), lambda row: (shown(row.guardian), shown(row.pupil))
    ),
    # Of a team both values are kept: it is several rows, and the person's employment stands for them.
    "teams": (Employment.objects.select_related("person", "school"), lambda row: (shown(row.person), str(row.school))),
    "seats": (
        BoardSeat.objects.select_related("person", "board__school"),
        lambda row: (shown(row.person), str(row.board.school)),
    ),
}  # fmt: skip
