# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Texts in several languages: what was written, what was translated, and what a reader of one language gets to see."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspil.core.audit import Actor
from samspil.core.errors import Refused
from samspil.core.models import Text, TextVersion

HOUSE_LANGUAGE = "da"
Origin = TextVersion.Origin


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader sees. `language` is that of `body`, so that a page can set `lang` and `dir`."""

    body: str
    language: str
    origin: str
    is_fallback: bool
    # The original was changed after this translation was written.
    is_outdated: bool = False


@transaction.atomic
def create(*, bodies: Mapping[str, str], by: Actor | None, now: dt.datetime, origin: str = "original") -> Text:
    """A new text. Danish is the original when it is among `bodies`, else the first one that is not empty.

    With origin "original" the other languages are taken as translated by a person; with "machine" they wait for an
    approval. Empty bodies are left out; a text with none is refused.
    """
    written = {language: body for language, body in bodies.items() if body.strip()}
    if not written:
        raise Refused(_("Teksten er tom. Skriv den på mindst ét sprog."), code="text-empty")
    first = HOUSE_LANGUAGE if HOUSE_LANGUAGE in written else next(iter(written))
    text = Text.objects.create(original_language=first, created_at=now)
    translated = Origin.HUMAN if origin == Origin.ORIGINAL else Origin(origin)
    for language, body in written.items():
        kind = Origin.ORIGINAL if language == first else translated
        _write(text=text, language=language, body=body, by=by, now=now, origin=kind)
    return text


def copies(originals: Sequence[Text], *, by: Actor | None, now: dt.datetime) -> list[Text]:
    """New texts that say what these say, in all languages that may be shown: two queries for however many.

    `versions` of the originals is best prefetched.
    """
    made = Text.objects.bulk_create(
        Text(original_language=text.original_language, created_at=now) for text in originals
    )
    TextVersion.objects.bulk_create(
        TextVersion(
            text=text,
            language=version.language,
            number=1,
            body=version.body,
            # A machine's words that a person approved are that person's.
            origin=Origin.ORIGINAL if version.language == text.original_language else Origin.HUMAN,
            written_by=by.uuid if by else None,
            written_at=now,
        )
        for original, text in zip(originals, made, strict=True)
        for version in _current(original).values()
    )
    return made


@transaction.atomic
def set_body(
    *, text: Text, language: str, body: str, by: Actor | None, now: dt.datetime, origin: str = "human"
) -> TextVersion:
    """What `text` says in `language` from now on; the earlier version is kept. The same words
    again write nothing.

    An empty body withdraws a translation; the original may not be withdrawn, nor written by a machine.
    """
    # Two officers at once: the second waits here and gets the next number.
    Text.objects.select_for_update().get(pk=text.pk)
    is_original = language == text.original_language
    if is_original and not body.strip():
        raise Refused(_("Originalen kan ikke være tom. Teksten er ikke ændret."), code="text-original-empty")
    if is_original and origin == Origin.MACHINE:
        raise Refused(_("En maskine kan ikke skrive originalen. Teksten er ikke ændret."), code="text-original-machine")
    kind = Origin.ORIGINAL if is_original else Origin.HUMAN if origin == Origin.ORIGINAL else Origin(origin)
    latest = text.versions.filter(language=language).order_by("-number").first()
    if latest is not None and (latest.body, latest.origin) == (body, kind):
        return latest
    return _write(text=text, language=language, body=body, by=by, now=now, origin=kind, after=latest)


@transaction.atomic
def approve(*, version: TextVersion, by: Actor, now: dt.datetime) -> TextVersion:
    """A person vouches for a machine's words; from now on they are shown. The first approval stands."""
    version = TextVersion.objects.select_for_update().get(pk=version.pk)
    if version.approved_at is None:
        version.approved_by, version.approved_at = by.uuid, now
        version.save(update_fields=["approved_by", "approved_at"])
    return version


def read(text: Text, language: str) -> Reading:
    """What a reader of `language` sees: that language, else Danish, else the original.

    Costs no query when `versions` is prefetched.
    """
    current = _current(text)
    original = current.get(text.original_language)
    for candidate in (language, language.partition("-")[0], HOUSE_LANGUAGE, text.original_language):
        version = current.get(candidate)
        if version is not None:
            return Reading(
                body=version.body,
                language=version.language,
                origin=version.origin,
                is_fallback=candidate != language,
                is_outdated=original is not None and version.written_at < original.written_at,
            )
    return Reading(body="", language=text.original_language, origin=Origin.ORIGINAL, is_fallback=True)


def bodies(text: Text) -> dict[str, str]:
    """{language: words} of everything that may be shown: what a form is filled with. Original first."""
    current = _current(text)
    order = sorted(current, key=lambda language: (language != text.original_language, language))
    return {language: current[language].body for language in order}


def awaiting_approval(text: Text) -> list[TextVersion]:
    """The machine's newest versions that nobody has approved and nothing has replaced."""
    newest: dict[str, TextVersion] = {}
    for version in sorted(text.versions.all(), key=lambda version: version.number):
        newest[version.language] = version
    return [version for version in newest.values() if not version.may_be_shown]


def _current(text: Text) -> dict[str, TextVersion]:
    """The latest version of each language that may be shown, languages withdrawn left out."""
    latest: dict[str, TextVersion] = {}
    for version in sorted(text.versions.all(), key=lambda version: version.number):
        if version.may_be_shown:
            latest[version.language] = version
    return {language: version for language, version in latest.items() if version.body}


def _write(
    *,
    text: Text,
    language: str,
    body: str,
    by: Actor | None,
    now: dt.datetime,
    origin: Origin,
    after: TextVersion | None = None,
) -> TextVersion:
    return TextVersion.objects.create(
        text=text,
        language=language,
        number=after.number + 1 if after else 1,
        body=body,
        origin=origin,
        written_by=by.uuid if by else None,
        written_at=now,
    )
