# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What may be a CPR number, and what only looks so."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.written import cpr_numbers


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "Hun hedder 0101901234.",
        "Karl 010190 1234 går i 2.b",
        "(010190–1234)",
        "01.01.90-1234",
        "01 01 90 1234",
        "CPR010190-1234",
        "cpr:010190 - 1234",
        "٠١٠١٩٠-١٢٣٤",
        "linje\n010190-1234\nlinje",
        "010190/1234",
        "010190\u22121234",
        "010190\u200b1234",
        "01\u200b01\u00ad90-\u20601234",
        "010190-1234, kravlegården",
        "010190-1234.",
        "Født 010190-1234 - kr. 200",
    ],
)
def test_a_cpr_number_is_seen_however_it_is_set_apart(text):
    assert cpr_numbers(text) == ["0101901234"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "320190-1234",
        "311190-1234",
        "290201-1234",
        "011390-1234",
        "+45 0101901234",
        "10101901234",
        "010190-12345",
        "Ring 20 30 40 50",
        "01.12.26 2000 kr.",
        "Turen 01.12.26 2500 kroner",
        "Den 01.12.26 1200,- pr. klasse",
        "Den 01.12.26 1200,50",
        "Mødet 01.01.1990",
        "1793347237123",
        "b7010190-1234-4cde-8f00-0101901234ab",
    ],
)
def test_what_is_no_day_or_a_longer_number_is_none(text):
    assert cpr_numbers(text) == []


def test_a_replacement_number_and_a_leap_day_are_seen():
    assert cpr_numbers("610190-1234 og 290204-4321") == ["6101901234", "2902044321"]


@given(st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)), st.integers(0, 3999), st.sampled_from(["", "-", " "]))
def test_every_day_of_a_century_is_a_day(day, last, between):
    assert cpr_numbers(f"{day:%d%m%y}{between}{last:04}") == [f"{day:%d%m%y}{last:04}"]


@given(st.uuids())
def test_an_id_is_never_taken_for_one(value: uuid.UUID):
    assert cpr_numbers(str(value)) == []
