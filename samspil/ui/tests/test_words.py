# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from samspil.ui import words

pytestmark = pytest.mark.locale

EVENING = datetime(2026, 10, 7, 15, 5, tzinfo=UTC)


def test_moments_are_shown_as_on_the_wall_in_denmark():
    assert words.clock_time(EVENING) == "17.05"
    assert words.short_date(datetime(2026, 10, 7, 22, 30, tzinfo=UTC)) == "08.10.2026"


def test_a_day_in_a_sentence_is_written_out():
    assert words.long_date(date(2026, 10, 7)) == "onsdag 7. oktober"
    assert words.long_date(EVENING, year=True) == "onsdag 7. oktober 2026"


@pytest.mark.parametrize(("language", "day"), [("en", "Wednesday 7 October"), ("ar", "الأربعاء 7 أكتوبر")])
def test_a_day_is_written_in_the_readers_language(language, day):
    with translation.override(language):
        assert words.long_date(date(2026, 10, 7)) == day


def test_a_span_has_a_dash_between():
    assert words.span(time(17), time(19, 30)) == "17.00–19.30"


def test_weeks_are_counted_as_schools_count_them():
    assert words.week(date(2026, 10, 7)) == 41
    assert words.week(date(2027, 1, 1)) == 53


@pytest.mark.parametrize(
    ("language", "written"),
    [("da", ["1.240", "2,1", "0"]), ("en", ["1,240", "2.1", "0"]), ("ar", ["1.240", "2,1", "0"])],
)
def test_numbers_are_written_in_the_readers_way(language, written):
    with translation.override(language):
        assert [words.number(1240), words.number(2.1), words.number(0)] == written


@pytest.mark.parametrize(
    ("size", "written"),
    [(2_100_000, "2,1 MB"), (340_000, "340 kB"), (12, "1 kB"), (0, "1 kB"), (200_000_000, "200,0 MB")],
)
def test_sizes_are_no_more_precise_than_a_reader_needs(size, written):
    assert words.file_size(size) == written


@pytest.mark.parametrize(("language", "written"), [("da", "»Hej«"), ("en", "“Hej”"), ("ar", "«Hej»")])
def test_quotation_marks_are_those_of_the_language(language, written):
    with translation.override(language):
        assert words.quoted("Hej") == written
