# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Ids and numbers that come from outside: in a form, in an address, in a channel's name."""

from uuid import UUID


def uuid_or_none(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def channel_uuid(channel: str) -> UUID | None:
    """The id that a live channel's name ends with, as in `table:<uuid>`.

    Only as we write it: in another spelling one channel would have many names, each followed and drawn for itself.
    """
    name = channel.partition(":")[2]
    uuid = uuid_or_none(name)
    return uuid if uuid is not None and str(uuid) == name else None


def whole_number(value: str, *, most_digits: int = 9) -> int | None:
    """A number from nought up in ordinary digits; None for whatever else is sent, also for thousands of digits."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= most_digits else None
