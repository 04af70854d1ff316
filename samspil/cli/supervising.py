# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Two processes and the one that looks after them: started, started again when they die, stopped in order."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

# Seconds that the web process gets for what is being answered.
WEB_GRACE = 4
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
# A process that has lived this long is taken to be sound again.
_STABLE_AFTER = 60.0
_CHECK_EVERY, _CHECK_STARTING_EVERY = 0.2, 0.03


@dataclass
class Child:
    """One process. `patience` is how long it gets to end after SIGTERM."""

    name: str
    arguments: Sequence[str]
    patience: float
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = field(default=0.0)

    def start(self, environment: Mapping[str, str]) -> None:
        # Its stdin ends when we do, kill -9 included, and then it ends too (`follow_parent`). A group of its own, so
        # that Ctrl-C in the terminal reaches us alone, and the order of stopping is ours.
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.arguments],
            stdin=subprocess.PIPE,
            env=dict(environment),
            start_new_session=True,
        )
        self.started = time.monotonic()

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def code(self) -> int:
        """Its exit code, 0 as long as it runs."""
        return (self.process and self.process.returncode) or 0

    def stop(self, *, at_once: bool = False) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1 if at_once else self.patience)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None


class Supervisor:
    """Looks after `children` (in the order they are stopped) until SIGTERM, SIGINT or SIGHUP."""

    def __init__(self, children: list[Child], environment: Mapping[str, str]) -> None:
        self.children = children
        self.environment = environment
        self._stopping = threading.Event()
        self._stop_requests = 0

    def run(self, *, begin: Callable[[], object], is_ready: Callable[[], bool], on_ready: Callable[[], None]) -> int:
        """The exit code: 0 after a wish to stop, that of the first child when it could not start at all.

        `begin` is called while the first child starts; the others follow when that one is ready.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        first, *others = self.children
        ready = False
        try:
            first.start(self.environment)
            begin()
            while not self._stopping.wait(_CHECK_EVERY if ready else _CHECK_STARTING_EVERY):
                if not ready and first.ended():
                    return first.code or 1
                self._restart_ended()
                if not ready and is_ready():
                    ready = True
                    for child in others:
                        child.start(self.environment)
                    on_ready()
            return 0
        finally:
            for child in self.children:
                child.stop(at_once=self._stop_requests > 1)

    def _restart_ended(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if not child.ended():
                continue
            if not child.due:
                # One that ended in order did so on purpose (`follow_sources`).
                stable = child.code == 0 or now - child.started > _STABLE_AFTER
                child.pause = _FIRST_PAUSE if stable or not child.pause else min(child.pause * 2, _LONGEST_PAUSE)
                child.due = now + child.pause
                print(
                    f"{child.name} stoppede ({child.code}) og startes igen om {child.pause:.0f} s.",
                    file=sys.stderr,
                    flush=True,
                )
            if now >= child.due:
                child.due = 0.0
                child.stop()
                child.start(self.environment)

    def _stop(self, _number: int, _stack: FrameType | None) -> None:
        self._stop_requests += 1
        self._stopping.set()
        if self._stop_requests > 1:
            for child in self.children:
                if child.process:
                    child.process.kill()


def follow_sources(folder: Path) -> None:
    """In a child, for those who develop: end when the code changes. The supervisor starts it again, with the new."""

    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in folder.rglob("*.py")}

    def wait() -> None:
        before = state()
        while True:
            time.sleep(1)
            # An editor may move a file away for a moment, between the list and the look.
            with suppress(FileNotFoundError):
                if state() != before:
                    os.kill(os.getpid(), signal.SIGTERM)
                    return

    threading.Thread(target=wait, name="follow-sources", daemon=True).start()


def follow_parent(patience: float) -> None:
    """In a child: end when the supervisor has ended, however it ended."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(patience)
        os._exit(1)

    threading.Thread(target=wait, name="follow-parent", daemon=True).start()
