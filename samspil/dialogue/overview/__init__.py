# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where one begins: the first page, the list of meetings, how far each is, and a new one."""
