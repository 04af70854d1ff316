# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Schools, their boards and the committee: what one may see of them, and what officers change."""
