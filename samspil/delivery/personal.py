# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A mail to many, each copy with a personal link."""

from dataclasses import dataclass, field

from django.utils import translation

from samspil.delivery.parcels import Copy

SPOKEN = ("da", "en", "ar")
# Stands for the personal secret while a language's mail is made once for all its readers.
STAND_IN = "DIT-PERSONLIGE-LINK"


@dataclass
class PersonalMail:
    """Made once for each language, whatever the number of readers: only the link differs."""

    _made: dict[str, Copy] = field(default_factory=dict, init=False)

    def to(self, *, language: str, token: str) -> Copy:
        """The copy for one reader, in Danish where we do not write their language."""
        language = language if language in SPOKEN else "da"
        if language not in self._made:
            with translation.override(language):
                self._made[language] = self.make(language)
        made = self._made[language]
        return Copy(made.subject, made.text.replace(STAND_IN, token), made.html.replace(STAND_IN, token))

    def make(self, language: str) -> Copy:
        """The mail with `STAND_IN` for the secret; called while `language` is active."""
        raise NotImplementedError
