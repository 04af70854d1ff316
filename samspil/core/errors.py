# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Refusals: plain Danish words for a person, and an id for the log and the tests."""

import re

from django.utils.functional import Promise

_CODE = re.compile(r"[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*")


class SamspilError(Exception):
    """Something that a person asked for did not happen.

    `message` is a whole sentence in Danish (or a lazy translation of one): what happened, that nothing is lost, what
    to do. It may be shown as it stands. `code` is short, ASCII, and never changes its meaning.
    """

    def __init__(self, message: str | Promise, *, code: str) -> None:
        if not _CODE.fullmatch(code):
            msg = f"not an error code: {code!r}"
            raise ValueError(msg)
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class Refused(SamspilError):
    """This may not be done now. Views answer 409 or show it at the form."""
