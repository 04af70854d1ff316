# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from samspil.core.errors import Refused
from samspil.people.tests.factories import MunicipalityFactory
from samspil.ui import shell, views
from samspil.ui.errors import error_number
from samspil.ui.refusals import RefusalMiddleware

PAGES = ["/was/", "/privatliv/", "/stil/"]
pytestmark = pytest.mark.django_db


def policy(response):
    found = [rule.strip().split(" ", 1) for rule in response.headers["Content-Security-Policy"].split(";")]
    return {rule[0]: rule[1] for rule in found}


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", PAGES)
def test_each_page_allows_nothing_inline_and_nothing_from_elsewhere(client, address):
    rules = policy(client.get(address))

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in " ".join(rules.values())
    assert "http" not in " ".join(rules.values())


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_what_every_page_has(client, address):
    html = client.get(address).content.decode()

    assert '<html lang="da" dir="ltr">' in html
    assert re.search(r"<title>[^<]+ – Samspil</title>", html)
    assert 'class="skipnav" href="#main-content"' in html
    assert html.count("<h1") == html.count("<main") == 1
    assert 'href="/was/"' in html
    assert 'href="/privatliv/"' in html
    assert "sprog=en" in html


def test_was_is_found_by_its_short_address(client):
    assert client.get("/was").headers["Location"] == "/was/"


def test_the_style_page_is_only_for_those_who_build(client, settings):
    settings.DEMO = settings.DEBUG = False

    assert client.get("/stil/").status_code == 404


@pytest.mark.usefixtures("demo")
def test_the_style_page_mirrors(client):
    assert '<html lang="ar" dir="rtl">' in client.get("/stil/?sprog=ar").content.decode()


def test_the_links_of_the_language_menu_keep_the_rest_of_the_address(client):
    html = client.get("/was/?a=1&sprog=da").content.decode()

    assert 'href="?a=1&amp;sprog=en"' in html


def test_what_is_not_there_says_so_in_plain_words_with_a_number(client):
    response = client.get("/findes-ikke/")

    html = response.content.decode()
    assert response.status_code == 404
    assert "Vi kan ikke finde siden" in html
    assert re.search(r"<code>[2-9A-Z]{3}-[2-9A-Z]{3}</code>", html)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "Vi forstod ikke"),
        (views.forbidden, 403, "Det kan du ikke her"),
        (views.not_found, 404, "kan ikke finde"),
        (views.server_error, 500, "Noget gik galt hos os"),
        (views.csrf_failure, 403, "Siden var for gammel"),
    ],
)
def test_each_error_has_a_page_that_asks_the_database_nothing(view, status, words, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = view(RequestFactory().get("/"))

    assert response.status_code == status
    assert words in response.content.decode()


def test_the_log_ties_the_number_to_the_route_and_never_to_the_address(client, caplog):
    response = client.get("/hemmeligt-link-abc123/")

    number = re.search(r"<code>([^<]+)</code>", response.content.decode())[1]
    line = next(record.getMessage() for record in caplog.records if record.name == "samspil.ui.errors")
    assert number in line
    assert "abc123" not in line


def test_numbers_of_errors_can_be_said_aloud():
    seen = {error_number() for _ in range(200)}

    assert len(seen) > 190
    assert all(re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}", number) for number in seen)
    assert not set("01IOQW") & set("".join(seen))


def refuse(request, status=None):
    error = Refused("Runden er slut. Noten er gemt. Gå til næste runde.", code="round-over")
    if status:
        error.status = status
    return RefusalMiddleware(lambda asked: HttpResponse()).process_exception(request, error)


def test_a_refusal_reaches_the_person_in_its_own_words():
    response = refuse(RequestFactory().get("/"))

    assert response.status_code == 409
    assert "Runden er slut. Noten er gemt." in response.content.decode()


def test_a_refusal_to_htmx_is_the_bare_words():
    response = refuse(RequestFactory().get("/", headers={"HX-Request": "true"}), status=410)

    assert response.status_code == 410
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.content.decode().startswith("Runden er slut.")


def test_other_errors_are_left_to_those_who_know_them():
    assert (
        RefusalMiddleware(lambda asked: HttpResponse()).process_exception(RequestFactory().get("/"), ValueError())
        is None
    )


@pytest.fixture
def empty_shell(monkeypatch):
    fresh = shell._Registered({}, {}, lambda: None, lambda request: "", lambda request: ())
    monkeypatch.setattr(shell, "_registered", fresh)


@pytest.mark.usefixtures("empty_shell")
def test_a_menu_shows_what_one_may_see_in_order():
    request = RequestFactory().get("/")
    shell.register_item(shell.Item(code="b", label="B", route="x", order=2))
    shell.register_item(shell.Item(code="a", label="A", route="x", order=1))
    shell.register_item(shell.Item(code="c", label="C", route="x", order=0, shown=lambda asked: False))

    assert [item.code for item in shell.items(request)] == ["a", "b"]


@pytest.mark.usefixtures("empty_shell")
def test_a_house_without_a_name_claims_none():
    assert shell.house() == shell.House(name="Samspil")


@pytest.mark.usefixtures("empty_shell")
def test_the_demos_bar_is_only_in_the_demo(client, settings):
    shell.register_demo(lambda request: [shell.Choice(label="Bord 7", url="/demo/bord/", current=True)])

    settings.DEMO = False
    assert "sp-demobar" not in client.get("/was/").content.decode()
    settings.DEMO = True
    assert 'action="/demo/bord/"' in client.get("/was/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/was/", "/privatliv/"])
def test_reported_a_telephone_number_keeps_its_order_among_arabic_words(client, address):
    """Groups of digits change places in a line from right to left: the last would be dialled first."""
    MunicipalityFactory(phone="76 16 40 00")

    page = client.get(f"{address}?sprog=ar").text

    assert 'lang="ar"' in page
    assert page.count("76 16 40 00") == page.count('<bdi dir="ltr">76 16 40 00</bdi>') > 0
