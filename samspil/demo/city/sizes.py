# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How many of each a municipality in bulk has."""

from dataclasses import dataclass

_CLASS_SIZE = 22
_CLASSES_AT_A_SCHOOL = 20


@dataclass(frozen=True, slots=True)
class Size:
    """`classes` are those of each school. `accounts`: with contact data, boards, leaders and their log-in.

    Each family has one guardian or two, and a child or more: all that the numbers do not name go round the families
    once more. Nobody is written to, and nobody may log in, in a size without accounts.
    """

    schools: int
    classes: int
    families: int
    pupils: int
    guardians: int
    staff: int
    accounts: bool

    @property
    def persons(self) -> int:
        return self.pupils + self.guardians + self.staff


def crowd(persons: int) -> Size:
    """Persons alone (at least three): one in ten is staff, the others are families of one pupil and two guardians."""
    staff = persons // 10
    families = max(1, (persons - staff) // 3)
    classes = -(-families // _CLASS_SIZE)
    schools = -(-classes // _CLASSES_AT_A_SCHOOL)
    return Size(
        schools=schools,
        classes=-(-classes // schools),
        families=families,
        pupils=families,
        guardians=2 * families,
        staff=staff,
        accounts=False,
    )


# Beside a meeting, which goes as without them.
CROWD = crowd(20_000)
# With the demo's own seven there are 75 schools.
CITY = Size(
    schools=68, classes=23, families=29_000, pupils=35_000, guardians=55_000, staff=4_400, accounts=True
)  # fmt: skip
