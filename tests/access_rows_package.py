# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of Danish readings, the package and the public page in the access matrix (see tests/access_rows.py)."""

import dataclasses
from typing import Any

from tests.access_rows import NO, Row, everybody
from tests.access_rows_meetings import (
    BY_LINK,
    BY_LOGIN,
    SOME,
    acts,
    both,
    evening,
    letter,
    letter_token,
    of_letter,
    over,
    version,
)
from tests.cast import Cast


def arabic_note(cast: Cast) -> dict[str, Any]:
    return over(cast) | {"note": evening(cast).notes["arabic"].pk}


def shown(cast: Cast) -> dict[str, Any]:
    """The letter, open to everybody."""
    from samspil.dialogue.publishing.actions.showing import letter_show
    from samspil.dialogue.tests.factories import LATER

    made = version(cast)
    meeting, by = evening(cast).meeting, evening(cast).by
    return {"uuid": letter_show(meeting=meeting, indexed=False, by=by, now=LATER).public_uuid} if made else {}


def handed_out(cast: Cast) -> None:
    evening(cast).meeting.rounds.update(handout="assumptions")


def with_handout(url: Any) -> Any:
    def made(cast: Cast) -> dict[str, Any]:
        handed_out(cast)
        return url(cast)

    return made


def point(url: Any) -> Any:
    return lambda cast: url(cast) | {"number": 1, "form": "csv"}


PUBLIC = Row(url=shown, get=everybody(200), post=NO)

PACKAGE = {
    "dialogue:translations": both(over),
    "dialogue:translation-save": acts(arabic_note),
    "dialogue:letter-point-notes": dataclasses.replace(BY_LOGIN, url=point(letter)),
    "dialogue:letter-link-point-notes": dataclasses.replace(BY_LINK, url=point(letter_token)),
    "dialogue:letter-handouts": dataclasses.replace(BY_LOGIN, url=with_handout(letter), roles=SOME),
    "dialogue:letter-link-handouts": dataclasses.replace(BY_LINK, url=with_handout(letter_token), roles=SOME),
    "dialogue:letter-package": dataclasses.replace(BY_LOGIN, roles=SOME),
    "dialogue:letter-link-package": dataclasses.replace(BY_LINK, roles=SOME),
    "dialogue:letter-readings": both(lambda cast: over(cast) | {"language": "ar"} if version(cast) else {}),
    "dialogue:letter-public": both(lambda cast: over(cast) if version(cast) else {}),
    "dialogue:public": PUBLIC,
    "dialogue:public-pdf": dataclasses.replace(PUBLIC, roles=SOME),
    "dialogue:public-docx": dataclasses.replace(PUBLIC, roles=SOME),
    "dialogue:public-notes": dataclasses.replace(PUBLIC, url=lambda cast: shown(cast) | {"form": "csv"}),
    "dialogue:public-point-notes": dataclasses.replace(PUBLIC, url=point(shown)),
    "dialogue:public-calendar": PUBLIC,
    "dialogue:public-handouts": dataclasses.replace(PUBLIC, url=with_handout(shown), roles=SOME),
    "dialogue:public-package": dataclasses.replace(PUBLIC, roles=SOME),
    "dialogue:public-attachment": dataclasses.replace(PUBLIC, url=of_letter(shown)),
}
