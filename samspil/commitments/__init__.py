# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What school, municipality or board has promised: who, what, by when, and what became of it. Knows no feature."""
