# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The plan of a meeting: agenda, rounds, tables, files, recipes, and what is printed for the tables."""
