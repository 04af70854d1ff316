# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil import`: not wired yet."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FIL")


def run(options: argparse.Namespace) -> int:
    raise NotImplementedError(options)
