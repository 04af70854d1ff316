# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From bytes to text and from text to cells, whatever program saved the file. Guesses only what can be checked."""

import csv
import io
from collections.abc import Iterator

from samspil.core.written import composed

SEPARATORS = ";\t,"
# Letters, with separators and lines within quotes.
MOST_IN_ROW = 200_000


class UnreadableError(ValueError):
    """The file cannot be read; the message is for a person."""


# UTF-8 read as Windows-1252 and saved again: æ ø å Æ Ø Å é ü, as they then look.
_MOJIBAKE = ("Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Ã©", "Ã¼")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without mark), UTF-16 or Windows-1252.

    Bytes that are valid UTF-8 are UTF-8: Danish letters in Windows-1252 never are. Raises UnreadableError for
    what is none of these, and for text that somebody else already spoiled ("Ã¦"). A letter with its accent is one sign.
    """
    text = composed(_decode(data))
    if "\x00" in text:
        msg = "Filen er ikke en tekstfil. Gem den som CSV eller Excel, og prøv igen."
        raise UnreadableError(msg)
    if any(sign in text for sign in _MOJIBAKE):
        msg = "Bogstaverne æ, ø og å er allerede gået i stykker i filen (Ã¦). Hent den igen fra det sted, den kom fra."
        raise UnreadableError(msg)
    return text


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return _as(data, "utf-8-sig")
    start = data[:200]
    if len(data) % 2 == 0 and start.count(0) > len(start) // 4:
        # Without a mark: in Danish text every other byte is nought.
        return _as(data, "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _as(data, "cp1252")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        msg = "Filens bogstaver kan ikke læses. Gem den som CSV i UTF-8 eller som Excel, og prøv igen."
        raise UnreadableError(msg) from error


def cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """(first line, cells) of each row that is not empty. Quoted cells may hold separators and new lines."""
    # csv understands \n and \r\n inside quotes, but only when the file keeps them.
    said = text[:5].lower() if text[:4].lower() == "sep=" else ""
    delimiter = said[4:] if said[4:] and said[4:] in SEPARATORS else separator(text)
    spent = 0

    def lines() -> Iterator[str]:
        nonlocal spent
        for part in io.StringIO(text, newline=""):
            spent += len(part)
            if spent > MOST_IN_ROW:
                msg = "a row without end"
                raise csv.Error(msg)
            yield part

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    line = 1
    if said:
        # Excel's own way of naming the separator.
        next(reader)
        line = 2
    try:
        for row in reader:
            spent = 0
            if any(cell.strip() for cell in row):
                yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        shown = f"{line:,}".replace(",", ".")
        msg = f'Rækken, der begynder i linje {shown}, kan ikke læses. Ofte mangler der et anførselstegn (").'
        raise UnreadableError(msg) from error


def separator(text: str) -> str:
    """The one of ; tab , that stands most often in the first line outside quotes; ; when none does."""
    outside = "".join(text.lstrip().split("\n", 1)[0].split('"')[::2])
    return max(SEPARATORS, key=lambda sign: (outside.count(sign), -SEPARATORS.index(sign)))
