# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The conversation with the mail server, stage by stage, so that we know at each moment what may have happened.

smtplib sends the body and its final dot in one go; here the caller gets a word in just before the dot. Before it
nothing can have been delivered; after it, until the server answers, nobody can know.
"""

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from samspil.delivery.enums import Failure

# Seconds for each whole answer of the server, however it comes.
TIMEOUT = 30.0

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed over. `starttls` is demanded, not hoped for."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False


class ServerUrlError(ValueError):
    """SAMSPIL_SMTP_URL cannot be understood."""


def server(url: str) -> Server:
    """`smtp://user:password@host:587?starttls=1` or `smtps://user:password@host` in its parts."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        msg = (
            "SAMSPIL_SMTP_URL skal se ud som smtp://bruger:kode@server:587?starttls=1 eller smtps://bruger:kode@server."
        )
        raise ServerUrlError(msg)
    tls = parts.scheme == "smtps"
    options = dict(parse_qsl(parts.query))
    return Server(
        host=parts.hostname,
        port=parts.port or (465 if tls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        starttls=options.get("starttls", "") in {"1", "true", "ja"},
    )


class DeliveryError(Exception):
    """The mail was not taken over. `reply` is in the server's own words."""

    def __init__(self, failure: Failure, reply: str = "") -> None:
        super().__init__(f"{failure}: {reply}")
        self.failure = failure
        self.reply = reply


class TransientFailure(DeliveryError):
    """Not now: try again later."""


class PermanentFailure(DeliveryError):
    """No, and no again tomorrow."""


class OutcomeUnknown(DeliveryError):
    """The dot was sent and the answer did not come."""


class LeaseLost(Exception):
    """Another worker has the copy; the dot was not sent."""


class Conversation:
    """One connection, over which several mails go one after the other.

    `with Conversation(server, name) as conversation: conversation.send(…)`. Raises TransientFailure when the server
    cannot be reached. A conversation that was broken off is opened again for the next mail.
    """

    def __init__(self, server: Server, *, hostname: str, timeout: float = TIMEOUT) -> None:
        self.server = server
        self.hostname = hostname
        self.timeout = timeout
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._drop()

    def send(self, *, sender: str, recipient: str, body: bytes, before_end_of_data: Callable[[], bool]) -> str:
        """Hands over one mail and answers the server's words.

        `before_end_of_data` is called when the whole body has been sent but not the dot that ends it; when it answers
        False the connection is cut and LeaseLost raised. Raises TransientFailure, PermanentFailure or OutcomeUnknown;
        the connection is then usable or gone.
        """
        try:
            self._envelope(sender, recipient, len(body), ascii_only=recipient.isascii())
            self._say(_send_lines, stuffed(body))
            ours = before_end_of_data()
        except DeliveryError:
            self._reset()
            raise
        except BaseException:
            # Hung up on in the middle of the body: the server throws it away.
            self._drop()
            raise
        if not ours:
            self._drop()
            raise LeaseLost
        return self._dot()

    def _envelope(self, sender: str, recipient: str, size: int, *, ascii_only: bool) -> None:
        smtp = self._open()
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        if not ascii_only:
            if not smtp.has_extn("smtputf8"):
                raise PermanentFailure(Failure.ADDRESS_UNUSABLE)
            options += ["SMTPUTF8", "BODY=8BITMIME"]
            smtp.command_encoding = "utf-8"
        try:
            self._expect(250, *self._say(smtplib.SMTP.mail, sender, options))
            self._expect(250, *self._say(smtplib.SMTP.rcpt, recipient))
            self._expect(354, *self._say(smtplib.SMTP.docmd, "DATA"))
        finally:
            smtp.command_encoding = "ascii"

    def _dot(self) -> str:
        assert self._smtp is not None  # noqa: S101 - send() has just written to it
        try:
            self._smtp.send(b".\r\n")
            code, words = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise OutcomeUnknown(Failure.BROKEN_OFF, str(error)) from error
        # A connection closed without an answer is read by smtplib as code -1.
        if code < 200:
            self._drop()
            raise OutcomeUnknown(Failure.BROKEN_OFF, _words(code, words))
        try:
            self._expect(250, code, words)
        except DeliveryError:
            self._reset()
            raise
        return _words(code, words)

    def _open(self) -> smtplib.SMTP:
        if self._smtp is not None:
            return self._smtp
        try:
            self._smtp = self._connect()
            self._let_in(self._smtp)
        except smtplib.SMTPAuthenticationError as error:
            self._drop()
            raise TransientFailure(Failure.NOT_LET_IN, _words(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise TransientFailure(Failure.NO_CONTACT, _words(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TransientFailure(Failure.NO_CONTACT, str(error)) from error
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.tls:
            context = ssl.create_default_context()
            return _PromptTls(host, port, self.hostname, timeout=self.timeout, context=context)
        return _Prompt(host, port, self.hostname, timeout=self.timeout)

    def _let_in(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self.server.starttls:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if self.server.user:
            smtp.login(self.server.user, self.server.password)

    def _say(self, method: Callable[..., tuple[int, bytes]], *args: object) -> tuple[int, bytes]:
        """One exchange before the dot: whatever breaks here, nothing was delivered."""
        try:
            return method(self._open(), *args)
        except UnicodeEncodeError as error:
            raise PermanentFailure(Failure.ADDRESS_UNUSABLE, str(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TransientFailure(Failure.BROKEN_OFF, str(error)) from error

    def _expect(self, wanted: int, code: int, words: bytes) -> None:
        if code == wanted or (wanted == 250 and 250 <= code < 260):
            return
        said = _words(code, words)
        if code == 421 or code < 200:
            # The server is closing, or has gone.
            self._drop()
            raise TransientFailure(Failure.LATER if code == 421 else Failure.BROKEN_OFF, said)
        if 500 <= code < 600:
            raise PermanentFailure(reason(code, said), said)
        raise TransientFailure(Failure.LATER, said)

    def _reset(self) -> None:
        """Back to where the next mail can begin; when the server does not answer that, it is hung up on."""
        if self._smtp is None:
            return
        try:
            code, _said = self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            code = -1
        if code != 250:
            self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


class _Prompt(smtplib.SMTP):
    """The socket's own time begins again with each byte: an answer that drips would hold up all other mails."""

    def getreply(self) -> tuple[int, bytes]:
        cut = threading.Timer(self.timeout, _hang_up, [self.sock])
        cut.daemon = True
        cut.start()
        try:
            return super().getreply()
        finally:
            cut.cancel()


class _PromptTls(_Prompt, smtplib.SMTP_SSL):
    pass


def _hang_up(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # The plain socket's, which leaves the layer above it to the thread that reads.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def stuffed(body: bytes) -> bytes:
    """The body as it goes over the wire, up to but without the final dot: a dot at the start of a line is doubled."""
    lines = body if body.endswith(b"\r\n") else body + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)


def reason(code: int, said: str) -> Failure:
    """What a permanent refusal means (RFC 3463 where the server gives an enhanced code, else RFC 5321)."""
    found = _ENHANCED.search(said)
    enhanced = found.group(1)[2:] if found else ""
    if enhanced in {"1.1", "1.2", "1.3", "1.10", "2.1"} or (not enhanced and code in {550, 551, 553}):
        return Failure.ADDRESS_UNKNOWN
    if enhanced == "2.2" or (not enhanced and code == 552):
        return Failure.MAILBOX_FULL
    if enhanced in {"2.3", "3.4"}:
        return Failure.TOO_LARGE
    if enhanced.startswith("7."):
        return Failure.NOT_WANTED
    return Failure.REFUSED


def _send_lines(smtp: smtplib.SMTP, lines: bytes) -> tuple[int, bytes]:
    """The server says nothing to the body until its dot."""
    smtp.send(lines)
    return 0, b""


def _words(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code if code > 0 else ''} {said}".split())
