# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A wheel built from the project as git has it, and an environment of its own that it is installed in. No network."""

import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server import ROOT, free_port

# What git does not hold: the build has to make it.
MADE = ("__pycache__", "vendor", "fonts", "*.mo")
BUILT_FROM = ("README.md", "pyproject.toml", "package.json", "package-lock.json", ".npmrc", ".gitignore")
_FOREIGN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "SAMSPIL_DATA", "SAMSPIL_ORIGIN", "SAMSPIL_HOSTS")
# Long for a machine that does other things too.
_PATIENCE = 240.0


def source_tree(folder: Path) -> Path:
    """The project in `folder`, without what is made."""
    folder.mkdir()
    for name in ("samspil", "scripts", "LICENSES"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*MADE))
    for name in BUILT_FROM:
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def build(tree: Path, out: Path) -> "subprocess.CompletedProcess[str]":
    """Build the wheel of `tree` into `out`. npm may not ask anybody, nor use what it kept."""
    offline = {"npm_config_offline": "true", "npm_config_cache": str(out / "npm")}
    return _run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)],
        cwd=tree,
        env={**_environment(), **offline},
    )


class Installation:
    """An environment with the wheel and the packages that the tests have, but not the folder of source code."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        self.python = folder / "env" / "bin" / "python"
        self.command = folder / "env" / "bin" / "samspil"
        self.environment = {**_environment(), "SAMSPIL_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
        folder.mkdir()
        _must([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], cwd=folder)
        site = next((folder / "env" / "lib").glob("python3.*")) / "site-packages"
        # A folder named in a .pth file is searched, but its own .pth files (ours names the source code) are not read.
        (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        uv = Path(sys.executable).parent / "uv"
        quietly = ("--no-deps", "--offline", "--no-index", "--no-cache", "--quiet")
        _must([str(uv), "pip", "install", "--python", str(self.python), *quietly, str(wheel)], cwd=folder)
        self.package = site / "samspil"

    def run(self, *words: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
        return _run([str(self.command), *words], cwd=self.folder, env=self.environment, given=given)

    @contextmanager
    def serving(self, *options: str) -> Iterator[tuple[str, list[str]]]:
        """`samspil serve`: the address of its pages, and the lines that it says, as they come."""
        port = free_port()
        said: list[str] = []
        process = subprocess.Popen(
            [str(self.command), "serve", "--port", str(port), *options],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        listening = threading.Thread(target=lambda: said.extend(iter(process.stdout.readline, "")))
        listening.start()
        try:
            deadline = time.monotonic() + _PATIENCE
            while not any(line.startswith("Samspil kører:") for line in said):
                assert process.poll() is None, "".join(said)
                assert time.monotonic() < deadline, "".join(said)
                time.sleep(0.05)
            yield f"http://localhost:{port}", said
            process.terminate()
            assert process.wait(40) == 0, "".join(said)
        finally:
            process.kill()
            process.wait(20)
            listening.join(20)
            process.stdout.close()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _FOREIGN}


def _must(arguments: list[str], *, cwd: Path) -> None:
    done = _run(arguments, cwd=cwd, env=_environment())
    assert done.returncode == 0, done.stdout + done.stderr


def _run(
    arguments: list[str], *, cwd: Path, env: dict[str, str], given: str | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        arguments,
        cwd=cwd,
        env=env,
        input=given or "",
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
