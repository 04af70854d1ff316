# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.utils.translation import gettext_lazy

from samspil.core.errors import Refused, SamspilError


def test_an_error_is_its_danish_sentence_and_a_code():
    error = Refused(gettext_lazy("Mødet er slut. Din note er gemt."), code="meeting-over")

    assert str(error) == "Mødet er slut. Din note er gemt."
    assert error.code == "meeting-over"
    assert isinstance(error, SamspilError)


@pytest.mark.parametrize(
    "code", ["", "Meeting over", "møde-slut", "-a", "a-", "a--b", "a-_b", "1a", "a b", "a\n", "A", "a-B"]
)
def test_a_code_is_short_and_plain(code):
    with pytest.raises(ValueError, match="not an error code"):
        SamspilError("Nej.", code=code)


@pytest.mark.parametrize("code", ["a", "a1", "meeting-over", "live_w.2", "a-1_b.c"])
def test_a_code_may_have_words_and_numbers(code):
    assert SamspilError("Nej.", code=code).code == code
