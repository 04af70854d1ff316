# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is typed in the answer to an invitation: too long it is said, and nothing of it is cut."""

import pytest

from samspil.dialogue.inviting.forms import AnswerForm
from samspil.ui.fields import VoiceField

SAID = {"coming": "yes", "people": "2"}
FREE = [name for name, field in AnswerForm().fields.items() if isinstance(field, VoiceField)]


def test_every_line_for_words_is_asked_in_one_way():
    assert FREE == ["languages", "access_needs", "answered_by"]


@pytest.mark.parametrize("name", FREE)
def test_words_that_are_too_long_are_shown_again_whole(name):
    most = AnswerForm().fields[name].max_length
    words = "x" * most + " til sidst: kørestol"

    form = AnswerForm({**SAID, name: words})

    assert list(form.errors) == [name]
    assert "Gør den kortere" in str(form.errors[name])
    assert words in str(form[name])
    # A browser cuts what is pasted beyond it, and says nothing.
    assert "maxlength" not in str(form[name])
