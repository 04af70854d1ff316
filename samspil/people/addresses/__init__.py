# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses that survive elections: who stands behind a role on a day, and a mail to them."""
