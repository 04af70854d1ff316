# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The municipality's school year: holidays, days off, and the school days between two dates. Knows no feature."""
