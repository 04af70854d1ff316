# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The catalogues of the interface. The words in the code are Danish; samspil/locale holds the other languages.

    python scripts/messages.py extract   bring the catalogues up to date with the code; new words have no translation
    python scripts/messages.py compile   make the .mo files that the running programme reads
    python scripts/messages.py check     fail when a translation is missing or broken

English has every word. Arabic has those of the places that are read without an account: a template or a Python file
that says `speaks: da en ar` in a comment near its top, and every template that such a one extends or includes; further
down in a Python file the mark holds to the next empty line. `da`
holds only our own wording of what Django says in English. Pure Python: GNU gettext is not needed.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PACKAGE = ROOT / "samspil"
LOCALE = PACKAGE / "locale"
COMPLETE = "en"
PLACES = "ar"
LANGUAGES = (COMPLETE, PLACES)
MARK = re.compile(r"speaks:((?:\s+[a-z]{2})+)")
# The mark stands in the first lines, beside the licence.
MARK_WITHIN = 400
TEMPLATE_LINK = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"'#]+)(?:#[^"']*)?["']""")
# Shown through `{% include widget.template_name %}` and the form renderer, which no template names.
ALWAYS = ("ui/forms/field.html", "ui/forms/form.html", "ui/forms/errors.html", "ui/forms/widgets/choices.html")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
HEADER = """# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> Iterator[Path]:
    """Every file whose words are shown to somebody; what is shown only to those who build is in Danish alone."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "tests" in path.parts or "migrations" in path.parts:
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        yield path


@cache
def words_in(path: Path) -> tuple[tuple[int, Any, str | None], ...]:
    """Line, msgid (or singular and plural) and context of each marked string in a file, which is read once."""
    return tuple(_words_in(path))


def _words_in(path: Path) -> Iterator[tuple[int, Any, str | None]]:
    from django.utils.translation.template import templatize  # noqa: PLC0415 - only after settings exist

    text = path.read_text(encoding="utf-8")
    code = text
    if path.suffix != ".py":
        # Django turns all but the marked words into X's; without indentation Python's tokenizer reads what is left.
        code = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines()) + "\n"
    for line, function, found, _comments in extract_python(io.BytesIO(code.encode()), KEYWORDS, [], {}):
        parts = found if isinstance(found, tuple) else (found,)
        if not parts or not all(isinstance(part, str) and part for part in parts[: 2 if "ngettext" in function else 1]):
            continue
        if function.startswith(("pgettext", "npgettext")):
            yield line, parts[1] if len(parts) == 2 else tuple(parts[1:3]), parts[0]
        elif function.startswith("ngettext"):
            yield line, tuple(parts[:2]), None
        else:
            yield line, parts[0], None


def is_place(path: Path, language: str) -> bool:
    match = MARK.search(path.read_text(encoding="utf-8")[:MARK_WITHIN])
    return match is not None and language in match[1].split()


def places(language: str) -> set[Path]:
    """The files whose words must be in this language: the marked ones and all that their templates are made of."""
    by_name = {path.as_posix().split("/templates/", 1)[1]: path for path in sources() if "templates" in path.parts}
    waiting = [path for path in sources() if is_place(path, language)]
    waiting += [by_name[name] for name in ALWAYS if name in by_name] if waiting else []
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix != ".py":
            links = TEMPLATE_LINK.findall(path.read_text(encoding="utf-8"))
            waiting.extend(by_name[name] for name in links if name in by_name)
    return found


def marked_lines(path: Path, language: str) -> set[int]:
    """In a file that is no place itself: the lines from a mark to the next empty line."""
    found: set[int] = set()
    within = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = MARK.search(line) if line.lstrip().startswith("#") else None
        within = (within and bool(line.strip())) or (match is not None and language in match[1].split())
        if within:
            found.add(number)
    return found


def collected(language: str) -> Catalog:
    """All words that must be in the language, from the code."""
    wanted = places(language) if language == PLACES else set(sources())
    catalog = Catalog(locale=language)
    for path in sorted(sources()):
        lines = None if path in wanted else marked_lines(path, language) if path.suffix == ".py" else set()
        for line, msgid, context in words_in(path) if lines is None or lines else ():
            if lines is not None and line not in lines:
                continue
            catalog.add(msgid, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return catalog


def catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = catalogue(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalog: Catalog) -> None:
    out = io.BytesIO()
    write_po(out, catalog, width=120, omit_header=True, sort_output=True, include_lineno=False)
    head = HEADER.format(language=language, plural=catalog.plural_forms)
    catalogue(language).parent.mkdir(parents=True, exist_ok=True)
    catalogue(language).write_text(head + out.getvalue().decode().strip() + "\n", encoding="utf-8")


def extract() -> int:
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(collected(language), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write(language, catalog)
        missing = sum(1 for message in catalog if message.id and not translated(message))
        print(f"{language}: {len(catalog)} ord og sætninger, {missing} mangler.")
    return 0


def compile_all() -> int:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        out = io.BytesIO()
        # What is not translated falls back to the Danish; an empty plural would be shown as nothing.
        whole = Catalog(locale=language)
        for message in catalog:
            if not message.id or translated(message):
                whole[message.id] = message
        write_mo(out, whole)
        target.write_bytes(out.getvalue())
    return 0


def translated(message: Message) -> bool:
    if "fuzzy" in message.flags:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def broken(message: Message) -> bool:
    """A translation that has lost or invented a placeholder. A plural form may leave out the number: "one table"."""
    source = " ".join(message.id) if isinstance(message.id, tuple) else message.id
    wanted = set(PLACEHOLDER.findall(source))
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    for form in forms:
        have = set(PLACEHOLDER.findall(form))
        if have - wanted or (len(forms) == 1 and wanted - have):
            return True
    return False


def check() -> int:
    faults = []
    for language in LANGUAGES:
        kept = read(language)
        for message in collected(language):
            if not message.id:
                continue
            there = kept.get(message.id, context=message.context)
            place = message.locations[0][0]
            if there is None or not translated(there):
                faults.append(f"{language}: mangler »{message.id}« ({place})")
            elif broken(there):
                faults.append(f"{language}: pladsholdere passer ikke i »{message.id}« ({place})")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(faults)} mangler. Kør: python scripts/messages.py extract, og oversæt.", file=sys.stderr)
    return 1 if faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("do", choices=["extract", "compile", "check"], help="hvad der skal gøres")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
    return {"extract": extract, "compile": compile_all, "check": check}[parser.parse_args().do]()


if __name__ == "__main__":
    raise SystemExit(main())
