# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The evening: the clock, the tables' pages, harvest, the big screen, paper, notes from talks and plenum."""
