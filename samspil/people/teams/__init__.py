# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who teaches a class and is responsible for it: teams with dates, and the pages of classes."""
