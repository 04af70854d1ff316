# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The one way to call upward: a lower module declares a hook, a higher one registers for it in `AppConfig.ready`.

A hook is declared by a function without a body, whose signature is the hook's and whose docstring says what is
promised. Three kinds:

    @hook           called at once, in the caller's transaction; what a listener raises is the caller's failure
    @after_commit   called when the caller's transaction has committed; one that fails is logged and keeps nobody else
    @provider       answers values; the caller takes all of them, or the first that is not None
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Generic, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")


class _Registered(Generic[P, T]):
    """Functions of one signature, by the name of who registered them, in the order in which they came."""

    def __init__(self, prototype: Callable[P, T]) -> None:
        self.name = f"{prototype.__module__}.{prototype.__qualname__}"
        self.__doc__ = prototype.__doc__
        self._functions: dict[str, Callable[P, T]] = {}

    def register(self, name: str, function: Callable[P, T]) -> None:
        """One function for each name; the same one may register again, another raises ValueError."""
        if self._functions.setdefault(name, function) != function:
            msg = f"{name} is already registered for {self.name}"
            raise ValueError(msg)

    @property
    def functions(self) -> Mapping[str, Callable[P, T]]:
        return MappingProxyType(self._functions)


class Hook(_Registered[P, object]):
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for function in self._functions.values():
            function(*args, **kwargs)


class AfterCommit(_Registered[P, object]):
    """What it starts may be lost with its process: work that must be done is found again by a chore."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for function in self._functions.values():
            self._schedule(function, *args, **kwargs)

    def _schedule(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        # A function and no partial: Django names what failed by its __qualname__, and would fail itself without one.
        def call() -> None:
            function(*args, **kwargs)

        transaction.on_commit(call, robust=True)


class Provider(_Registered[P, T]):
    def all(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, T]:
        """Each answer, by who gave it."""
        return {name: function(*args, **kwargs) for name, function in self._functions.items()}

    def first(self, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The first answer that is not None; None where nobody has one."""
        answers = (function(*args, **kwargs) for function in self._functions.values())
        return next((answer for answer in answers if answer is not None), None)


def hook(prototype: Callable[P, None]) -> Hook[P]:
    return Hook(prototype)


def after_commit(prototype: Callable[P, None]) -> AfterCommit[P]:
    return AfterCommit(prototype)


def provider(prototype: Callable[P, T]) -> Provider[P, T]:
    return Provider(prototype)
