# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where Django finds what lies in a feature's slices: an app has one folder of each kind, a slice has its own."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folders(kind: str) -> list[Path]:
    """The folders `samspil/<feature>/<slice>/<kind>`, sorted, so that the order is the same on each machine."""
    return sorted(path for path in PACKAGE.glob(f"*/*/{kind}") if path.is_dir())


def tag_libraries() -> dict[str, str]:
    """`{% load <slice>_tags %}` for each slice that has a `tags.py`."""
    found = sorted(PACKAGE.glob("*/*/tags.py"))
    return {f"{path.parent.name}_tags": f"samspil.{path.parent.parent.name}.{path.parent.name}.tags" for path in found}
