# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The turn of the school year: a draft for each class of a city, from last year's agreement.

    python -m bench.restart

On the demo's database of a city (bench.municipality), in a transaction that is rolled back: the classes of the year
after are made with the same pupils, and roll over. The baseline is the same work class by class, measured on some.
"""

import datetime as dt
import json
import time
from importlib import import_module
from typing import Any

from bench.municipality import municipality

ONE_BY_ONE = 40

_CLASSES = """
INSERT INTO people_schoolclass (uuid, external_id, school_id, year_id, kind, grade, letter, name, sort_key)
SELECT gen_random_uuid(), 'efter-' || class.id, class.school_id, %(year)s, class.kind, NULL, class.letter,
    class.name || ' efter', class.sort_key
FROM people_schoolclass AS class JOIN agreements_agreement AS agreement ON agreement.school_class_id = class.id
"""
_PUPILS = """
INSERT INTO people_enrolment (pupil_id, school_class_id, from_on)
SELECT former.pupil_id, class.id, %(starts_on)s
FROM people_schoolclass AS class
JOIN people_enrolment AS former ON class.external_id = 'efter-' || former.school_class_id
WHERE class.year_id = %(year)s
"""


def main() -> None:
    with municipality("city"):
        print(json.dumps(measured(), indent=2))


def measured() -> dict[str, Any]:
    db = import_module("django.db")
    places = import_module("samspil.people.models")
    drafting = import_module("samspil.agreements.actions.drafting")
    models = import_module("samspil.agreements.models")
    now = dt.datetime.now(tz=dt.UTC)
    with db.transaction.atomic():
        year = _year_after(db, places, now)
        first_day = dt.datetime.combine(year.starts_on, dt.time(12), dt.UTC)
        some = list(places.SchoolClass.objects.filter(year=year).order_by("pk")[:ONE_BY_ONE])
        with db.transaction.atomic():
            began = time.perf_counter()
            for row in some:
                drafting.agreement_begin(school_class=row, by=None, now=first_day)
            one_by_one = (time.perf_counter() - began) / len(some)
            db.transaction.set_rollback(True)
        began = time.perf_counter()
        number = drafting.agreements_roll_over(year=year, by=None, now=now)
        taken = time.perf_counter() - began
        lines = models.Line.objects.filter(agreement__school_class__year=year).count()
        db.transaction.set_rollback(True)
    return {
        "classes": number,
        "lines": lines,
        "roll-over, s": round(taken, 2),
        "class by class, s": round(one_by_one * number, 2),
    }


def _year_after(db: Any, places: Any, now: dt.datetime) -> Any:
    present = places.SchoolYear.objects.get(starts_on__lte=now, ends_on__gt=now)
    first = present.ends_on
    year, _is_new = places.SchoolYear.objects.get_or_create(
        name=f"{first.year}-{first.year + 1}",
        defaults={"starts_on": first, "ends_on": first.replace(year=first.year + 1)},
    )
    with db.connection.cursor() as cursor:
        values = {"year": year.pk, "starts_on": year.starts_on}
        cursor.execute(_CLASSES, values)
        cursor.execute(_PUPILS, values)
        cursor.execute("ANALYZE people_schoolclass, people_enrolment")
    return year


if __name__ == "__main__":
    main()
