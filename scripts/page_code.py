# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The code of a page, found from its address: `python scripts/house.py where /bord/`."""

from __future__ import annotations

import ast
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

import django
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import ResolverMatch, URLPattern, URLResolver

ROOT = Path(__file__).resolve().parent.parent
# Where the names that a view calls are taken from; the rest of its imports say little about the page.
TOLD = ("actions", "queries", "forms")


def code_of(address: str) -> list[str]:
    """Lines to read: the view, its templates, what it calls, and the tests that name it. `address` may be a route's
    name, an address with real values, or one with `<…>` as docs and urls write it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
    django.setup()
    found = matched(address)
    if found is None:
        return [f"No page has the address {address}."]
    route, view = found
    view = inspect.unwrap(view)
    path = Path(inspect.getsourcefile(view) or "")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names, texts = used_by(tree, view.__name__)
    called = [line for line in imported(tree, names) if any(f".{part}" in line for part in TOLD)]
    templates = sorted({text.partition("#")[0] for text in texts if ".html" in text})
    said = [
        f"route      {route}",
        f"view       {path.relative_to(ROOT)}:{view.__code__.co_firstlineno} {view.__name__}",
    ]
    said += [f"template   {place}" for name in templates for place in ROOT.glob(f"samspil/**/templates/{name}")]
    said += [f"calls      {line}" for line in called]
    said += [f"test       {place}" for place in tests_of(route, view.__name__)]
    return [line.replace(f"{ROOT}/", "") for line in said]


def matched(address: str) -> tuple[str, object] | None:
    """The route's name and its view."""
    for name, pattern in patterns(get_resolver()):
        plain = "/" + re.sub(r"<[^>]*>", "<>", str(pattern.pattern))
        if address in {name, name.partition(":")[2]} or re.sub(r"<[^>]*>", "<>", address) == plain:
            return name, pattern.callback
    try:
        match: ResolverMatch = resolve(address)
    except Resolver404:
        return None
    return match.view_name, match.func


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def used_by(tree: ast.Module, name: str) -> tuple[set[str], set[str]]:
    """The names and the texts that a function uses, itself or through the functions of its own file."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    waiting, seen, names, texts = [name], set[str](), set[str](), set[str]()
    while waiting:
        function = functions.get(waiting.pop())
        if function is None or function.name in seen:
            continue
        seen.add(function.name)
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                names.add(f"{node.value.id}.{node.attr}")
            elif isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
        waiting += names & set(functions)
    return names, texts


def imported(tree: ast.Module, names: set[str]) -> list[str]:
    """`module.name` of what is used of other modules of ours."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("samspil."):
            continue
        for alias in node.names:
            here = alias.asname or alias.name
            if here in names:
                used = [name.partition(".")[2] for name in names if name.startswith(f"{here}.")]
                found |= {f"{node.module}.{alias.name}.{one}" for one in used} or {f"{node.module}.{alias.name}"}
    return sorted(found)


def tests_of(route: str, view: str) -> list[str]:
    """Tests that reverse the route, and those whose names begin with the view's."""
    wanted = re.compile(rf'["\']{re.escape(route)}["\']|def test_{re.escape(view)}\b')
    files = [*ROOT.glob("samspil/**/tests/**/*.py"), *ROOT.glob("tests/**/*.py")]
    return sorted({str(path) for path in files if wanted.search(path.read_text(encoding="utf-8"))})
