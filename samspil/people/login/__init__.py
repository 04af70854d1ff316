# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Logging in, one's own page, and what the frame of each page says of who is there."""
