# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A mail to many, each copy with a personal link."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.html import escape

from samspil.delivery.parcels import Copy

SPOKEN = ("da", "en", "ar")
# Stands for the sentence that says why this reader gets the mail.
WHY = "DERFOR-FAAR-DU-MAILEN"
# Stands for the personal secret while a language's mail is made once for all its readers.
STAND_IN = "DIT-PERSONLIGE-LINK"


@dataclass
class PersonalMail:
    """Made once for each language, whatever the number of readers: only the link differs."""

    _made: dict[str, Copy] = field(default_factory=dict, init=False)

    def to(self, *, language: str, token: str, why: Callable[[], str] | None = None) -> Copy:
        """The copy for one reader, in Danish where we do not write their language.

        `why` says in the active language why they get it; without it they were there from the beginning.
        """
        language = language if language in SPOKEN else "da"
        if language not in self._made:
            with translation.override(language):
                self._made[language] = self.make(language)
        made = self._made[language]
        with translation.override(language):
            said = (why or self.why)()
        return Copy(
            made.subject,
            made.text.replace(STAND_IN, token).replace(WHY, said),
            made.html.replace(STAND_IN, token).replace(WHY, escape(said)),
        )

    def why(self) -> str:
        """Why most get it; `WHY` stands for it in the templates."""
        return ""

    def make(self, language: str) -> Copy:
        """The mail with `STAND_IN` for the secret; called while `language` is active."""
        raise NotImplementedError
