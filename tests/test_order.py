# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What shares a server or a browser stays on one worker."""

import pytest


@pytest.mark.xdist_group("order")
def test_xdist_knows_the_group_of_a_test(request: pytest.FixtureRequest) -> None:
    """xdist hands tests out by what stands after the @ of their names. A pytest that it does not know yet drops it."""
    on_a_worker = hasattr(request.config, "workerinput")

    assert request.node.nodeid.endswith("@order") == on_a_worker
