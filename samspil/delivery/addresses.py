# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What counts as a mail address, and as safe in a header."""

import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def is_usable(address: str) -> bool:
    """Whether mail can be sent to `address` at all."""
    try:
        validate_email(address)
    except ValidationError:
        # Letters such as æ before the @ are allowed where the mail server can carry them; Django's rule is stricter.
        local, _at, domain = address.rpartition("@")
        plain = all(char.isalnum() or char in "._%+-" for char in local)
        return bool(local) and not local.isascii() and plain and is_usable(f"a@{domain}")
    return True


def has_control(values: Iterable[str]) -> bool:
    """Whether one of `values` holds a line break or another control character: a way to smuggle in a header."""
    return any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for value in values for char in value)
