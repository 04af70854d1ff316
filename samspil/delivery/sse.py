# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A mail to many, live: the fragment "progress-<kind>" of the channel "delivery:<ref>"."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from samspil import live
from samspil.core.ids import channel_uuid
from samspil.delivery import gate
from samspil.delivery.hooks import mails_come, may_follow
from samspil.delivery.queries import kinds_of, progress_of_kinds

# Who may do something about a mail that did not arrive.
_OFFICER = "officer"


def register() -> None:
    live.register("delivery", access=access, render=render)


def access(request: HttpRequest, channel: str) -> str | None:
    """Officers, for what there are mails about, and who sends them; for others, and for any other id, there is no such
    stream.
    """
    ref = channel_uuid(channel)
    if ref is None:
        return None
    if gate.may_read(request):
        return _OFFICER if kinds_of(ref=ref) or any(mails_come.all(ref=ref).values()) else None
    return "sender" if any(may_follow.all(request=request, ref=ref).values()) else None


def render(channel: str, language: str, role: str) -> dict[str, str]:
    """One fragment for each kind of mail about the ref."""
    ref = channel_uuid(channel)
    if ref is None:
        return {}
    return {
        f"progress-{progress.kind}": render_to_string(
            "delivery/progress_lines.html", {"progress": progress, "mends": role == _OFFICER}
        )
        for progress in progress_of_kinds(ref=ref, kinds=kinds_of(ref=ref))
    }
