# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The command `samspil`."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what was asked."""
    # Web and worker are modules of this package too, and need not carry all the commands in memory.
    from samspil.cli.commands import main as run  # noqa: PLC0415 (reason above)

    return run(arguments)
