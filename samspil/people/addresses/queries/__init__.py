# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses: who stands behind them on a day, and whom an addressee reaches."""

from samspil.people.addresses.queries.addressees import Addressee, HomeReached, Reached, reached
from samspil.people.addresses.queries.roles import (
    ANYBODY,
    RoleRecipient,
    Within,
    address_place,
    holders_by_address,
    holders_of,
    holders_without_email,
    holds,
    reach_by_address,
    recipient_count,
    recipient_languages,
    recipients_by_address,
    recipients_of,
    role_addresses_for_invitation,
)

__all__ = [
    "ANYBODY",
    "Addressee",
    "HomeReached",
    "Reached",
    "RoleRecipient",
    "Within",
    "address_place",
    "holders_by_address",
    "holders_of",
    "holders_without_email",
    "holds",
    "reach_by_address",
    "reached",
    "recipient_count",
    "recipient_languages",
    "recipients_by_address",
    "recipients_of",
    "role_addresses_for_invitation",
]
