# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where a meeting's own pages begin."""

MEETING = "moeder/<uuid:uuid>/"
