# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from samspil.commitments.models import Commitment


class AgreementsConfig(AppConfig):
    name = "samspil.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samspil.agreements import navigation  # noqa: PLC0415 (models are ready only now)
        from samspil.commitments.hooks import pages  # noqa: PLC0415 (models are ready only now)

        navigation.register()
        pages.register("agreements", _page)


def _page(*, commitment: "Commitment") -> str | None:
    from django.urls import reverse  # noqa: PLC0415 (addresses are read only now)

    mine = commitment.feature == "agreements"
    return reverse("agreements:step", args=[commitment.subject, "halvvejs"]) if mine else None
