# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter as a Word file. What makes it is loaded only then: python-docx takes a quarter of a second."""

from samspil.dialogue.letter.content import LetterContent

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx_file(content: LetterContent, *, mark: str = "") -> bytes:
    """The whole letter. `mark` ("Udkast") stands at the top of every page."""
    from samspil.dialogue.letter.word_document import word_document  # noqa: PLC0415 (as said above)

    return word_document(content, mark=mark)
