# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An agreement for each class of a city: nine lines, and its first version."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from samspil.agreements.enums import Per, Section
from samspil.agreements.rules import Content, LineSaid, minutes_a_week, to_json

if TYPE_CHECKING:
    import psycopg

    from samspil.demo.city.sizes import Size

LINES: tuple[tuple[Section, str, str, tuple[int, int, Per] | None], ...] = (
    (Section.PROMISE, "", "Vi ringer med godt nyt mindst to gange om året.", None),
    (Section.PROMISE, "", "Vi svarer inden for to skoledage.", None),
    (Section.CANNOT, "", "Vi kan ikke hjælpe med lektier efter klokken 15.", None),
    (Section.HOPE, "", "At I læser sammen, når der er ro til det.", (20, 3, Per.WEEK)),
    (Section.HOPE, "", "At I kigger i brevet om torsdagen.", (10, 1, Per.WEEK)),
    (Section.NOT_EXPECTED, "", "At I kommer til alt.", None),
    (Section.CHANNEL, "Jeres barn er syg", "Skriv før klokken 8.", None),
    (Section.GROUND, "", "Kom gerne ind om morgenen.", None),
    (Section.AIM, "", "At alle har nogen at lege med.", None),
)
_AGREEMENTS = """
INSERT INTO agreements_agreement (uuid, school_class_id, begun_at, letters_a_week, minutes_a_week, meetings_a_year,
    answer_days, review_on, revision)
SELECT md5('aftale' || class.external_id)::uuid, class.id, %(at)s, 1, 80, 1, 2, %(review)s, 1
FROM people_schoolclass AS class WHERE class.external_id LIKE 'by-klasse-%%' ORDER BY class.id
"""
_TEXTS = """
INSERT INTO core_text (uuid, original_language, created_at)
SELECT md5('linje' || class.external_id || '-' || n)::uuid, 'da', %(at)s
FROM generate_series(1, %(lines)s) AS n, people_schoolclass AS class
WHERE class.external_id LIKE 'by-klasse-%%' ORDER BY class.id, n
"""
_WORDS = """
INSERT INTO core_textversion (text_id, language, number, body, origin, written_at)
SELECT text.id, 'da', 1, %(words)s, 'original', %(at)s
FROM people_schoolclass AS class
JOIN core_text AS text ON text.uuid = md5('linje' || class.external_id || '-' || %(n)s)::uuid
WHERE class.external_id LIKE 'by-klasse-%%' ORDER BY class.id
"""
_LINES = """
INSERT INTO agreements_line (uuid, agreement_id, section, number, situation, text_id, minutes, times, per, needs_danish,
    needs_device, source, source_words, ref, drop_reason, revision)
SELECT text.uuid, agreement.id, %(section)s, %(n)s, %(situation)s, text.id, %(minutes)s, %(times)s, %(per)s, FALSE,
    FALSE, 'school', '', text.uuid, '', 0
FROM people_schoolclass AS class
JOIN core_text AS text ON text.uuid = md5('linje' || class.external_id || '-' || %(n)s)::uuid
JOIN agreements_agreement AS agreement ON agreement.school_class_id = class.id
WHERE class.external_id LIKE 'by-klasse-%%' ORDER BY class.id
"""
_VERSIONS = """
INSERT INTO agreements_agreementversion (uuid, agreement_id, number, issued_at, content, changes)
SELECT md5('udgave' || class.external_id)::uuid, agreement.id, 1, %(at)s,
    jsonb_set(%(content)s::jsonb, '{class}', to_jsonb(class.name::text)), ''
FROM agreements_agreement AS agreement
JOIN people_schoolclass AS class ON agreement.school_class_id = class.id
WHERE class.external_id LIKE 'by-klasse-%%' ORDER BY class.id
"""
_PRINCIPLES = """
INSERT INTO agreements_principleset (uuid, school_id, number, begun_at, adopted_at, changes)
SELECT md5('principper' || school.institution_number)::uuid, school.id, 1, %(at)s, %(at)s, ''
FROM people_school AS school
WHERE EXISTS (SELECT 1 FROM people_schoolclass AS class WHERE class.school_id = school.id
    AND class.external_id LIKE 'by-klasse-%%') ORDER BY school.id
"""


def fill(cursor: psycopg.Cursor[Any], size: Size, on: dt.date) -> None:
    at = dt.datetime.combine(on, dt.time(9), dt.UTC)
    values = {"at": at, "review": on + dt.timedelta(days=150), "lines": len(LINES), "content": json.dumps(_content())}
    cursor.execute(_AGREEMENTS, values)
    cursor.execute(_TEXTS, values)
    for number, (section, situation, words, price) in enumerate(LINES, start=1):
        minutes, times, per = price or (None, None, "")
        line = {"n": number, "section": section.value, "situation": situation, "words": words}
        cursor.execute(_WORDS, values | line)
        cursor.execute(_LINES, values | line | {"minutes": minutes, "times": times, "per": str(per)})
    cursor.execute(_VERSIONS, values)
    cursor.execute(_PRINCIPLES, values)


def _content() -> dict[str, Any]:
    figures = {"letters_a_week": 1, "minutes_a_week": 80, "meetings_a_year": 1, "answer_days": 2}
    lines = []
    for number, (section, situation, words, price) in enumerate(LINES, start=1):
        minutes = minutes_a_week(*price) if price else 0
        lines.append(LineSaid(str(number), section, {"da": words}, situation=situation, minutes=minutes))
    return to_json(Content(school="Skolen", class_name="", year="", lines=tuple(lines), figures=figures))
