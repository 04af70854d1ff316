# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What stands beside a note."""

from __future__ import annotations

from django.utils.translation import gettext as _


def in_danish() -> str:
    """The label of a Danish reading beside words in another language."""
    return _("på dansk:")


def erased_words() -> str:
    return _("Ordene er slettet. Noten tæller stadig med.")
