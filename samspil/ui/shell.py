# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What stands round every page: who runs the house, the main menu, the person's menu, the demo's bar.

`ui` knows no feature. Each feature registers what is its own from `AppConfig.ready`, and says itself who may see it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest


def everybody(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Item:
    """A place in a menu. `shown` says who sees it; `label` may be a lazy translation. A page says `nav="<code>"`."""

    code: str
    label: object
    route: str
    order: int
    shown: Callable[[HttpRequest], bool] = everybody


@dataclass(frozen=True, kw_only=True)
class House:
    """Who runs this installation, as it stands at the top and the foot of every page."""

    name: str
    department: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Somebody one can be in the demo. Choosing posts to `url`."""

    label: object
    url: str
    current: bool = False


@dataclass
class _Registered:
    items: dict[str, Item]
    menu: dict[str, Item]
    house: Callable[[], House | None]
    person: Callable[[HttpRequest], str]
    demo: Callable[[HttpRequest], Sequence[Choice]]


def _no_house() -> House | None:
    return None


def _user_name(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return user.get_username() if user is not None and user.is_authenticated else ""


def _no_demo(request: HttpRequest) -> Sequence[Choice]:
    return ()


_registered = _Registered({}, {}, _no_house, _user_name, _no_demo)


def register_item(item: Item) -> None:
    """Put a place in the main menu. The same code again replaces it."""
    _registered.items[item.code] = item


def register_menu_item(item: Item) -> None:
    """Put a place in the person's own menu, above "Log af"."""
    _registered.menu[item.code] = item


def register_house(provider: Callable[[], House | None]) -> None:
    """Say where the municipality's name and telephone come from."""
    _registered.house = provider


def register_person(provider: Callable[[HttpRequest], str]) -> None:
    """Say what the logged-in person is called; nobody is the empty string."""
    _registered.person = provider


def register_demo(provider: Callable[[HttpRequest], Sequence[Choice]]) -> None:
    """Fill the bar "Se som …". Called only where `settings.DEMO` is on."""
    _registered.demo = provider


def items(request: HttpRequest) -> list[Item]:
    return _shown(_registered.items, request)


def menu(request: HttpRequest) -> list[Item]:
    return _shown(_registered.menu, request)


def house() -> House:
    """The municipality; before there is one in the rows, a name that claims nothing."""
    return _registered.house() or House(name="Samspil")


def person(request: HttpRequest) -> str:
    return _registered.person(request)


def demo(request: HttpRequest) -> Sequence[Choice]:
    return _registered.demo(request)


def _shown(registered: dict[str, Item], request: HttpRequest) -> list[Item]:
    ordered = sorted(registered.values(), key=lambda item: (item.order, item.code))
    return [item for item in ordered if item.shown(request)]
