# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A board answers once: where its chair and its members were counted apart, the last answer holds, and no need is lost."""

from django.db import migrations


def joined(*values):
    """What was written in any of them, each once."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def merge(apps, schema_editor):
    replies = apps.get_model("dialogue", "InvitationReply").objects.filter(invitation__address__board__isnull=False)
    found = {}
    for reply in replies.select_related("invitation__address").order_by("-answered_at", "-pk"):
        last = found.setdefault((reply.invitation.meeting_id, reply.invitation.address.board_id), reply)
        if last is reply:
            continue
        last.languages = joined(last.languages, reply.languages)[:200]
        last.access_needs = joined(last.access_needs, reply.access_needs)
        last.save(update_fields=["languages", "access_needs"])
        reply.delete()


def nothing(apps, schema_editor):
    """What was counted twice is not made again."""


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0006_reply_post")]

    operations = [migrations.RunPython(merge, nothing)]
