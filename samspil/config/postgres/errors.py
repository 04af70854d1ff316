# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What can go wrong with the private server, said so that an operator knows what to do."""

import os
import re
from pathlib import Path
from typing import Final

# What PostgreSQL writes (always in English: we run it with LC_MESSAGES=C), and what it means for the reader.
_MEANINGS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        r"No space left on device|Disk quota exceeded|File too large",
        "disk-full",
        "Disken er fuld. Intet, der er gemt, er tabt. Skaf plads på disken med {place}, og start igen.",
    ),
    (
        r"database files are incompatible with server|was initialized by PostgreSQL version",
        "other-version",
        "Databasen i {place} er lavet af en anden version af PostgreSQL. Den er ikke rørt. Brug den version af "
        "Samspil, "
        "der lavede den, til at tage en sikkerhedskopi (samspil backup), og læs kopien ind her (samspil restore).",
    ),
    (
        r"has wrong ownership|could not change permissions|[Pp]ermission denied|Operation not permitted",
        "wrong-owner",
        "Databasen må ikke læse eller skrive i {place}. Mappen og alt i den skal ejes af den bruger, som kører "
        "Samspil.",
    ),
    (
        r"Read-only file system",
        "read-only",
        "Disken med {place} kan kun læses. Vælg en mappe, der kan skrives i, med SAMSPIL_DATA.",
    ),
    (
        r"could not create shared memory|could not resize shared memory|Cannot allocate memory|out of memory",
        "memory",
        "Maskinen har ikke hukommelse nok til databasen. Luk andre programmer, eller giv maskinen mere hukommelse.",
    ),
    (
        r"looked up effective user|look up effective user|could not look up",
        "no-user",
        "Brugeren, der kører Samspil, har intet navn på maskinen (ingen linje i /etc/passwd). Databasen kræver et. "
        "Kør Samspil som en bruger med navn.",
    ),
    (
        r"PANIC|could not locate a valid checkpoint|invalid (primary )?checkpoint|incorrect checksum"
        r"|could not open file|invalid page|control file|does not exist|is not a valid data directory"
        r"|syntax error in file",
        "corrupt",
        "Databasen i {place} er beskadiget og kan ikke startes. Rør den ikke: tag en kopi af mappen, og læs den "
        "seneste "
        "sikkerhedskopi ind i en tom mappe (samspil restore).",
    ),
)
_UNKNOWN = "Databasen i {place} kunne ikke startes. Grunden står nedenfor og i {log}."


class StartError(RuntimeError):
    """The private server cannot be had. The message is a whole Danish explanation; `code` is stable."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


def start_error(output: str, *, place: Path, log: Path) -> StartError:
    """The error that PostgreSQL's own `output` means."""
    said = "\n".join(line for line in output.strip().splitlines() if re.search(r"FATAL|PANIC|error|HINT|DETAIL", line))
    evidence = (said or output.strip())[-900:]
    for pattern, code, words in _MEANINGS:
        if re.search(pattern, output):
            return StartError(f"{words.format(place=place, log=log)}\n\n{evidence}".rstrip(), code=code)
    return StartError(f"{_UNKNOWN.format(place=place, log=log)}\n\n{evidence}".rstrip(), code="unknown")


def start_error_of(error: OSError, *, place: Path, log: Path) -> StartError:
    """The same words for an error of the operating system that we met ourselves."""
    return start_error(f"error: {os.strerror(error.errno or 0)}: {error.filename or ''}", place=place, log=log)
