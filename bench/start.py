# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How soon does `samspil serve` answer, and what does it hold? `python -m bench.start [--times 3]` prints JSON.

In a new data folder, and then again in the same: seconds from the command until the address is printed, and the memory
(PSS) of each process a while later. `--pages 60`: so many pages are asked for before it is read.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench.budgets import MEMORY_MB, START_AGAIN_SECONDS, START_SECONDS, missed
from bench.memory import processes, shares

ROOT = Path(__file__).resolve().parents[1]
_PAGES = ("/", "/bord/", "/konto/log-ind/")
_QUIET_SECONDS = 8.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="samspil-bench-"))
    data = folder / "data"
    try:
        first = started(data, 0)
        again = [started(data, 0)["seconds"] for _ in range(options.times)]
        last = started(data, options.pages)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    result = {
        "first_seconds": first["seconds"],
        "again_seconds": {"median": round(statistics.median(again), 2), "all": again},
        "memory_mb": last["memory_mb"],
        "memory_total_mb": round(sum(last["memory_mb"].values()), 1),
    }
    json.dump(result, sys.stdout, indent=1)
    print()
    over = (
        missed(result["first_seconds"], START_SECONDS)
        or missed(statistics.median(again), START_AGAIN_SECONDS)
        or missed(result["memory_total_mb"], MEMORY_MB)
    )
    return 1 if over else 0


def started(data: Path, pages: int) -> dict[str, Any]:
    """One start, with so many pages asked for, and an orderly stop."""
    unset = {"DATABASE_URL", "DATABASE_POOL", "SAMSPIL_ORIGIN", "SAMSPIL_HOSTS", "SAMSPIL_DEMO"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    port = _free_port()
    began = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "samspil.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment | {"SAMSPIL_DATA": str(data), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert server.stdout
        for line in server.stdout:
            if "Samspil kører" in line:
                break
        else:
            msg = "samspil serve did not start; it has said why above."
            raise RuntimeError(msg)
        seconds = round(time.monotonic() - began, 2)
        memory: dict[str, float] = {}
        if pages:
            for number in range(pages):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{_PAGES[number % len(_PAGES)]}", timeout=20).read()
            time.sleep(_QUIET_SECONDS)
            memory = shares(data)
        return {"seconds": seconds, "memory_mb": memory}
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            for _name, pid in processes(data):
                os.kill(pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
