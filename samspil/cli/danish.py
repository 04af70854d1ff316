# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""argparse in Danish, for people who look after a server once a month."""

import argparse
from typing import NoReturn

_WORDS = {
    "usage: ": "brug: ",
    "positional arguments": "argumenter",
    "options": "tilvalg",
    "show this help message and exit": "vis denne hjælp",
    "the following arguments are required: %s": "der mangler: %s",
    "unrecognized arguments: %s": "ukendt: %s",
    "expected one argument": "skal efterfølges af en værdi",
    "invalid %(type)s value: %(value)r": "%(value)r kan ikke bruges her",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r findes ikke; vælg mellem %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "not allowed with argument %s": "kan ikke bruges sammen med %s",
}


class Parser(argparse.ArgumentParser):
    """A parser that speaks Danish and keeps line breaks in its descriptions."""

    def __init__(self, **settings: object) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings)  # type: ignore[arg-type]  # handed on as it came

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        self.exit(2, f"{self.prog}: {message}\nSkriv {self.prog} --help for at se, hvad der kan gøres.\n")


def speak_danish() -> None:
    """argparse looks its words up by the name `_` of its own module, and offers no other way."""
    vars(argparse)["_"] = lambda message: _WORDS.get(message, message)
