# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From the last check to the mailboxes: versions that never change, and their mails."""
