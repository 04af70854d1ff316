# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Why a figure is above its budget, as it was measured: `make bench` prints it below the table.

By the beginning of the row's name. A reason excuses nothing: a figure that is missed fails the run all the same. It is
taken away when the figure is within its budget.
"""

REASONS: dict[str, str] = {}


def reason(what: str) -> str:
    """The reason whose key is the longest beginning of the row's name; empty where nobody has measured one."""
    found = [key for key in REASONS if what.startswith(key)]
    return REASONS[max(found, key=len)] if found else ""
