# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What import-linter cannot see: a slice's templates use nothing of a slice above it."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
USED = re.compile(
    r"""{%\s*(?:include|extends)\s+["'](?P<template>[^"'#]+)|{%\s*static\s+["'](?P<static>[^"']+)|{%\s*load\s+(?P<tags>[^%]+)%}"""
)


def slices():
    """(feature, its slices from top to bottom); those side by side count as the same place."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    for contract in contracts:
        if contract["id"].endswith("-slices"):
            feature = ROOT / contract["containers"][0].replace(".", "/")
            places = {
                name.strip(" ()"): place for place, layer in enumerate(contract["layers"]) for name in layer.split("|")
            }
            yield feature, {name: place for name, place in places.items() if (feature / name).is_dir()}


def owners(feature, places, kind):
    found = {}
    for name in places:
        folder = feature / name / kind
        found |= {path.relative_to(folder).as_posix(): name for path in folder.rglob("*") if path.is_file()}
    return found


def used(path):
    for match in USED.finditer(path.read_text(encoding="utf-8")):
        for kind, words in match.groupdict().items():
            yield from ((kind, word) for word in (words or "").split())


@pytest.mark.parametrize(("feature", "places"), list(slices()), ids=lambda value: getattr(value, "name", ""))
def test_templates_use_nothing_of_a_slice_above(feature, places):
    owner = {
        kind: owners(feature, places, f"{kind}s" if kind == "template" else kind) for kind in ("template", "static")
    }
    owner["tags"] = {f"{name}_tags": name for name in places}
    upward = []
    for path in feature.glob("*/templates/**/*"):
        home = path.relative_to(feature).parts[0]
        for kind, name in used(path) if path.is_file() else ():
            other = owner[kind].get(name)
            if other is not None and places[other] < places[home]:
                upward.append(f"{path.relative_to(ROOT)} uses {name} of {other}")

    assert any(owner["template"].values())
    assert upward == []


@pytest.mark.parametrize("kind", ["templates", "static"])
@pytest.mark.parametrize(("feature", "places"), list(slices()), ids=lambda value: getattr(value, "name", ""))
def test_no_two_slices_have_a_file_of_the_same_name(feature, places, kind):
    """Django would show one of them in both places."""
    files = [path for name in places for path in (feature / name / kind).rglob("*") if path.is_file()]

    names = Counter(path.as_posix().split(f"/{kind}/", 1)[1] for path in files)

    assert [name for name, times in names.items() if times > 1] == []
