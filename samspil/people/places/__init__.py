# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The kernel: the municipality, its schools, school years and classes, and periods of days."""
