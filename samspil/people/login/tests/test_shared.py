# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Several persons with one mail address: one code, then a choice of who it is."""

import datetime as dt
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import audit, clock
from samspil.core.models import TryCount
from samspil.delivery.models import MessageRecipient
from samspil.people.erasure.actions import person_erase
from samspil.people.importing.actions import importing
from samspil.people.importing.actions.plan import KINDS
from samspil.people.importing.tests import files as example
from samspil.people.login.actions import accounts_open_by_rolls
from samspil.people.login.queries import accounts_offered
from samspil.people.models import Guardianship, Person, User
from samspil.people.persons.actions import account_close, account_open
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
LOGIN, CODE, WHO = "/konto/log-ind/", "/konto/log-ind/kode/", "/konto/log-ind/hvem/"
OFFICE = "kontor@skole.example.org"


@pytest.fixture(autouse=True)
def _fresh(settings):
    cache.clear()
    settings.EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"


def seated(given_name, email=OFFICE, **person):
    """A parent on a board of their own school; nobody has opened an account."""
    row = make.PersonFactory(given_name=given_name, family_name="Holm", email=email, **person)
    make.BoardSeatFactory(person=row, board__school__name=f"{given_name}s Skole")
    return row


@pytest.fixture
def couple(cast):
    return seated("Anna"), seated("Bent")


def code_sent():
    row = MessageRecipient.objects.select_related("message").order_by("-pk")[0]
    return re.search(r"\b\d{8}\b", row.message.text)[0]


def with_code(client, email=OFFICE, wanted=""):
    """Asks, writes the code of the mail, and answers where that leads."""
    asked = client.post(LOGIN, {"email": email} | ({"next": wanted} if wanted else {}))
    assert asked.url.startswith(CODE), asked
    return client.post(asked.url, {"code": code_sent()} | ({"next": wanted} if wanted else {}))


def choices(client):
    """What the page offers: {name and roles: value of the button}."""
    page = client.get(WHO).content.decode()
    found = re.findall(
        r'value="([^"]+)" aria-describedby="[^"]+">([^<]+)</button></p>\s*<div[^>]*>(.*?)</div>', page, re.S
    )
    return {" · ".join([name, *re.findall(r"<p[^>]*>([^<]+)</p>", roles)]): value for value, name, roles in found}


def choose(client, name):
    (value,) = [value for words, value in choices(client).items() if words.startswith(name)]
    return client.post(WHO, {"account": value})


def is_in(client):
    return client.get("/min-side/").status_code == 200


def logged_in(client):
    return User.objects.get(pk=client.session["_auth_user_id"]).person


def test_one_code_goes_out_and_then_each_says_who_they_are(client, couple):
    anna, bent = couple

    assert with_code(client, wanted="/min-side/").url == WHO
    assert MessageRecipient.objects.count() == 1
    assert not is_in(client)
    assert list(choices(client)) == [
        "Anna Holm · Medlem af skolebestyrelsen, Annas Skole", "Bent Holm · Medlem af skolebestyrelsen, Bents Skole",
    ]  # fmt: skip
    choose(client, "Bent Holm")

    assert logged_in(client) == bent
    page = client.get("/min-side/").content.decode()
    assert "Bents Skole" in page
    assert "Annas Skole" not in page
    # Only a new log-in asks again.
    assert client.get(WHO).status_code == 302
    assert client.post(WHO, {"account": str(anna.user.uuid)}).status_code == 302
    assert logged_in(client) == bent
    other = Client()
    with_code(other)
    choose(other, "Anna Holm")
    assert logged_in(other) == anna
    assert not EmailAddress.objects.exists()


def test_the_page_one_wanted_comes_after_the_choice(client, couple):
    with_code(client, wanted="/min-side/")

    assert choose(client, "Anna Holm").url == "/min-side/"


def test_who_is_alone_at_an_address_is_asked_nothing(client, cast):
    alone = seated("Anna", email="anna.holm@example.org")

    assert with_code(client, "ANNA.holm@example.org", "/min-side/").url == "/min-side/"
    assert logged_in(client) == alone
    assert not [entry for entry in audit.trail_of(alone.user) if entry.action == "account_choose"]


def test_a_code_goes_to_the_address_that_is_known_and_to_none_that_looks_the_same(client, cast):
    """The Kelvin sign becomes a k when it is made small, but it is another letter to a mail server."""
    seated("Anna", email="anna.krogh@example.org")

    with_code(client, "Anna.\N{KELVIN SIGN}rogh@example.org")

    assert [row.address for row in MessageRecipient.objects.all()] == ["anna.krogh@example.org"]
    assert is_in(client)


def test_it_is_kept_who_was_chosen(client, couple):
    anna, bent = couple
    with_code(client)
    choose(client, "Anna Holm")

    assert [entry.action for entry in audit.trail_of(anna.user)].count("account_choose") == 1
    assert "account_choose" not in [entry.action for entry in audit.trail_of(bent.user)]


@pytest.mark.parametrize("answer", ["", "x", "stranger", "closed since", "erased since"])
def test_only_who_stands_there_can_be_chosen(client, cast, couple, answer):
    _anna, bent = couple
    with_code(client)
    offered = choices(client)
    value = {"stranger": str(cast.officer.uuid)}.get(answer, answer)
    if answer == "closed since":
        account_close(user=bent.user, by=None, now=clock.now())
    if answer == "erased since":
        person_erase(person=bent, by=None, now=clock.now())
    if answer.endswith("since"):
        value = next(value for words, value in offered.items() if words.startswith("Bent"))

    assert client.post(WHO, {"account": value}).url == WHO
    assert not is_in(client)
    page = client.get(WHO).content.decode()
    assert "Vælg en af dem, der står her." in page
    assert ("Bent Holm" in page) == (not answer.endswith("since"))
    choose(client, "Anna Holm")
    assert is_in(client)


def test_nobody_comes_to_the_choice_without_the_right_code(client, couple):
    for asked in (False, True):
        if asked:
            client.post(LOGIN, {"email": OFFICE})
            client.post(CODE, {"code": "00000000" if code_sent() != "00000000" else "11111111"})
        for answer in (client.get(WHO), client.post(WHO, {"account": "x"})):
            assert (answer.status_code, answer.url) == (302, LOGIN)
    assert not User.objects.filter(email=OFFICE).exists()


def test_beginning_again_leaves_the_choice(client, couple):
    with_code(client)
    assert client.get(LOGIN).url == WHO

    client.post("/konto/log-af/", {"next": LOGIN})

    assert client.get(LOGIN).status_code == 200
    assert client.get(WHO).url == LOGIN


def test_the_second_factor_of_who_was_chosen_comes_after_the_choice(couple):
    anna, _bent = couple
    user = account_open(person=anna, by=None, now=clock.now())
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    other, client = Client(), Client()

    with_code(other)
    choose(other, "Bent Holm")
    assert is_in(other)
    with_code(client, wanted="/min-side/")
    assert choose(client, "Anna Holm").url == "/konto/log-ind/ekstra/"
    assert not is_in(client)
    # The choice is made: to be somebody else is to log in anew.
    assert client.get(WHO).url == LOGIN
    assert client.get(LOGIN).url == "/konto/log-ind/ekstra/"
    assert client.post(WHO, {"account": str(user.uuid)}).url == LOGIN
    assert client.post("/konto/log-ind/ekstra/", {"code": code}).url == "/min-side/"
    assert logged_in(client) == anna


def test_erased_and_closed_persons_and_those_whose_seat_is_over_are_not_offered(client, cast, couple):
    for name in ("Carl", "Dora"):
        account_open(person=seated(name), by=None, now=clock.now())
    person_erase(person=Person.objects.get(given_name="Carl"), by=None, now=clock.now())
    account_close(user=User.objects.get(person__given_name="Dora"), by=None, now=clock.now())
    over = make.PersonFactory(given_name="Erik", email=OFFICE)
    make.BoardSeatFactory(person=over, from_on=dt.date(2020, 1, 1), until_on=dt.date(2021, 1, 1))
    account_open(person=over, by=None, now=clock.now())

    with_code(client)

    assert [words.split()[0] for words in choices(client)] == ["Anna", "Bent"]


def test_when_one_of_two_is_erased_the_other_is_asked_nothing(client, couple):
    anna, bent = couple
    person_erase(person=anna, by=None, now=clock.now())

    with_code(client)

    assert logged_in(client) == bent


def test_a_protected_person_is_offered_without_name_and_place(client, couple):
    for number, protection in enumerate(("name_protected", "address_protected")):
        seated(f"Hemmelig{number}", **{protection: True})

    with_code(client)

    # An address that is protected hides where; a name that is, hides who.
    assert {words for words in choices(client) if "Holm" not in words or "Hemmelig" in words} == {
        "Navnet er beskyttet · Medlem af skolebestyrelsen", "Hemmelig1 Holm · Medlem af skolebestyrelsen",
    }  # fmt: skip
    assert "Hemmelig0" not in client.get(WHO).content.decode()
    choose(client, "Navnet er beskyttet")
    assert logged_in(client).name_protected


def work_of(what):
    """Its answer, and what was asked of the database without the values, while no other mail waits."""
    DBTaskResult.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        answer = what()
    kinds = [
        " ".join(re.findall(r"^\w+|(?:FROM|INTO|UPDATE) \"?\w+", query["sql"])).replace('"', "") for query in queries
    ]
    kinds = [kind for kind in kinds if not re.match("SAVEPOINT|RELEASE|ROLLBACK", kind)]
    return (answer.status_code, answer.get("Location")), Counter(kinds)


def test_nothing_tells_before_the_right_code_how_many_have_an_address(cast, couple, time_machine):
    """Nobody, one with an account, one without, several with and without: the same words and the same work."""
    time_machine.move_to(clock.now(), tick=False)
    seated("Frida", email="frida@example.org")
    for name in ("Gorm", "Hans"):
        account_open(person=seated(name, email="to@example.org"), by=None, now=clock.now())
    seen = []
    for email in ("ukendt@example.org", "lone@example.org", "frida@example.org", OFFICE, "to@example.org"):
        client = Client()
        client.get(LOGIN)
        asked = work_of(lambda client=client, email=email: client.post(LOGIN, {"email": email}))
        page = re.sub(r'value="[^"]+"', "", client.get(CODE).content.decode().replace(email, "ADRESSEN"))
        wrong = work_of(lambda client=client: client.post(CODE, {"code": "0"}))
        at_once = work_of(lambda client=client: client.post(CODE, {"action": "resend"}))
        time_machine.shift(60)
        again = work_of(lambda client=client: client.post(CODE, {"action": "resend"}))
        seen.append((asked, page, wrong, at_once, again))

    written = [work["INSERT INTO delivery_message"] for (_answer, work) in (seen[0][0], *seen[0][3:])]
    assert written == [1, 0, 1]
    for one in seen[1:]:
        for part, first in zip(one, seen[0], strict=True):
            assert part == first
    assert {row.address for row in MessageRecipient.objects.all()} == {
        "lone@example.org", "frida@example.org", OFFICE, "to@example.org"
    }  # fmt: skip


def test_an_office_where_many_log_in_is_not_stopped(couple):
    """A code that was used counts no more."""
    for _ in range(8):
        client = Client()
        with_code(client)
        choose(client, "Anna Holm")
        assert is_in(client)
    assert not TryCount.objects.filter(kind="login-code", number__gt=0).exists()
    Client().post(LOGIN, {"email": OFFICE})
    assert TryCount.objects.filter(kind="login-code", number__gt=0).exists()


def test_an_import_with_two_adults_of_one_address_lets_both_in(cast):
    rows = "101A01;Anna;Holm;{0};forælder;nej;;\n101A01;Bent;Holm;{0};forælder;nej;;\n".format(OFFICE.upper())
    parents = f"v8;e1;Anna;Holm;{OFFICE};;;mor;;\nv9;e1;Bent;Holm;{OFFICE};;;far;;\n"
    files = example.csv_files(bestyrelser=example.SEATS + rows, forældre=example.GUARDIANS + parents)
    _first, again = (
        importing.import_files(files=files, on=clock.today(now), by=None, now=now, confirmed=KINDS)
        for now in (clock.now(), clock.now())
    )

    assert sum(count.new + count.changed for count in again.counts.values()) == 0
    assert Person.objects.filter(family_name="Holm").count() == 2
    assert Guardianship.objects.filter(guardian__family_name="Holm").count() == 2
    for name in ("Anna Holm", "Bent Holm"):
        client = Client()
        assert with_code(client).url == WHO
        choose(client, name)
        assert logged_in(client).name == name


def test_who_gets_another_address_by_an_import_logs_in_with_that_one(cast):
    """Also one that somebody else has; an account that was opened with an address of its own keeps that."""
    people = "v8;e1;Anna;Holm;{};;;mor;;\nv9;e1;Bent;Holm;{};;;far;;\nv10;e1;Carl;Holm;{};;;far;;\n"

    def bring(*emails):
        files = example.csv_files(forældre=example.GUARDIANS + people.format(*emails))
        now = clock.now()
        importing.import_files(files=files, on=clock.today(now), by=None, now=now, confirmed=KINDS)

    bring("anna.h@example.org", "bent.h@example.org", "carl.h@example.org")
    for name, email in (("Anna", ""), ("Bent", ""), ("Carl", "carl@arbejde.example.org")):
        person = Person.objects.get(given_name=name, family_name="Holm")
        account_open(person=person, email=email, by=None, now=clock.now())
    bring(OFFICE.upper(), OFFICE, OFFICE)

    client, old, own = Client(), Client(), Client()
    with_code(client)
    assert [words.partition(" · ")[0] for words in choices(client)] == ["Anna Holm", "Bent Holm"]
    before = MessageRecipient.objects.count()
    old.post(LOGIN, {"email": "bent.h@example.org"})
    assert MessageRecipient.objects.count() == before
    with_code(own, "carl@arbejde.example.org")
    assert logged_in(own).given_name == "Carl"


@pytest.mark.django_db(transaction=True)
def test_two_who_log_in_at_once_each_get_in(transactional_db):
    """Both codes are right at the same moment, and nobody has an account yet."""
    make.MunicipalityFactory()
    for name in ("Anna", "Bent"):
        seated(name)
    clients = []
    for name in ("Anna", "Bent"):
        client = Client()
        client.post(LOGIN, {"email": OFFICE})
        clients.append((client, code_sent(), name))
    both = threading.Barrier(2, timeout=60)

    def enter(one):
        client, code, name = one
        try:
            both.wait()
            assert client.post(CODE, {"code": code}).url == WHO
            choose(client, name)
            return logged_in(client).given_name
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(enter, clients)) == ["Anna", "Bent"]
    assert User.objects.filter(email=OFFICE).count() == 2


SEATS = {
    "none": None,
    "now": {},
    "over": {"from_on": dt.date(2020, 1, 1), "until_on": dt.date(2021, 1, 1)},
    "coming": {"from_on": dt.date(2999, 1, 1)},
}
PERSONS = st.lists(
    st.tuples(
        st.sampled_from(["none", "open", "closed"]), st.sampled_from(sorted(SEATS)), st.booleans(), st.booleans()
    ),
    max_size=5,
)


@given(PERSONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_offered_are_exactly_those_who_may_log_in_there(persons):
    """Open accounts and seats of today at this address; who holds no role only where nobody there does."""
    email = f"{User.objects.count()}-{Person.objects.count()}@example.org"
    may, hold = set(), set()
    for account, seat, erased, here in persons:
        person = make.PersonFactory(email=email if here else "andet@example.org")
        if SEATS[seat] is not None:
            make.BoardSeatFactory(person=person, **SEATS[seat])
        if account != "none":
            user = account_open(person=person, by=None, now=clock.now())
            if account == "closed":
                account_close(user=user, by=None, now=clock.now())
        if erased:
            person_erase(person=person, by=None, now=clock.now())
        elif here and (account == "open" or (account == "none" and seat == "now")):
            may.add(person.pk)
            hold |= {person.pk} if seat == "now" else set()

    accounts_open_by_rolls(email=email, now=clock.now())
    offered = [choice.user.person_id for choice in accounts_offered(email=email, now=clock.now())]

    assert len(offered) == len(set(offered))
    assert set(offered) == (hold or may)
    assert accounts_open_by_rolls(email=email, now=clock.now()) == []
