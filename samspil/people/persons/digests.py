# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Keyed digests, so that an encrypted address can be looked up without being readable in the database."""

import hashlib
import hmac
import re

from django.conf import settings

from samspil.people.fields import email_normal


def phone_normal(number: str) -> str:
    """Digits with the country's prefix: "20 30 40 50" and "+45 20304050" are the same telephone."""
    digits = re.sub(r"[^\d+]", "", number.strip())
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits and not digits.startswith("+"):
        digits = "+45" + digits
    return digits


def email_digest(address: str) -> str:
    """HMAC-SHA256 in hex, "" for no address."""
    return _digest("email", email_normal(address))


def phone_digest(number: str) -> str:
    """HMAC-SHA256 in hex, "" for no number."""
    return _digest("phone", phone_normal(number))


def _digest(kind: str, value: str) -> str:
    if not value:
        return ""
    return hmac.new(settings.LOOKUP_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
