# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A letter's figures and places in words, in the reader's language: one wording for page, PDF, Word file and mail."""
