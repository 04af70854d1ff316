# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking words and persons out of what meetings hold; counts stay (promise 1)."""
