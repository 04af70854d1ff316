# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from typing import TYPE_CHECKING

from django.apps import AppConfig

from samspil.core import chores

if TYPE_CHECKING:
    from uuid import UUID

    from samspil.commitments.models import Commitment


class AgreementsConfig(AppConfig):
    name = "samspil.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samspil.agreements import navigation  # noqa: PLC0415 (models are ready only now)
        from samspil.agreements.actions.drafting import this_year_rolls_over  # noqa: PLC0415 (models are ready only now)
        from samspil.agreements.queries import voices  # noqa: PLC0415 (models are ready only now)
        from samspil.asking import hooks as asking  # noqa: PLC0415 (models are ready only now)
        from samspil.commitments.hooks import pages  # noqa: PLC0415 (models are ready only now)

        navigation.register()
        chores.tidy.register("drafts of this year's agreements", this_year_rolls_over)
        pages.register("agreements", _page)
        asking.readers.register("agreements", voices.may_read)
        asking.titles.register("agreements", voices.title)
        asking.reader_names.register("agreements", voices.reader_names)
        asking.pages.register("agreements", _readers_page)
        asking.family_pages.register("agreements", _family_page)


def _page(*, commitment: "Commitment") -> str | None:
    from django.urls import reverse  # noqa: PLC0415 (addresses are read only now)

    mine = commitment.feature == "agreements"
    return reverse("agreements:step", args=[commitment.subject, "halvvejs"]) if mine else None


def _readers_page(*, feature: str, subject: "UUID") -> str | None:
    from django.urls import reverse  # noqa: PLC0415 (addresses are read only now)

    return reverse("agreements:step", args=[subject, "stemmer"]) if feature == "agreements" else None


def _family_page(*, feature: str, kind: str, token: str) -> str | None:
    """The hearing is answered on the agreement's own page, below what it is about."""
    from django.urls import reverse  # noqa: PLC0415 (addresses are read only now)

    is_hearing = (feature, kind) == ("agreements", "hearing")
    return reverse("agreements:family", args=[token]) if is_hearing else None
