# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How things look on the wire (WHATWG HTML, "Server-sent events"). Pure."""

from collections.abc import Sequence

BEAT = "beat"


def frame(event: str, html: str) -> bytes:
    """One event without its id: `event:` and the lines of `data:`, closed by a blank line."""
    # Only LF, CR and CRLF end a line in the format; str.splitlines would also split at what is data in HTML.
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return (f"event: {event}\n" + "".join(f"data: {line}\n" for line in lines) + "\n").encode()


def batch(event_id: str, frames: Sequence[bytes]) -> bytes:
    """`frames` in one write. The id stands in the last one: a connection that dies half-way resumes from before."""
    return b"".join(frames[:-1]) + f"id: {event_id}\n".encode() + frames[-1]


def opening(retry_ms: int) -> bytes:
    """First bytes of a stream: when to come back, and enough for proxies and browsers to see that it has begun."""
    return f"retry: {retry_ms}\n\n".encode()


def event_id(numbers: Sequence[int]) -> str:
    """The numbers of a stream's channels, in the order the reader asked for them: "12" or "12.3"."""
    return ".".join(str(number) for number in numbers)


def numbers_of(last: str, channels: int) -> list[int] | None:
    """The numbers in an id that a reader hands back; None when it is missing or not one of ours."""
    parts = last.split(".") if last else []
    # isdecimal alone lets through digits of other scripts and numbers of any length.
    usable = len(parts) == channels and all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts)
    return [int(part) for part in parts] if usable else None
