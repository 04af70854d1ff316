# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""In which order tests are handed out, and which stay together on one worker (docs/testing.md).

`--dist loadgroup --no-loadscope-reorder` (pyproject.toml) hands them out in this order: what uses the server of the
whole run first, since all of it stays on one worker, then what drives browsers and processes, and the many short ones
last, so that all workers have something to do to the end.
"""

import pytest

from tests.made_once import Start, starts_of

# Servers of the whole run (conftest.py): what uses one of them stays on one worker, so that there is one of each.
_SHARED = ("town", "demo_house")
_RANKS = ("browser", "process")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """xdist reads the groups in its own hook, after this one."""
    for item in items:
        if group := _group(item):
            item.add_marker(pytest.mark.xdist_group(group))


class LastOrder:
    """Ordering comes after every other plugin's, but keeps it within each rank and start."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # Those that begin with the same rows follow each other, so that these are made once (tests/made_once.py).
        starts: dict[tuple[Start, ...], int] = {}
        items.sort(key=lambda item: (_rank(item), starts.setdefault(starts_of(item), len(starts))))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LastOrder())


def _group(item: pytest.Item) -> str:
    names = getattr(item, "fixturenames", ())
    for name in _SHARED:
        if name in names:
            return name
    # A browser, or a fixture that is made once for a module, would otherwise be there once on each worker.
    found = getattr(item, "_fixtureinfo", None)
    fixtures = found.name2fixturedefs if found else {}
    shares = any(fixture.scope == "module" for known in fixtures.values() for fixture in known)
    return item.nodeid.partition("::")[0] if shares or item.get_closest_marker("browser") else ""


def _rank(item: pytest.Item) -> int:
    if "town" in getattr(item, "fixturenames", ()):
        return 0
    return next((rank for rank, name in enumerate(_RANKS, 1) if item.get_closest_marker(name)), 1 + len(_RANKS))
