# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What may be attached to a meeting. A file's bytes say what it is; its name is only what people call it."""

from __future__ import annotations

import hashlib
import lzma
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import puremagic
from django.utils.translation import gettext as _

from samspil.core.errors import Refused
from samspil.core.written import without_cpr

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAX_BYTES = 25 * 1024 * 1024
PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
# Ending → what it is served as. Nothing here is run by a browser when it is sent as a download.
KINDS = {
    ".pdf": PDF,
    ".pptx": f"{OFFICE}presentationml.presentation",
    ".docx": f"{OFFICE}wordprocessingml.document",
    ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
ZIPPED = {".pptx", ".docx", ".xlsx", ".odp", ".odt"}
# What an OpenDocument file says about itself, and what an Office file's list of parts names as the document.
MAIN_PART = {ending: f"{KINDS[ending]}.main+xml" for ending in (".docx", ".xlsx", ".pptx")}
MOST_SAID = 1_000_000
STARTS = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
ZIP_START = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Checked:
    filename: str
    content_type: str
    size: int
    sha256: str


def checked(upload: UploadedFile[bytes]) -> Checked:
    """What the file is. Raises Refused with a plain sentence when it is too large, empty, of another kind than its
    name says, or of a kind that is not taken.
    """
    name = _plain_name(upload.name or "")
    ending = PurePath(name).suffix.lower()
    size = upload.size or 0
    if size > MAX_BYTES:
        raise Refused(
            _("Filen fylder %(size)s MB. Der er plads til 25 MB. Gem billederne i den mindre, og prøv igen.")
            % {"size": round(size / 1024 / 1024)},
            code="file-large",
        )
    if not size:
        raise Refused(_("Filen er tom."), code="file-empty")
    if ending not in KINDS:
        raise Refused(
            _("Den slags fil kan ikke vedhæftes. Brug PDF, PowerPoint, Word, Excel eller et billede."), code="file-kind"
        )
    head = upload.read(4096)
    upload.seek(0)
    if not _is(ending, head) or (ending in ZIPPED and not _holds(ending, upload)):
        raise Refused(
            _other(ending, _guess(head)),
            code="file-other",
        )
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return Checked(name, KINDS[ending], size, digest.hexdigest())


def _other(ending: str, kind: str) -> str:
    if kind == ending:
        # It begins as such a file does, and holds something else.
        return _("Filen hedder %(ending)s, men indholdet er ikke sådan en fil. Den er ikke gemt.") % {"ending": ending}
    return _("Filen hedder %(ending)s, men er noget andet (%(kind)s). Den er ikke gemt.") % {
        "ending": ending,
        "kind": kind,
    }


def _is(ending: str, head: bytes) -> bool:
    return head.startswith(ZIP_START if ending in ZIPPED else STARTS[ending])


def _holds(ending: str, upload: UploadedFile[bytes]) -> bool:
    """Whether the zip is the document that its name says, by what it says itself; any other zip is not."""
    try:
        with zipfile.ZipFile(upload) as archive:
            where = "[Content_Types].xml" if ending in MAIN_PART else "mimetype"
            with archive.open(where) as part:
                said = part.read(MOST_SAID)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, ValueError, zlib.error, lzma.LZMAError):
        return False
    finally:
        upload.seek(0)
    return MAIN_PART[ending].encode() in said if ending in MAIN_PART else said.strip() == KINDS[ending].encode()


def _guess(head: bytes) -> str:
    try:
        return puremagic.from_string(head) or _("ukendt")
    except (puremagic.PureError, ValueError):
        return _("ukendt")


def _plain_name(name: str) -> str:
    """The last part of the name, without control characters, folders and CPR numbers."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = without_cpr("".join(sign for sign in unicodedata.normalize("NFC", last) if sign.isprintable()))
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:140]}{dot}{ending[:12]}" if dot else plain[:150]
