# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What `samspil check` says, and the exit code that programs read."""

from dataclasses import dataclass
from typing import Literal

OK, FAULTS, WARNINGS = 0, 1, 2


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A fault must be mended before Samspil is used, a warning ought to be."""

    level: Literal["ok", "warning", "fault"]
    sentence: str


def summary(findings: list[Finding]) -> tuple[str, int]:
    """The last line, and the exit code: 1 when something must be mended, 2 when something ought to be, else 0."""
    faults = sum(finding.level == "fault" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    if faults:
        return f"{faults} ting skal rettes, før Samspil kan bruges.", FAULTS
    if warnings:
        return f"Samspil kan bruges, men {warnings} ting bør ses efter.", WARNINGS
    return "Alt er i orden.", OK
