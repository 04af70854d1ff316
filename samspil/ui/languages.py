# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which language a page is shown in.

1. `?sprog=xx` in the address, which is kept in a cookie (a link, so that it works without JavaScript);
2. the cookie from an earlier choice;
3. on pages that speak more than the house's own languages: the language of the reader's device;
4. Danish.

A page speaks Danish and English unless its view says more with `@speaks`. What it does not speak falls back to Danish
as a
whole: half a page in each of two languages, one of them from right to left, can be read by nobody.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import trans_real

View = TypeVar("View", bound=Callable[..., Any])

PARAMETER: Final = "sprog"
HOUSE: Final = ("da", "en")
RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


def speaks(*languages: str, device: bool = True) -> Callable[[View], View]:
    """Say that a view's page is complete in these languages; it then also follows the reader's `device`.

    Not where the device is nobody's own, as the big screen's: there somebody must choose.
    """

    def mark(view: View) -> View:
        view.speaks = languages  # type: ignore[attr-defined]  # read by LanguageMiddleware
        view.follows_device = device  # type: ignore[attr-defined]  # as above
        return view

    return mark


def of_page(request: HttpRequest) -> tuple[str, ...]:
    """The languages the present page can be shown in."""
    return getattr(request, "page_languages", HOUSE)


def missed(request: HttpRequest) -> str | None:
    """The reader's language, where it is on offer and the present page does not speak it."""
    offered = tuple(dict(settings.LANGUAGES))
    wanted = _kept(request) or of_device(request, offered)
    return wanted if wanted and wanted not in of_page(request) else None


def of_device(request: HttpRequest, among: tuple[str, ...]) -> str | None:
    """The first of the device's languages that is among these."""
    for code, _weight in trans_real.parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if code.split("-")[0] in among:
            return code.split("-")[0]
    return None


class LanguageMiddleware(MiddlewareMixin):
    """Sets the language of each request; after the session, before anything that writes words."""

    def process_request(self, request: HttpRequest) -> None:
        # A page that nobody answers (404) is shown in the chosen language as it is: it is short and in all of them.
        self._show(request, _kept(request) or settings.LANGUAGE_CODE)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> None:
        """Narrow the choice to what the page speaks."""
        languages: tuple[str, ...] = getattr(view, "speaks", HOUSE)
        chosen = _kept(request)
        if chosen is None and languages != HOUSE and getattr(view, "follows_device", True):
            chosen = of_device(request, languages)
        request.page_languages = languages  # type: ignore[attr-defined]  # read by of_page
        self._show(request, chosen if chosen in languages else settings.LANGUAGE_CODE)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
        asked = _asked(request)
        if asked:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
        # The next one in this thread may be somebody else, or no request at all.
        translation.deactivate()
        return response

    @staticmethod
    def _show(request: HttpRequest, language: str) -> None:
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _on_offer(code: str) -> str | None:
    return code if code in dict(settings.LANGUAGES) else None


def _asked(request: HttpRequest) -> str | None:
    return _on_offer(request.GET.get(PARAMETER, ""))


def _kept(request: HttpRequest) -> str | None:
    return _asked(request) or _on_offer(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
