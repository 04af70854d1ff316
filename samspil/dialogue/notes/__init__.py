# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Notes: written, typed in from paper, translated, masked; whom they may name."""
