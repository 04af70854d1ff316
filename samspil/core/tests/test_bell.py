# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.db import transaction

from samspil.core.bell import Bell


@pytest.fixture
def heard():
    return []


@pytest.mark.django_db(transaction=True)
def test_it_rings_after_the_commit_and_not_before(heard):
    bell = Bell()
    bell.register(heard.append)

    with transaction.atomic():
        bell.ring("a")
        assert heard == []

    assert heard == ["a"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_rings_nobody_and_the_latest_is_called(heard):
    bell = Bell()
    bell.ring("nobody has registered")
    bell.register(lambda key: heard.append(f"old {key}"))
    bell.register(heard.append)

    with transaction.atomic():
        bell.ring("gone")
        transaction.set_rollback(True)
    bell.ring("kept")

    assert heard == ["kept"]


@pytest.mark.django_db(transaction=True)
def test_a_waker_that_fails_does_not_undo_what_was_committed(caplog):
    def broken(key):
        raise RuntimeError(key)

    bell = Bell()
    bell.register(broken)

    bell.ring("a")

    assert "Error calling" in caplog.text
