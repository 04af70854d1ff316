# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from uuid import uuid4

import pytest
from django.db import transaction

from samspil.core import registry


@pytest.fixture
def empty_registry(monkeypatch):
    monkeypatch.setattr(registry.erasers, "_functions", {})
    monkeypatch.setattr(registry.exporters, "_functions", {})


@pytest.mark.usefixtures("empty_registry")
@pytest.mark.django_db
def test_erasure_runs_the_uppermost_feature_first_and_counts():
    order = []
    registry.erasers.register("core", lambda person: order.append(("core", person)) or 1)
    registry.erasers.register("dialogue", lambda person: order.append(("dialogue", person)) or 3)
    person = uuid4()

    with transaction.atomic():
        counts = registry.erase(person)

    assert counts == {"dialogue": 3, "core": 1}
    assert order == [("dialogue", person), ("core", person)]


@pytest.mark.usefixtures("empty_registry")
@pytest.mark.django_db(transaction=True)
def test_erasure_outside_a_transaction_is_an_error():
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        registry.erase(uuid4())


@pytest.mark.usefixtures("empty_registry")
def test_export_leaves_out_those_who_hold_nothing():
    registry.exporters.register("core", lambda person: {})
    registry.exporters.register("dialogue", lambda person: {"noter": 2})

    assert registry.export(uuid4()) == {"dialogue": {"noter": 2}}


@pytest.mark.usefixtures("empty_registry")
def test_an_app_registers_one_eraser():
    def erase(person):
        return 0

    registry.erasers.register("core", erase)
    registry.erasers.register("core", erase)

    with pytest.raises(ValueError, match="already"):
        registry.erasers.register("core", lambda person: 0)
