# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Benchmarks: each prints one JSON object with its baselines. Not part of the installed package."""
