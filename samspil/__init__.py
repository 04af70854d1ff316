# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Samspil: responsive collaboration between schools and parents in a municipality."""

__version__ = "0.1.0"
