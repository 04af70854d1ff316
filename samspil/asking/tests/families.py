# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Families to ask, and a feature that asks them. Whoever is in `READERS` may read what they answer."""

import datetime as dt
from uuid import UUID, uuid4

from samspil.asking import hooks
from samspil.asking.actions import set_open
from samspil.asking.enums import QuestionKind
from samspil.asking.queries import drafts_of
from samspil.asking.rules import OptionDraft, QuestionDraft
from samspil.people.tests import factories as make

NOW = dt.datetime(2026, 8, 19, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
CLOSES = dt.date(2026, 9, 9)
MONTH = dt.timedelta(days=30)
FEATURE = "trying"
# Keys of users.
READERS: set[UUID] = set()


def _readers(*, feature, subject, user, now):
    return user.uuid in READERS if feature == FEATURE else None


def _titles(*, feature, subject, language):
    return "3.B på Engskolen" if feature == FEATURE else None


hooks.readers.register("asking tests", _readers)
hooks.titles.register("asking tests", _titles)


def reader():
    user = make.UserFactory()
    READERS.add(user.uuid)
    return user


HARD = QuestionDraft(
    "hard", QuestionKind.CHOICES,
    {"da": "Hvad gør det svært for jer at være med i skolen?", "en": "What makes it hard for you to take part?",
     "ar": "ما الذي يجعل مشاركتكم في المدرسة صعبة؟", "pl": "Co utrudnia Wam udział?"},
    options=[
        OptionDraft("time", {"da": "Tid", "ar": "الوقت", "pl": "Czas"}),
        OptionDraft("language", {"da": "Sprog", "ar": "اللغة", "pl": "Język"}),
        OptionDraft("interpreter", {"da": "Tolk ønskes", "ar": "نرغب في مترجم"}, under="language",
                    hint={"da": "Skolen finder og betaler tolken. Et barn skal aldrig tolke."}),
        OptionDraft("nothing", {"da": "Intet er svært", "ar": "لا شيء صعب"}),
    ],
    sealed=True, hint={"da": "Sæt kryds ved det, der passer. Det må gerne være flere."},
    words={"da": "Vil I skrive et par ord?"}, drafts={"pl"},
)  # fmt: skip
REACH = QuestionDraft(
    "reach", QuestionKind.CHOICE, {"da": "Hvordan vil I helst nås?", "ar": "كيف تفضلون التواصل؟"},
    options=[OptionDraft("phone", {"da": "Telefon"}), OptionDraft("aula", {"da": "Aula"})],
)  # fmt: skip
HOPE = QuestionDraft("hope", QuestionKind.TEXT, {"da": "Hvad håber I for klassen?"}, optional=True)
QUESTIONS = (REACH, HARD, HOPE)


def family(*, pupil=None, home="", pupils=(), **tie):
    """A guardian of one pupil, or of several."""
    guardian = make.PersonFactory(**{key: tie.pop(key) for key in ("language", "email", "given_name") if key in tie})
    for one in pupils or [pupil or make.PersonFactory(email=None)]:
        make.GuardianshipFactory(guardian=guardian, pupil=one, home=home, **tie)
    return guardian


def pupils_of(*guardians):
    return sorted({tie.pupil_id for one in guardians for tie in one.guardianships.all()})


def ask(*guardians, pupils=None, subject=None, questions=QUESTIONS, kind="voice", now=NOW, **more):
    """A set for the pupils of these guardians: everybody who is there for them is asked."""
    day = now.date()
    drafts, _left_out = drafts_of(pupils=pupils or pupils_of(*guardians), day=day)
    values = {"minutes": 5, "closes_on": CLOSES, "sealed": True, "by": None} | more
    return set_open(
        kind=kind, feature=FEATURE, subject=subject or uuid4(), questions=questions, asked=drafts, now=now, **values
    )  # fmt: skip
