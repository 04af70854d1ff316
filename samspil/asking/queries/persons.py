# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What asking holds about a person, for handing out."""

from uuid import UUID

from samspil.asking.models import Asked, Question
from samspil.asking.queries.sets import questions_of
from samspil.asking.rules import Said, said_from_json
from samspil.asking.words import words_of


def person_export(person: UUID) -> dict[str, object]:
    """What they were asked and what they answered, oldest first."""
    rows = Asked.objects.filter(person__uuid=person).select_related("question_set").order_by("asked_at", "pk")
    found = [_asked(row) for row in rows.prefetch_related("responses")]
    return {"spørgsmål": found} if found else {}


def _asked(asked: Asked) -> dict[str, object]:
    questions = {one.key: one for one in questions_of(asked.question_set.questionnaire_id)}
    return {
        "slags": asked.question_set.kind,
        "spurgt": asked.asked_at.isoformat(),
        "vil helst ikke svare": asked.declined_at is not None,
        "ønske": str(asked.get_wish_display()),
        "svar": [
            {
                "hvordan": str(response.get_origin_display()),
                "hvornår": response.given_at.isoformat(),
                "ord": {
                    words_of(questions[key].text, "da").body: told(questions[key], said)
                    for key, said in said_from_json(response.said).items()
                    if key in questions
                },
            }
            for response in asked.responses.order_by("given_at", "pk")
        ],
    }


def told(question: Question, said: Said) -> str:
    """An answer in Danish words."""
    if said.declined:
        return "vil helst ikke svare"
    chosen = [words_of(one.text, "da").body for one in question.options.order_by("place") if one.key in said.chosen]
    return "; ".join([*chosen, *([said.text] if said.text else [])])
