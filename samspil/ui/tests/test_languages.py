# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.http import HttpResponse
from django.template import Context
from django.test import RequestFactory
from django.utils.translation import get_language

from samspil.ui.languages import LanguageMiddleware, direction, of_page, speaks
from samspil.ui.templatetags.samspil import language_url


def house_page(request, **kwargs):
    return HttpResponse(get_language())


@speaks("da", "en", "ar")
def open_page(request, **kwargs):
    return HttpResponse(get_language())


def ask(view, address="/", *, cookie="", device=""):
    """The page as a browser gets it: through the middleware, with the view that Django would have found."""
    request = RequestFactory().get(address, headers={"Accept-Language": device} if device else {})
    if cookie:
        request.COOKIES["samspil_sprog"] = cookie

    def answer(asked):
        middleware.process_view(asked, view, (), {})
        return view(asked)

    middleware = LanguageMiddleware(answer)
    return middleware(request), request


def shown(*args, **kwargs):
    return ask(*args, **kwargs)[0].content.decode()


def test_a_page_is_danish_when_nobody_says_anything():
    assert shown(house_page) == "da"
    assert shown(open_page) == "da"


def test_the_address_chooses_and_a_cookie_remembers():
    response, _request = ask(house_page, "/?sprog=en&x=1")

    assert response.content == b"en"
    kept = response.cookies["samspil_sprog"]
    assert (kept.value, kept["httponly"], kept["samesite"]) == ("en", True, "Lax")
    assert shown(house_page, cookie="en") == "en"


def test_looking_at_a_page_leaves_no_cookie():
    assert not ask(open_page, device="ar")[0].cookies


def test_the_address_is_stronger_than_the_cookie():
    assert shown(house_page, "/?sprog=da", cookie="en") == "da"


def test_a_page_for_everybody_follows_the_device():
    assert shown(open_page, device="so, ar-EG;q=0.9, en;q=0.5") == "ar"
    assert shown(open_page, cookie="da", device="ar") == "da"


def test_a_page_of_the_house_does_not():
    assert shown(house_page, device="en-GB") == "da"


def test_a_language_that_the_page_lacks_falls_back_as_a_whole():
    assert shown(house_page, cookie="ar") == "da"
    assert shown(house_page, "/?sprog=ar") == "da"
    assert shown(open_page, cookie="ar") == "ar"


@pytest.mark.parametrize("unknown", ["xx", "", "da-XX", "../da", "<script>", "ar;en"])
def test_what_is_no_language_changes_nothing(unknown):
    response, _request = ask(open_page, f"/?sprog={unknown}", cookie=unknown)

    assert response.content == b"da"
    assert not response.cookies


def test_the_page_knows_what_it_speaks():
    assert of_page(ask(house_page)[1]) == ("da", "en")
    assert of_page(ask(open_page)[1]) == ("da", "en", "ar")


def test_the_answer_says_its_language():
    assert ask(open_page, "/?sprog=ar")[0].headers["Content-Language"] == "ar"


@pytest.mark.parametrize(
    ("code", "way"), [("ar", "rtl"), ("ur", "rtl"), ("fa-AF", "rtl"), ("da", "ltr"), ("so", "ltr")]
)
def test_languages_run_their_own_way(code, way):
    assert direction(code) == way


@pytest.mark.parametrize(
    ("referer", "address"),
    [
        ("http://testserver/moeder/1/invitation/?a=1", "/moeder/1/invitation/?a=1&sprog=en"),
        ("https://elsewhere.example/moeder/", "?sprog=en"),
        ("", "?sprog=en"),
    ],
)
def test_after_a_refused_press_the_language_link_leads_to_the_page_it_was_pressed_on(referer, address):
    request = RequestFactory().post("/moeder/1/invitation/send/", headers={"Referer": referer})

    assert language_url(Context({"request": request}), "en") == address
