# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Recognising CPR numbers, in order to refuse them: Samspil knows people by the identity provider's ids."""

import re

from samspil.core.written import cpr_numbers

_HEADING = re.compile(r"\bcpr|cpr\b|personnummer|personnr", re.IGNORECASE)


def is_cpr_heading(heading: str) -> bool:
    return bool(_HEADING.search(heading))


def looks_like_cpr(value: str) -> bool:
    return bool(cpr_numbers(value))
