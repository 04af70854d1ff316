# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is counted without deciphering anybody is what would be written."""

import datetime as dt

import pytest

from samspil.people.addresses.mails import holders_once
from samspil.people.addresses.queries import recipient_count, recipient_languages
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 28, 17, 0, tzinfo=dt.UTC)


def test_the_languages_counted_are_those_of_the_mails_that_would_leave():
    chair = BoardSeatFactory(is_chair=True, person__language="ar")
    BoardSeatFactory(board=chair.board, person__language="en")
    BoardSeatFactory(board=chair.board, person__language="en", person__email="")
    BoardSeatFactory(board=chair.board, person__language="so", person__email=chair.person.email)
    BoardSeatFactory(board=chair.board, person__language="")
    addresses = [
        RoleAddressFactory(kind="formand", board=chair.board),
        RoleAddressFactory(kind="bestyrelse", board=chair.board),
        RoleAddressFactory(kind="bestyrelse", mailbox="skolen@fjordby.example"),
    ]

    written = [holder.language for _address, holder in holders_once(addresses, now=NOW)]

    # Danish is what a mailbox reads; of the member without a language nobody knows it, and the mail is in Danish.
    assert sorted(recipient_languages(addresses, NOW.date())) == ["", "ar", "da", "en"]
    assert sorted(written) == ["ar", "da", "da", "en"]
    assert recipient_count(addresses, NOW.date()) == len(written) == 4
