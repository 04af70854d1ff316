# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""When words may stand between quotation marks: only when a note says exactly that (promise 2). Pure."""


def tidied(quote: str) -> str:
    """What a person picked, without what a browser adds: outer spaces, and carriage returns at line ends."""
    return quote.replace("\r\n", "\n").replace("\r", "\n").strip()


def is_verbatim(*, quote: str, reading: str) -> bool:
    """Whether `quote` stands in `reading`, letter by letter, and begins and ends at a whole word.

    Nothing is forgiven: not case, not accents, not spaces. A piece that cuts a word in two ("gerne" out of "ugerne")
    would say something else than the note, so it is refused too. An empty quote is never verbatim.
    """
    text = tidied(quote)
    source = reading.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        return False
    start = source.find(text)
    while start >= 0:
        if _at_edge(source, start) and _at_edge(source, start + len(text)):
            return True
        start = source.find(text, start + 1)
    return False


def _at_edge(text: str, place: int) -> bool:
    if place in (0, len(text)):
        return True
    return not (text[place - 1].isalnum() and text[place].isalnum())
