# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Files for a meeting: slides and the like."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.files import file_with_row
from samspil.dialogue.meetings.attachments import checked
from samspil.dialogue.meetings.models import Attachment, Meeting

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from samspil.people.persons.models import User


def attachment_add(*, meeting: Meeting, upload: UploadedFile[bytes], title: str, by: User, now: datetime) -> Attachment:
    """Keep the file under a name of ours. Raises Refused when it may not be attached; then nothing is kept."""
    seen = checked(upload)
    attachment = Attachment(
        meeting=meeting,
        title=title or seen.filename,
        filename=seen.filename,
        content_type=seen.content_type,
        size=seen.size,
        sha256=seen.sha256,
        created_at=now,
        created_by=by,
    )
    with file_with_row(attachment.file, seen.filename, upload), transaction.atomic():
        attachment.save()
        audit.record(
            by=by, at=now, action="attachment.add", obj=attachment, changes={"filename": (None, seen.filename)}
        )
    return attachment


@transaction.atomic
def attachment_remove(*, attachment: Attachment, by: User, now: datetime) -> None:
    """Take a file away. One that a sent letter names stays: its readers have the link."""
    if attachment.meeting.published_at is not None:
        raise Refused(_("Brevet er sendt med filen. Den kan ikke fjernes."), code="file-sent")
    audit.record(
        by=by, at=now, action="attachment.remove", obj=attachment, changes={"filename": (attachment.filename, None)}
    )
    stored, name = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    # The file goes only when the row is gone for certain.
    transaction.on_commit(lambda: stored.delete(name))
