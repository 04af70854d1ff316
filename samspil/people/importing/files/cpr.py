# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Recognising CPR numbers, in order to refuse them: Samspil knows people by the identity provider's ids."""

import re

# Ten figures that begin with a day (also one with 60 added, as in replacement numbers) and a month.
_NUMBER = re.compile(r"(?<![\d+])(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")
_HEADING = re.compile(r"\bcpr|cpr\b|personnummer|personnr", re.IGNORECASE)


def is_cpr_heading(heading: str) -> bool:
    return bool(_HEADING.search(heading))


def looks_like_cpr(value: str) -> bool:
    return bool(_NUMBER.search(value))
