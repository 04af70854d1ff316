# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An interpreter beside a server process, with Django set up once for all the scripts that a test gives it."""

import json
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_LISTEN = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(json.loads(line), "script", "exec"), {"__name__": "script"})
        answer = ["done", printed.getvalue()]
    except Exception:
        answer = ["failed", traceback.format_exc()]
    finally:
        connections.close_all()
    print(json.dumps(answer), flush=True)
"""


class Shell:
    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LISTEN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**environment, "DJANGO_SETTINGS_MODULE": "samspil.config.settings"},
            cwd=_ROOT,
        )

    def run(self, script: str) -> str:
        """What the script prints; its traceback is the message of a failure."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(script) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "The interpreter ended."
        outcome, words = json.loads(answer)
        assert outcome == "done", words
        return str(words).strip()

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
