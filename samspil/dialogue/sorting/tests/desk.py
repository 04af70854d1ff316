# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The desk as somebody works at it without JavaScript: every move is a form."""

from uuid import uuid4

from django.urls import reverse

from samspil.engines.sorting import Unit


class Desk:
    """Look at it, and send one of its forms."""

    def __init__(self, client, meeting):
        self.client, self.meeting = client, meeting

    def see(self, **query):
        return self.client.get(reverse("dialogue:sorting", args=[self.meeting.uuid]), query)

    def do(self, do, follow=True, **values):
        address = reverse("dialogue:sorting-move", args=[self.meeting.uuid])
        return self.client.post(address, {"do": do, "key": str(uuid4()), **values}, follow=follow)

    def post(self, name, **values):
        return self.client.post(reverse(f"dialogue:{name}", args=[self.meeting.uuid]), values, follow=True)


def unit(note):
    return Unit(str(note.pk))


def html(answer):
    """The page without the marks on words that point and note share."""
    return answer.content.decode().replace("<mark>", "").replace("</mark>", "")
