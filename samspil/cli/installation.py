# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What must be there beside the code: the browser's files, compiled catalogues, fonts and Pango; and how to get them.

A wheel is built with all but Pango in it (scripts/build_hook.py). In a folder of source code they are made, for git
does not hold them.
"""

import ctypes
from pathlib import Path
from typing import Final

import samspil
from samspil.ui.shipped import FACES, OWN_NAMES

PACKAGE: Final = Path(samspil.__file__).resolve().parent
BROWSER_FILES: Final = ("dkfds.min.css", "icons.svg")
# Under the names that WeasyPrint asks for; what else it needs comes with them.
LIBRARIES: Final = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
)
PANGO_MISSING: Final = (
    "Pango mangler på maskinen, så PDF kan ikke laves; alt andet virker. Debian og Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. macOS: brew install pango."
)


def missing_files(package: Path = PACKAGE) -> list[str]:
    """Which of the made files are not there, in words."""
    found = []
    vendor = package / "ui" / "static" / "ui" / "vendor"
    if not all((vendor / name).is_file() for name in BROWSER_FILES):
        found.append("browserens filer")
    languages = [code for code in OWN_NAMES if not (package / "locale" / code / "LC_MESSAGES" / "django.mo").is_file()]
    if languages:
        found.append(f"oversættelserne ({', '.join(languages)})")
    if not all((package / "ui" / "fonts" / name).is_file() for _family, name, _weight, _style in FACES):
        found.append("skrifterne til PDF")
    return found


def how_to_get_files(package: Path = PACKAGE) -> str:
    """What to do about missing files: with a command that is there."""
    prepare = package.parent / "scripts" / "prepare.py"
    if prepare.is_file():
        return f"Kør python3 {prepare} demo, og start Samspil igen."
    return (
        "Installationen er ikke hel. Læg Samspils pakke ind igen, og start igen: "
        f"pip install --force-reinstall --no-deps samspil-{samspil.__version__}-py3-none-any.whl"
    )


def pango_is_there() -> bool:
    """Whether PDF can be made. WeasyPrint itself is not asked: its import takes a second and much memory."""
    return all(any(_loads(name) for name in names) for names in LIBRARIES)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def shortcomings(package: Path = PACKAGE) -> list[str]:
    """A sentence for each thing that somebody must do something about; empty when all is there."""
    sentences = []
    if missing := missing_files(package):
        sentences.append(f"Her mangler {_listed(missing)}. {how_to_get_files(package)}")
    if not pango_is_there():
        sentences.append(PANGO_MISSING)
    return sentences


def _listed(words: list[str]) -> str:
    return " og ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
