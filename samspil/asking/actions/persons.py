# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking a person out: their answers go, that they were asked stays."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from samspil.asking.models import Asked, AskedFor, Response
from samspil.core import clock


def person_erase(person: UUID) -> int:
    """Called by people inside its transaction. Repeatable.

    Of a guardian, their answers. Of a pupil, their own, and those that were about them and no other pupil.
    """
    others = AskedFor.objects.filter(asked=OuterRef("pk"), pupil__erased_at__isnull=True).exclude(pupil__uuid=person)
    about = AskedFor.objects.filter(asked=OuterRef("pk"), pupil__uuid=person)
    theirs = Asked.objects.filter(person__uuid=person) | Asked.objects.filter(Exists(about), ~Exists(others))
    keys = list(theirs.values_list("pk", flat=True))
    number, _by_model = Response.objects.filter(asked__in=keys).delete()
    waiting = Asked.objects.filter(pk__in=keys)
    now = clock.now()
    number += waiting.filter(declined_at__isnull=False).update(declined_at=None, answered_at=now)
    return number + waiting.exclude(wish="").update(wish="", wished_at=None, interpreter=False, remind_on=None)
