# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter's personal links: what they open and how long."""

from datetime import timedelta

PURPOSE = "letter"
# The next meeting begins with what this letter said; two years reach past it.
OPEN_FOR = timedelta(days=730)
