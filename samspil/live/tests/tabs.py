# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Chromium with real tabs. Playwright makes every page believe that it is in front, and that is what is tested here."""

import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser import windowed_chromium

# Waits of the page's own scripts pass ten times as fast.
HURRY = "const slow = setTimeout; window.setTimeout = (work, wait, ...more) => slow(work, wait / 10, ...more);"


class Tabs:
    """A browser window."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)

    def call(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        self._connection.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while (answer := json.loads(self._connection.recv(timeout=60))).get("id") != number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, url: str, script: str = HURRY) -> "Tab":
        tab = Tab(self, self.call("Target.createTarget", url="about:blank")["targetId"])
        tab.call("Page.enable")
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        tab.call("Page.navigate", url=url)
        return tab


class Tab:
    """One tab; in front when it has just been opened."""

    def __init__(self, tabs: Tabs, target: str) -> None:
        self._tabs, self._target = tabs, target
        self._session = tabs.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        return self._tabs.call(method, self._session, **parameters)

    def bring_to_front(self) -> None:
        self._tabs.call("Target.activateTarget", targetId=self._target)

    def run(self, script: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def text(self, selector: str) -> str:
        """What can be seen of it."""
        return self.run(f"(e => e?.checkVisibility() ? e.innerText : '')(document.querySelector({selector!r}))")

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)


def becomes_true(question: Callable[[], object], seconds: float = 60.0) -> bool:
    until = time.monotonic() + seconds
    while not (answer := bool(question())) and time.monotonic() < until:
        time.sleep(0.05)
    return answer


@contextmanager
def browser() -> Iterator[Tabs]:
    folder = Path(tempfile.mkdtemp(prefix="samspil-tabs-"))
    # Chromium's sandbox refuses root, and containers seldom have a large /dev/shm.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    options = ["--headless", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", *sandbox]
    process = subprocess.Popen(
        [windowed_chromium(), *options, f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        written = folder / "DevToolsActivePort"
        assert becomes_true(lambda: written.exists() and written.read_text(encoding="utf-8").count("\n"))
        port, path = written.read_text(encoding="utf-8").split()
        with connect(f"ws://127.0.0.1:{port}{path}", max_size=None) as connection:
            yield Tabs(connection)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)
