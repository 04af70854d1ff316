# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The number that ties what a person saw to the line in the log."""

import secrets

# Letters and digits that cannot be mistaken for each other when read aloud over the telephone.
SAYABLE = "23456789ABCDEFGHJKLMNPRSTUVXYZ"


def error_number() -> str:
    """A short number for one error, easy to say: 7F3-K2X."""
    letters = "".join(secrets.choice(SAYABLE) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"
