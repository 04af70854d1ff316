# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import re
import time
from collections import Counter

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspil.core import audit, clock
from samspil.delivery.models import MessageRecipient
from samspil.people.login import account_urls
from samspil.people.models import User
from samspil.people.persons.actions import account_close, account_open
from samspil.people.persons.digests import email_digest
from samspil.people.tests.factories import BoardSeatFactory, PersonFactory

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/konto/log-ind/", "/konto/log-ind/kode/"


@pytest.fixture(autouse=True)
def _fresh(settings):
    cache.clear()
    settings.EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"


def sent_code():
    (row,) = MessageRecipient.objects.select_related("message").order_by("-pk")[:1]
    return re.search(r"\b\d{8}\b", row.message.text)[0]


def ask(client, email):
    return client.post(LOGIN, {"email": email})


def test_the_code_may_be_typed_with_the_digits_of_an_arabic_keyboard(client, cast):
    asked = ask(client, "LONE@example.org")
    arabic = sent_code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    done = client.post(asked.url, {"code": arabic, "action": "verify"})

    assert done.status_code == 302
    assert client.get("/min-side/").status_code == 200


def test_one_logs_in_with_the_code_from_the_mail(client, cast):
    asked = ask(client, "LONE@example.org")
    assert asked.status_code == 302
    assert asked.url == "/konto/log-ind/kode/"

    page = client.get(asked.url)
    assert "lone@example.org" in page.content.decode().lower()
    done = client.post(asked.url, {"code": sent_code(), "action": "verify"})

    assert done.status_code == 302
    assert client.get("/min-side/").status_code == 200


def test_the_page_one_wanted_comes_after_the_code(client, cast):
    first = client.get("/min-side/")
    asked = client.post(LOGIN, {"email": "lone@example.org", "next": "/min-side/"})
    done = client.post(asked.url, {"code": sent_code(), "next": "/min-side/"})

    assert first.url == f"{LOGIN}?next=/min-side/"
    assert done.url == "/min-side/"


def test_a_stranger_sees_the_same_as_a_user_and_gets_no_mail(client, cast):
    known, unknown = ask(client, "lone@example.org"), None
    count = MessageRecipient.objects.count()
    client.logout()
    unknown = ask(client, "ukendt@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert client.get(unknown.url).status_code == 200
    assert client.post(unknown.url, {"code": "12345678"}).status_code == 200
    assert MessageRecipient.objects.count() == count
    assert mail.outbox == []


def test_three_wrong_codes_end_the_try(client, cast):
    asked = ask(client, "lone@example.org")
    code = sent_code()
    wrong = "00000000" if code != "00000000" else "11111111"

    first = client.post(asked.url, {"code": wrong})
    assert "Koden passer ikke" in first.content.decode()
    client.post(asked.url, {"code": wrong})
    client.post(asked.url, {"code": wrong})
    late = client.post(asked.url, {"code": code})

    assert late.status_code == 302
    assert client.get("/min-side/").status_code == 302


def test_twenty_codes_that_are_tried_at_once_are_three_tries(client, cast):
    asked = ask(client, "lone@example.org")
    code = sent_code()
    tried = ["00000000", "11111111", "22222222", code]
    begun = dict(client.session)

    def at_once(one):
        """As all that are on their way know the session: nothing was tried yet."""
        session = client.session
        session.update(begun)
        session.save()
        return client.post(asked.url, {"code": one}).status_code

    assert [at_once(one) for one in tried] == [200, 200, 200, 302]
    assert client.get("/min-side/").status_code == 302


def test_a_code_works_once_and_not_for_a_closed_account(client, cast):
    asked = ask(client, "lone@example.org")
    code = sent_code()
    cast.officer.is_active = False
    cast.officer.save()

    client.post(asked.url, {"code": code})

    assert client.get("/min-side/").status_code == 302


def test_asking_for_many_codes_is_stopped_for_a_while(cast, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    answers = [ask(Client(), "lone@example.org").status_code for _ in range(4)]

    assert answers == [302, 302, 302, 200]
    assert MessageRecipient.objects.count() == 1


def test_an_address_gets_one_mail_a_minute_whoever_asks_and_its_code_lets_each_of_them_in(cast, time_machine):
    """Nobody fills a mailbox, and nobody keeps its owner out by having asked before."""
    time_machine.move_to(dt.datetime(2026, 9, 1, 8, 0, 5, tzinfo=dt.UTC), tick=False)
    asked = [from_elsewhere("lone@example.org", f"192.0.2.{number}") for number in range(9)]
    mails = MessageRecipient.objects.count()

    owner = Client(REMOTE_ADDR="198.51.100.7")
    page = owner.post(LOGIN, {"email": "lone@example.org"}, follow=True)
    again = owner.post(CODE, {"action": "resend"}, follow=True)
    after = MessageRecipient.objects.count()
    owner.post(CODE, {"code": sent_code()})

    assert ({answer.status_code for answer in asked}, mails, after) == ({302}, 1, 1)
    assert all("bedt om en kode for et øjeblik siden" in answer.text for answer in (page, again))
    assert "_auth_user_id" in owner.session

    time_machine.shift(60)
    fresh = from_elsewhere("lone@example.org", "198.51.100.7")
    assert (fresh.status_code, MessageRecipient.objects.count()) == (302, 2)


def test_a_code_that_let_somebody_in_lets_nobody_in_who_asks_after(cast):
    first, later = Client(), Client()
    ask(first, "lone@example.org")
    used = sent_code()
    first.post(CODE, {"code": used})
    asked = later.post(LOGIN, {"email": "lone@example.org"}, follow=True)
    later.post(CODE, {"code": used})

    assert ("_auth_user_id" in first.session, "_auth_user_id" in later.session) == (True, False)
    assert "bedt om en kode for et øjeblik siden" not in asked.text
    assert sent_code() != used


def test_nobody_signs_up_and_there_are_no_passwords(client, cast):
    for name in ("account_signup", "account_reset_password", "account_change_password", "account_email"):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name)).status_code == 404
    assert not cast.officer.has_usable_password()


def test_looking_at_the_log_out_page_logs_nobody_out(client, cast):
    client.force_login(cast.officer)

    assert client.get("/konto/log-af/").status_code == 200
    assert client.get("/min-side/").status_code == 200
    client.post("/konto/log-af/")
    assert client.get("/min-side/").status_code == 302


def test_my_page_shows_roles_and_saves_the_language(client, cast):
    client.force_login(cast.board_chair)

    page = client.get("/min-side/").content.decode()
    assert "Formand for skolebestyrelsen, Åskolen" in page
    assert "Forælder eller værge, 3.a, Åskolen" in page

    saved = client.post("/min-side/", {"language": "en"})
    cast.board_chair.refresh_from_db()
    assert (saved.status_code, cast.board_chair.language) == (302, "en")
    assert saved.cookies["samspil_sprog"].value == "en"


def test_allauth_keeps_no_copy_of_the_address(client, cast):
    asked = ask(client, "lone@example.org")
    client.post(asked.url, {"code": sent_code()})

    assert client.get("/min-side/").status_code == 200
    assert not EmailAddress.objects.exists()


def test_who_wrote_a_wrong_address_can_begin_again(client, cast):
    ask(client, "ukendt@example.org")

    again = client.post("/konto/log-af/", {"next": LOGIN})
    assert again.url == LOGIN
    assert client.get(LOGIN).status_code == 200
    ask(client, "lone@example.org")
    assert MessageRecipient.objects.count() == 1


def code_asked_by(client, email):
    before = MessageRecipient.objects.count()
    answer = ask(client, email)
    return answer.status_code, MessageRecipient.objects.count() - before


def test_who_sits_on_a_board_logs_in_without_an_officer_opening_anything(client, cast):
    seat = BoardSeatFactory(person=PersonFactory(email="ny@example.org", email_digest=email_digest("ny@example.org")))

    assert code_asked_by(client, "NY@example.org") == (302, 1)
    # Opened by the right code: before that nothing is done that others could measure.
    assert not User.objects.filter(person=seat.person).exists()
    client.post("/konto/log-ind/kode/", {"code": sent_code()})
    assert User.objects.get(email="ny@example.org").person == seat.person
    assert client.get("/min-side/").status_code == 200
    assert code_asked_by(Client(), "ny@example.org") == (302, 1)
    assert User.objects.filter(person=seat.person).count() == 1


@pytest.mark.parametrize("case", ["no seat", "seat is over", "account was closed"])
def test_the_rolls_open_no_account_for_others(client, cast, case):
    person = PersonFactory(email="ny@example.org", email_digest=email_digest("ny@example.org"))
    if case == "seat is over":
        BoardSeatFactory(person=person, from_on=dt.date(2020, 1, 1), until_on=dt.date(2021, 1, 1))
    elif case != "no seat":
        BoardSeatFactory(person=person)
    if case == "account was closed":
        account_close(user=account_open(person=person, by=None, now=clock.now()), by=None, now=clock.now())

    assert code_asked_by(client, "ny@example.org") == (302, 0)
    assert not User.objects.filter(email="ny@example.org", is_active=True).exists()


def from_elsewhere(email, address):
    return Client(REMOTE_ADDR=address).post(LOGIN, {"email": email})


def test_nobody_keeps_another_out_by_asking_for_codes(cast, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    for _ in range(30):
        from_elsewhere("lone@example.org", "192.0.2.66")
    before = MessageRecipient.objects.count()

    owner = Client(REMOTE_ADDR="198.51.100.7")
    asked = ask(owner, "lone@example.org")
    assert (asked.status_code, MessageRecipient.objects.count() - before) == (302, 0)
    owner.post(CODE, {"code": sent_code()})
    assert "_auth_user_id" in owner.session
    # Nor by claiming to come from there.
    spoofed = Client(REMOTE_ADDR="192.0.2.66", headers={"x-forwarded-for": "198.51.100.9"})
    assert spoofed.post(LOGIN, {"email": "lone@example.org"}).status_code == 200


def kinds_of_work(email):
    """What is asked of the database, without the values."""
    with CaptureQueriesContext(connection) as queries:
        answer = from_elsewhere(email, "192.0.2.66")
    kinds = [
        " ".join(re.findall(r"^\w+|(?:FROM|INTO|UPDATE) \"?\w+", query["sql"])).replace('"', "") for query in queries
    ]
    return answer, Counter(kind for kind in kinds if not re.match("SAVEPOINT|RELEASE|ROLLBACK", kind))


def test_the_same_work_is_done_for_a_known_and_an_unknown_address(cast):
    unknown, asked_too = kinds_of_work("ukendt@example.org")
    known, asked = kinds_of_work("lone@example.org")

    assert asked["INSERT INTO delivery_message"] == 1
    assert asked == asked_too
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert MessageRecipient.objects.count() == 1


def logged_in(user, minutes):
    """As after a code so many minutes ago."""
    client = Client()
    client.force_login(user)
    session = client.session
    at = time.time() - 60 * minutes
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": at, "email": user.email}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client


CHANGES = ["noegler/ny", "app/til", "noedkoder/nye"]


@pytest.mark.parametrize("page", CHANGES)
def test_a_change_of_the_log_in_needs_a_fresh_code(cast, page):
    address = f"/konto/{page}/"
    assert logged_in(cast.board_chair, 1).get(address).status_code == 200

    client = logged_in(cast.board_chair, 30)
    asked = client.get(address)
    assert 'name="fresh-code"' in asked.text
    assert client.get("/min-side/").status_code == 200

    for sent, wanted in ((client, address), (logged_in(cast.board_chair, 30), "/min-side/")):
        answer = sent.post(address, {"fresh-code": "1"} if wanted == address else {})
        assert (answer.status_code, answer.url) == (302, f"{LOGIN}?next={wanted}")
        # The session that was left open is over.
        assert sent.get("/min-side/").status_code == 302


def test_no_link_logs_anybody_out(cast):
    """Whatever address of the log-in is followed, also with a session that is too old for what stands there."""
    kwargs = {"provider_id": "findes-ikke", "pk": 1}
    for pattern in account_urls.urlpatterns:
        needed = {name: kwargs[name] for name in pattern.pattern.converters}
        client = logged_in(cast.board_chair, 30)
        client.get(reverse(pattern.name, kwargs=needed))
        assert "_auth_user_id" in client.session, pattern.name


@pytest.mark.parametrize("page", [*CHANGES, "app/fra", "noegler/{pk}/fjern"])
def test_who_has_a_second_factor_is_asked_for_that(cast, page):
    made = Authenticator.objects.create(user=cast.officer, type=Authenticator.Type.WEBAUTHN, data={"name": "Nøgle"})
    if page == "app/fra":
        Authenticator.objects.create(user=cast.officer, type=Authenticator.Type.TOTP, data={"secret": "x"})

    answer = logged_in(cast.officer, 30).post(f"/konto/{page.format(pk=made.pk)}/")

    assert answer.status_code == 302
    assert answer.url.startswith("/konto/bekraeft/")


def test_one_logs_out_everywhere(cast):
    here, there, other = Client(), Client(), Client()
    for client in (here, there):
        client.force_login(cast.board_chair)
    other.force_login(cast.officer)
    assert 'action="/min-side/log-ud-alle-steder/"' in here.get("/min-side/").content.decode()

    assert here.post("/min-side/log-ud-alle-steder/").url == LOGIN

    assert [client.get("/min-side/").status_code for client in (here, there, other)] == [302, 302, 200]
    assert "account_sessions_end" in [entry.action for entry in audit.trail_of(cast.board_chair)]
    here.force_login(User.objects.get(pk=cast.board_chair.pk))
    assert here.get("/min-side/").status_code == 200


@pytest.mark.parametrize(
    ("asked", "device", "said"),
    [("ar", "", True), ("", "ar,da;q=0.5", True), ("en", "ar", False), ("", "da,ar;q=0.5", False), ("", "fr", False)],
)
def test_who_reads_another_language_is_told_so_in_that_language(client, asked, device, said):
    page = client.get("/konto/log-ind/", {"sprog": asked}, headers={"Accept-Language": device}).text

    assert ('lang="ar" dir="rtl">هذه الصفحة' in page) is said
    assert 'lang="ar" dir="rtl">هذه' not in client.get("/bord/", {"sprog": "ar"}).text
