# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A few classes of two of the invented schools with their staff, brought in from files as a municipality would."""

import datetime as dt

from samspil.core import clock
from samspil.demo import places
from samspil.people.importing.actions.importing import import_files
from samspil.people.importing.files.tables import SourceFile
from samspil.people.places.queries import AUGUST, first_year


def load(*, now: dt.datetime) -> None:
    """From the first day of this school year."""
    first = first_year(clock.today(now))
    classes = ["institutionsnummer;skoleår;klasse"]
    staff = ["person-id;fornavn;efternavn;e-mail;institutionsnummer;rolle;klasser"]
    for school, names in places.CLASSES.items():
        classes += [f"{school};{first}-{first + 1};{name}" for name in names]
    for number, (school, role, name, teams) in enumerate(places.STAFF):
        given, _space, family = name.partition(" ")
        staff.append(f"demo-{number};{given};{family};{places.email(name)};{school};{role};{teams}")
    tables = {"klasser.csv": classes, "ansatte.csv": staff}
    files = [SourceFile(name, "\n".join(lines).encode()) for name, lines in tables.items()]
    import_files(files=files, on=dt.date(first, AUGUST, 1), by=None, now=now)
