# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Answers to a letter's points, and who is told of them in which rhythm."""
