# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest

from samspil.core.ids import whole_number


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("007", 7), ("999999999", 999_999_999), ("1000000000", None), ("9" * 5000, None)]
    + [(odd, None) for odd in ("", "-1", "1.5", " 1", "٣", "²", "1e3", "NaN")],
)
def test_a_number_is_read_only_from_a_few_ordinary_digits(written, number):
    assert whole_number(written) == number
