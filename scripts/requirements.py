# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The compiled requirements: `python scripts/requirements.py compile` (needs a network) or `… check` (does not).

Both files are compiled with hashes for every platform from Python 3.11 on and hold no address of a registry. Their head
names a digest of what they were compiled from, so that a forgotten compile is seen without a network.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {"base.txt": ["--extra", "embeddings"], "dev.txt": ["--extra", "embeddings", "--group", "dev"]}
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--quiet",
]
HEAD = """\
# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# Compiled by `make requirements` from pyproject.toml: {digest}
"""


def digest() -> str:
    """Says whether what is asked for in pyproject.toml has changed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "dependencies": project["project"]["dependencies"],
        "optional": project["project"]["optional-dependencies"],
        "groups": project["dependency-groups"],
        "python": project["project"]["requires-python"],
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]


def compile_all(*, upgrade: bool) -> int:
    for name, extras in FILES.items():
        target = ROOT / "requirements" / name
        present = [] if upgrade else ["--output-file", str(target)]
        done = subprocess.run(
            [Path(sys.executable).parent / "uv", "pip", "compile", "pyproject.toml", *extras, *OPTIONS, *present],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            return done.returncode
        words = done.stdout.decode() if upgrade else target.read_text(encoding="utf-8")
        lines = [line for line in words.splitlines() if not line.startswith("#")]
        target.write_text(HEAD.format(digest=digest()) + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def check() -> int:
    wrong = [
        name for name in FILES if f"pyproject.toml: {digest()}\n" not in (ROOT / "requirements" / name).read_text()
    ]
    for name in wrong:
        print(f"requirements/{name} was not compiled from this pyproject.toml. Run: make requirements")
    return 1 if wrong else 0


if __name__ == "__main__":
    action = sys.argv[1] if len(sys.argv) > 1 else "check"
    sys.exit(check() if action == "check" else compile_all(upgrade="--upgrade" in sys.argv))
