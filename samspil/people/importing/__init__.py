# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A municipality's files of schools, classes and people: read, tried, brought in."""
