# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A letter that was sent, as its readers meet it: page, PDF, Word, files, everything in one, open to all or not."""
