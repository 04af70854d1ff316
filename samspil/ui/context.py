# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The variable `shell` in every page that is answered with a request.

Nothing is asked for before the template names it.
"""

from collections.abc import Sequence
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from samspil.ui import languages
from samspil.ui import shell as registry
from samspil.ui.shipped import OWN_NAMES


class Shell:
    """Read lazily and once: a fragment that shows no menu asks nobody what they may see."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def house(self) -> registry.House:
        return registry.house()

    @cached_property
    def items(self) -> list[registry.Item]:
        return registry.items(self._request)

    @cached_property
    def menu(self) -> list[registry.Item]:
        return registry.menu(self._request)

    @cached_property
    def person(self) -> str:
        return registry.person(self._request)

    @cached_property
    def demo(self) -> Sequence[registry.Choice]:
        return registry.demo(self._request) if settings.DEMO else ()

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The page's languages with their own names."""
        return [(code, OWN_NAMES[code]) for code in languages.of_page(self._request)]

    @property
    def missed(self) -> str | None:
        """The reader's own language, where the page does not speak it."""
        return languages.missed(self._request)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    return {"shell": Shell(request)}
