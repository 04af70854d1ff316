#!/bin/sh
# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# Prints the first Python 3.11 or newer that runs; says what is missing when there is none.
for name in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11 python3.14 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "Samspil kræver Python 3.11 eller nyere, og den blev ikke fundet. Debian og Ubuntu: apt-get install python3 python3-venv. Ligger den et særligt sted: make PYTHON=/sti/til/python3" >&2
exit 1
