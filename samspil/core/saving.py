# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Saving a row only if it keeps every rule, with the rule's own Danish words when it does not."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from samspil.core.errors import Refused

M = TypeVar("M", bound=models.Model)


class NotValid(Refused):
    """The row breaks a rule of its own; `fields` says which words belong to which field, for a form."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(" ".join(error.messages), code="not-valid")
        self.fields: dict[str, list[str]] = (
            error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        )


def saved(row: M) -> M:
    """Checks `row` against its validators and constraints, saves it and gives it back.

    Raises NotValid; also when somebody else's row got in first and the database alone could see it.
    """
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise NotValid(error) from error
    except IntegrityError as error:
        raise Refused(
            _("En anden har lige ændret det samme. Intet er gemt. Se, hvad der står nu, og prøv igen."), code="raced"
        ) from error
    return row
