# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every test run has a PostgreSQL of its own, shared by the workers of the run and gone with it.

A plugin (`-p tests.database` in pyproject.toml) and not part of conftest.py, because pytest-django reads the settings
before any conftest.py is. `SAMSPIL_TEST_DATABASE_URL` or `DATABASE_URL` names another server to test on.
"""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Generator
from pathlib import Path

import pytest

from samspil.config.postgres import hold

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "max_wal_size=4GB")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the server before the settings are read; xdist's workers inherit the address."""
    # A worker of xdist has what its controller has, but for its files: a test may ask what its own action left there.
    if "SAMSPIL_TEST_RUN" in os.environ:
        own = Path(os.environ["SAMSPIL_TEST_FOLDER"]) / os.environ.get("PYTEST_XDIST_WORKER", "inner")
        own.mkdir(exist_ok=True)
        os.environ["SAMSPIL_DATA"] = str(own)
        # Meant for this interpreter; the programs that tests start are not to speak of it.
        os.environ.pop("PYTHONWARNDEFAULTENCODING", None)
        return (yield)
    os.environ["SAMSPIL_TEST_RUN"] = uuid.uuid4().hex[:8]
    data = Path(tempfile.mkdtemp(prefix="samspil-test-"))
    os.environ["SAMSPIL_TEST_FOLDER"] = os.environ["SAMSPIL_DATA"] = str(data)
    several = bool(getattr(early_config.known_args_namespace, "numprocesses", None))
    given = os.environ.get("SAMSPIL_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if given:
        os.environ["DATABASE_URL"] = given
        early_config.add_cleanup(_drop_template)
    else:
        held = hold(data, settings=_FAST, temporary=True)
        early_config.add_cleanup(held.release)
        os.environ["DATABASE_URL"] = held.url
    if several:
        _begin_template(early_config)
    return (yield)


def _begin_template(config: pytest.Config) -> None:
    """Migrate while the tests are collected: the workers would wait for it."""
    code = "from tests.databases import ready_template; ready_template()"
    making = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[1])
    config.add_cleanup(making.wait)


def _drop_template() -> None:
    # Its name is made from the run's, which the environment has only now.
    from tests.databases import drop_template

    drop_template()
