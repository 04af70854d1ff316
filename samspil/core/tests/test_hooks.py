# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.db import transaction

from samspil.core.hooks import after_commit, hook, provider


@pytest.fixture
def heard():
    return []


def changed(*, what):
    """Something changed."""


def test_a_hook_calls_each_listener_at_once_in_the_order_of_registration(heard):
    told = hook(changed)
    told.register("b", lambda *, what: heard.append(("b", what)))
    told.register("a", lambda *, what: heard.append(("a", what)))

    told(what=1)

    assert heard == [("b", 1), ("a", 1)]


def test_what_a_listener_raises_is_the_callers_failure(heard):
    def refuse(*, what):
        raise ValueError(what)

    told = hook(changed)
    told.register("a", refuse)
    told.register("b", lambda *, what: heard.append(what))

    with pytest.raises(ValueError, match="gone"):
        told(what="gone")
    assert heard == []


def test_a_name_registers_one_function(heard):
    told = hook(changed)
    told.register("a", heard.append)
    told.register("a", heard.append)

    with pytest.raises(ValueError, match="already"):
        told.register("a", lambda what: None)

    assert list(told.functions) == ["a"]


@pytest.mark.django_db(transaction=True)
def test_after_commit_calls_after_the_commit_and_not_before(heard):
    told = after_commit(changed)
    told.register("a", lambda *, what: heard.append(what))

    with transaction.atomic():
        told(what=1)
        assert heard == []

    assert heard == [1]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_calls_nobody(heard):
    told = after_commit(changed)
    told.register("a", lambda *, what: heard.append(what))

    with transaction.atomic():
        told(what="gone")
        transaction.set_rollback(True)
    told(what="kept")

    assert heard == ["kept"]


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_after_the_commit_keeps_nobody_else(heard, caplog):
    def broken(*, what):
        raise RuntimeError(what)

    told = after_commit(changed)
    told.register("a", broken)
    told.register("b", lambda *, what: heard.append(what))

    told(what=1)

    assert heard == [1]
    assert "Error calling" in caplog.text


def test_a_provider_answers_all_or_the_first_that_has_an_answer():
    def asked(*, what):
        """Somebody is asked."""

    answers = provider(asked)
    assert answers.first(what=2) is None
    answers.register("nothing", lambda *, what: None)
    answers.register("twice", lambda *, what: 2 * what)
    answers.register("thrice", lambda *, what: 3 * what)

    assert answers.first(what=2) == 4
    assert answers.all(what=2) == {"nothing": None, "twice": 4, "thrice": 6}
