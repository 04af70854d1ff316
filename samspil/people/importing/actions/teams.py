# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The part of a plan about classes' teams: only those whose lines in the staff's file name classes are looked at."""

from samspil.people.importing.actions.plan import Plan, key_of, ref_to
from samspil.people.importing.actions.state import State
from samspil.people.importing.files.fields import class_parts
from samspil.people.importing.files.rows import Batch, Problem, StaffRow
from samspil.people.persons.models import Employment, Person
from samspil.people.places.enums import GroupKind
from samspil.people.places.models import School, SchoolClass
from samspil.people.places.queries import first_year
from samspil.people.roles.definitions import ClassTeam
from samspil.people.roles.models import Role


class WholePlan(Plan):
    def __init__(self, batch: Batch, state: State) -> None:
        super().__init__(batch, state)
        first = first_year(self.on)
        self._this_year = f"{first}-{first + 1}"
        self._named: dict[tuple[int, str, object], list[SchoolClass]] = {}
        for key, row in state.classes.items():
            if isinstance(key, tuple) and row.kind == GroupKind.MAIN:
                self._named.setdefault((key[0], key[1], _plain(str(key[3]))), []).append(row)
        self._employed: dict[tuple[int, int], Employment] = {}
        for (person, school, _role), employment in state.employments.items():
            self._employed.setdefault((person, school), employment)
        self._teams()

    def _teams(self) -> None:
        said: dict[tuple[int, int, str], dict[int, SchoolClass]] = {}
        people: dict[int, Person | int] = {}
        for row in self.batch.staff or []:
            school = self.state.schools.get(row.institution_number)
            if row.teams is None or school is None:
                continue
            person = self._person(row.person)
            who = key_of(person)
            people[who] = person
            for year in row.teams.years:
                said.setdefault((who, key_of(school), year or self._this_year), {})
            for year, name in row.teams.classes:
                found = self._class_named(row, school, year or self._this_year, name)
                if found is not None:
                    said[(who, key_of(school), year or self._this_year)][key_of(found)] = found
        for key, classes in said.items():
            self._team(key, people[key[0]], classes)

    def _class_named(self, row: StaffRow, school: School, year: str, name: str) -> SchoolClass | None:
        """By its exact name, or else by one that says the same, if only one does."""
        same = self._named.get((school.pk or id(school), year, _plain(name)), [])
        found = [one for one in same if one.name == name] or same
        if len(found) == 1 and found[0].year.ends_on > self.on:
            return found[0]
        words = f"Skoleåret {year} er slut. Skriv klasserne i dette skoleår."
        if len(found) > 1:
            either = " eller ".join(sorted(one.name for one in found))
            words = f"»{name}« kan være {either}. Skriv klassens navn, som det står på listen."
        elif not found:
            words = (
                f"Klassen »{name}« findes ikke på {school.name} i skoleåret {year}. Hører den til en anden skole, "
                "så giv den en linje med den skoles institutionsnummer."
            )
        self.problems.append(Problem(words=words, where=row.where))
        return None

    def _team(self, key: tuple[int, int, str], person: Person | int, classes: dict[int, SchoolClass]) -> None:
        """Somebody's teams at one school in one school year become these."""
        count, known = self.counts["teams"], self.state.teams.get(key, [])
        before = {row.school_class_id for row in known}
        for class_key, place in classes.items():
            if class_key in before:
                count.same += 1
                continue
            role = Role(
                **ref_to("person", person), code=ClassTeam.code, school_class=place,
                from_on=max(self.on, place.year.starts_on), until_on=place.year.ends_on,
            )  # fmt: skip
            self._add(role, count)
        self._end_missing(count, known, lambda role: role.school_class_id in classes, Role)
        employment = self._employed.get(key[:2])
        if employment is not None and before != classes.keys():
            old = sorted({str(row.school_class) for row in known})
            self._show("teams", employment.pk, {"classes": [old, sorted(map(str, classes.values()))]})


def _plain(name: str) -> object:
    """The same for "3.a", "3A" and "3. a"."""
    parts = class_parts(name)
    return name.lower() if parts[0] is None else parts
