# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Our own pages are easy to read: LIX under 35, no exclamation marks but after a thank-you."""

import re
from html import unescape

import pytest
from django.test import RequestFactory

from samspil.engines.lix import lix
from samspil.ui import views

BLOCKS = re.compile(r"</?(?:p|li|h1|h2|h3|div|section|ul|ol|main|header|footer|summary|button|a)\b[^>]*>")


def prose(html):
    main = re.search(r"<main\b.*?</main>", html, re.DOTALL)[0]
    return unescape(re.sub(r"<[^>]+>", "", BLOCKS.sub("\n", main)))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/was/", "/privatliv/"])
def test_a_page_of_ours_is_easy_to_read(client, address):
    text = prose(client.get(address).content.decode())

    assert len(text.split()) > 100
    assert lix(text) < 35
    assert "!" not in text


@pytest.mark.parametrize(
    "view", [views.bad_request, views.forbidden, views.not_found, views.server_error, views.csrf_failure]
)
def test_a_page_about_an_error_is_easy_to_read(view):
    text = prose(view(RequestFactory().get("/")).content.decode())

    assert lix(text) < 35
    assert "!" not in text
