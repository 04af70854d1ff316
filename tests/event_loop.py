# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Lets tests with and without a browser follow each other in any order in one process.

Playwright's synchronous interface leaves its event loop marked as running in the thread, also between its calls; there
Django refuses the database and asyncio.run refuses to begin. The loop stands still between two calls, so the mark is
taken off for a test that drives no browser, and put back for one that does.
"""

import asyncio
import os

import pytest

_ALLOWED = "DJANGO_ALLOW_ASYNC_UNSAFE"
_set_aside: list[asyncio.AbstractEventLoop] = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if drives_a_browser(item):
        _put_back()
        # Rows are made in this thread, which only looks as if it ran a loop.
        os.environ[_ALLOWED] = "true"
        return
    os.environ.pop(_ALLOWED, None)
    if loop := asyncio._get_running_loop():
        _set_aside.append(loop)
        asyncio._set_running_loop(None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """With the last test the browser is closed, whatever that test was: after what is the test's own, for Django finds
    its connection no more beside a running loop, and before what is the session's.
    """
    if nextitem is None:
        item.session._setupstate.addfinalizer(_allow_closing, item.session)


def _allow_closing() -> None:
    _put_back()
    if asyncio._get_running_loop():
        os.environ[_ALLOWED] = "true"


def drives_a_browser(item: pytest.Item) -> bool:
    """Not by the name `page`, which is a parameter of some tests too."""
    return bool(item.get_closest_marker("browser")) or "playwright" in getattr(item, "fixturenames", ())


def _put_back() -> None:
    if _set_aside:
        asyncio._set_running_loop(_set_aside.pop())
