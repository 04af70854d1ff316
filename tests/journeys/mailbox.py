# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A real SMTP server in the test, and the mails it has received."""

import email
import email.policy
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.server import free_port

PATIENCE = 120.0


class Mailbox:
    def __init__(self, received: list[EmailMessage] | None = None, url: str = "") -> None:
        self._received: list[EmailMessage] = [] if received is None else received
        self._seen = len(self._received)
        self.url = url

    @property
    def mails(self) -> list[EmailMessage]:
        return self._received[self._seen :]

    def from_now(self) -> "Mailbox":
        """The same box without what it holds already."""
        return Mailbox(self._received, self.url)

    async def handle_DATA(  # noqa: N802 (the name aiosmtpd calls)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self._received.append(message)
        return "250 OK"

    def to(self, address: str, subject: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if address in str(mail["To"]) and subject in str(mail["Subject"])]

    def wait(self, address: str, subject: str) -> EmailMessage:
        """The newest mail to `address` whose subject has `subject` in it, when it has come."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := self.to(address, subject):
                return found[-1]
            time.sleep(0.1)
        seen = [(str(mail["To"]), str(mail["Subject"])) for mail in self.mails]
        msg = f"No mail to {address} about {subject!r}; there are {seen}"
        raise AssertionError(msg)


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link(mail: EmailMessage, path: str) -> str:
    """The address in the mail that has `path` in it."""
    found = re.search(rf"https?://\S+{path}\S+", words(mail))
    assert found, words(mail)
    return found.group(0)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=30)
    controller.start()
    box.url = f"smtp://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()
