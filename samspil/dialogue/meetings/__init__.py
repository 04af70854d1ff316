# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The kernel: the meeting with its agenda, rounds and tables, what it may say, and in which order meetings follow."""
