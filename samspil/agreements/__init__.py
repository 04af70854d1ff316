# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The annual restart: what a class's adults at school and at home agree on, and how they come to it."""
