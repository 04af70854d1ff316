# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the features that commitments belong to tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import provider

if TYPE_CHECKING:
    from samspil.commitments.models import Commitment


@provider
def pages(*, commitment: Commitment) -> str | None:
    """The path of the page where the owner answers for it; None for a commitment of another feature."""
