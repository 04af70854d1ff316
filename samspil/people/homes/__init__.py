# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The homes of pupils, as the school's leaders and the officers see and state them."""
