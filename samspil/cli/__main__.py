# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`python -m samspil.cli`."""

import sys

from samspil.cli import main

sys.exit(main())
