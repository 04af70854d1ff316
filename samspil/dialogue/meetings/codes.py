# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A table's code as people type it. Pure."""

import unicodedata

from samspil.core.written import plain_digits

# Letters of a Cyrillic and of a Greek keyboard that look like those of a code.
_LOOKS_LIKE = str.maketrans("АСЕНЈКМРТХУΑΕΗΚΜΝΡΤΧΥ", "ACEHJKMPTXYAEHKMNPTXY")


def code_typed(text: str) -> str:
    """The code that is meant: small letters, signs between and other keyboards do not matter."""
    typed = unicodedata.normalize("NFKC", plain_digits(text)).upper().translate(_LOOKS_LIKE)
    return "".join(sign for sign in typed if sign.isalnum())
