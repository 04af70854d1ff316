# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Sets of questions put to people: by link, on paper, by phone. A shared room: it knows no feature."""
