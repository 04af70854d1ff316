# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Delivery reports as mail servers write them."""

REPORT = """\
From: MAILER-DAEMON@mail.example
To: dialog@kommune.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Wed, 7 Oct 2026 12:00:00 +0000

Final-Recipient: rfc822; asta@skole.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b
Content-Type: {original}

From: dialog@kommune.example
Message-ID: {message_id}
Subject: Brev

{body}
--b--
"""


def report(
    message_id: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    words: str = "550 5.1.1 no such user",
    original: str = "text/rfc822-headers",
    body: str = "",
) -> bytes:
    return REPORT.format(
        message_id=message_id, action=action, status=status, words=words, original=original, body=body
    ).encode()
