# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""3.a of Havneskolen, half-way through its restart: last year's agreement as 2.a, and this year's draft."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from samspil.agreements.actions import drafting as actions
from samspil.agreements.actions.principles import PrincipleDraft, draft_begin, principle_add, principles_adopt
from samspil.agreements.actions.voices import families_ask
from samspil.agreements.enums import Area, Kind, Limit, Per, Section, Source, Step
from samspil.agreements.models import Agreement
from samspil.asking.actions.answering import answer, call_ask, decline
from samspil.asking.enums import Origin, Wish
from samspil.asking.models import Asked
from samspil.asking.rules import Said
from samspil.commitments.actions import commitment_answer
from samspil.commitments.enums import State
from samspil.commitments.models import Commitment
from samspil.core import clock
from samspil.core.danish import sort_key
from samspil.demo import places
from samspil.demo.families import HARBOUR
from samspil.people.models import Enrolment, SchoolClass, SchoolYear
from samspil.people.persons.queries.persons import persons_by_email

if TYPE_CHECKING:
    from samspil.people.models import School, User

LAST_YEAR: tuple[tuple[Section, str, str, dict[str, Any]], ...] = (
    (Section.PROMISE, "", "Vi ringer med godt nyt om jeres barn hver måned.", {}),
    (Section.PROMISE, "", "I får ét brev om ugen. Vi svarer inden for to skoledage.", {}),
    (Section.CANNOT, "", "Vi kan ikke hjælpe med lektier efter kl. 15. Vi kan vise jer, hvem der kan.", {}),
    (Section.HOPE, "", "At I læser sammen hver dag.", {"minutes": 15, "times": 1, "per": Per.SCHOOL_DAY}),
    (Section.HOPE, "", "At I bager en kage til fredag, når det er jeres tur.", {"minutes": 90, "times": 4,
                                                                               "per": Per.YEAR, "kroner": 120}),
    (Section.HOPE, "", "At I kigger i ugebrevet.", {"minutes": 10, "times": 1, "per": Per.WEEK, "needs_danish": True,
                                                   "needs_device": True}),
    (Section.HOPE, "", "At I skriver under på læsningen.", {"minutes": 4, "times": 1, "per": Per.SCHOOL_DAY}),
    (Section.NOT_EXPECTED, "", "At I kommer til alt. Ét møde om året er nok.", {}),
    (Section.NOT_EXPECTED, "", "At jeres barn oversætter for jer.", {}),
    (Section.CHANNEL, "Jeres barn er syg", "Skriv i Aula før kl. 8. Så er det klaret.", {}),
    (Section.CHANNEL, "Noget svært", "Ring til os. Vi skriver det ikke i beskeder.", {}),
    (Section.GROUND, "", "Kom gerne ind om morgenen, og sid med i timen.", {}),
    (Section.AIM, "", "At alle har nogen at lege med hver dag.", {}),
)  # fmt: skip
ARABIC = {
    "mindst to gange": "نتصل بكم بأخبار سارة عن طفلكم مرتين في السنة على الأقل.",
    "ét brev om ugen": "تصلكم رسالة واحدة في الأسبوع. نجيب خلال يومين دراسيين.",
    "nogen at lege med": "أن يجد كل طفل من يلعب معه كل يوم.",
}


VOICES = (
    {"reach": Said(("sms",), "Efter kl. 16"), "hard": Said(("time",)), "hope": Said(text="At de leger på tværs.")},
    {"reach": Said(("call",)), "hard": Said(("language", "interpreter")), "give": Said(("coffee",))},
    {"reach": Said(("aula",)), "hard": Said(("alone", "money")), "hope": Said(text="At vi griner mere.")},
)


PRINCIPLES = (
    (Area.VALUES, "Alle familier er med. Vi lytter, før vi forklarer.", "", None),
    (Area.DUTIES, "Skolen har ansvar for, at børnene har det godt i skolen.", "", None),
    (Area.TALKING, "En familie får højst ét brev om ugen fra klassen.", Limit.LETTERS, 1),
    (Area.TALKING, "Det, klassen håber på derhjemme, tager højst 80 minutter om ugen.", Limit.MINUTES, 80),
    (Area.EVENTS, "En fødselsdagsgave koster højst 50 kroner.", Limit.GIFT, 50),
    (Area.AULA_STAFF, "Vi skriver kort, og vi skriver ikke efter klokken 17.", "", None),
    (Area.AULA_STAFF, "Det svære siger vi i telefonen, ikke i en besked.", "", None),
    (Area.AULA_PARENTS, "Skriv, når det passer jer. I får svar inden for to skoledage.", "", None),
    (Area.AULA_PARENTS, "Er barnet sygt, så skriv det før klokken 8.", "", None),
)


def load(*, now: dt.datetime) -> None:
    place = SchoolClass.objects.select_related("school", "year").get(school__institution_number=HARBOUR, name="3.a")
    teacher = persons_by_email(places.email(places.TEACHER)).get().user  # has an account: see load
    begun = now - dt.timedelta(days=40)
    _principles(place.school, begun - dt.timedelta(days=100))
    _last_year(place, teacher, begun - dt.timedelta(days=330))
    made = actions.agreement_begin(school_class=place, by=teacher, now=begun)
    _look_back(made, teacher, begun)
    _write(made, teacher, now - dt.timedelta(days=20))
    _hear(made, teacher, now - dt.timedelta(days=6))


def _principles(school: School, at: dt.datetime) -> None:
    made = draft_begin(school=school, by=None, now=at)
    for area, words, limit, most in PRINCIPLES:
        draft = PrincipleDraft(area=area, words=words, limit=limit, most=most)
        principle_add(principle_set=made, draft=draft, by=None, now=at)
    principles_adopt(principle_set=made, changes="Kortere end før: vi har strøget det, ingen brugte.", by=None, now=at)


def _last_year(place: SchoolClass, teacher: User, at: dt.datetime) -> None:
    year = SchoolYear.objects.get(ends_on=place.year.starts_on)
    before = SchoolClass.objects.create(
        school=place.school, year=year, grade=2, letter="a", name="2.a", sort_key=sort_key("2.a")
    )
    for row in Enrolment.objects.filter(school_class=place).order_by("pk"):
        Enrolment.objects.create(pupil=row.pupil, school_class=before, from_on=year.starts_on, until_on=year.ends_on)
    agreement = actions.agreement_begin(school_class=before, by=None, now=at)
    for section, situation, words, price in LAST_YEAR:
        draft = actions.LineDraft(words=words, situation=situation, **price)
        actions.line_add(agreement=agreement, section=section, draft=draft, by=None, now=at)
    figures = {
        "letters_a_week": 1, "minutes_a_week": 120, "meetings_a_year": 1, "answer_days": 2, "quiet_from": dt.time(17),
        "gift_kroner": 50, "review_on": year.ends_on - dt.timedelta(days=60),
    }  # fmt: skip
    actions.figures_set(agreement=agreement, figures=figures, seen=0, by=None, now=at)
    actions.agreement_issue(agreement=agreement, by=None, now=at)


def _look_back(made: Agreement, teacher: User, at: dt.datetime) -> None:
    """One promise was not kept; three things are dropped before anything is added."""
    said = {True: State.KEPT, False: State.NOT_KEPT}
    for row in Commitment.objects.filter(feature="agreements").order_by("pk"):
        kept = "godt nyt" not in row.words
        commitment_answer(
            commitment=row, state=said[kept], seen=1, by=teacher, now=at,
            reason="" if kept else "Vi nåede det kun før jul. I år lover vi mindre og holder det.",
        )  # fmt: skip
    for words in ("kage", "skriver under"):
        lines = [line for line in made.lines.all() if words in line.text.versions.get().body]
        actions.lines_drop(agreement=made, refs=[line.uuid for line in lines], by=teacher, now=at)
    actions.step_done(agreement=made, step=Step.LAST_YEAR, by=teacher, now=at)


def _write(made: Agreement, teacher: User, at: dt.datetime) -> None:
    for line in list(made.lines.select_related("text")):
        if "hver måned" in line.text.versions.get(number=1).body:
            draft = actions.LineDraft(words="Vi ringer med godt nyt om jeres barn mindst to gange om året.")
            actions.line_write(line=line, draft=draft, seen=0, by=teacher, now=at)
        elif line.minutes == 15:
            draft = actions.LineDraft(
                words="At I læser sammen, når der er ro til det.", minutes=20, times=3, per=Per.WEEK
            )
            actions.line_write(line=line, draft=draft, seen=0, by=teacher, now=at)
    added = (
        (Section.PROMISE, "Er I uenige med os, så sig det. Vi lytter først."),
        (Section.AIM, "At nye bliver taget godt imod."),
        (Section.NOT_EXPECTED, "At I svarer om aftenen eller i ferien."),
    )
    for section, words in added:
        draft = actions.LineDraft(words=words)
        actions.line_add(agreement=made, section=section, draft=draft, source=Source.SCHOOL, by=teacher, now=at)
    for line in made.lines.select_related("text"):
        danish = line.text.versions.filter(language="da").order_by("-number")[0].body
        for arabic in (said for part, said in ARABIC.items() if part in danish):
            actions.line_translate(line=line, language="ar", body=arabic, by=teacher, now=at)
    figures = {"minutes_a_week": 80, "review_on": clock.today(at) + dt.timedelta(days=120)}
    actions.figures_set(agreement=made, figures=figures, seen=0, by=teacher, now=at)
    actions.step_done(agreement=made, step=Step.PROMISES, by=teacher, now=at)


def _hear(made: Agreement, teacher: User, at: dt.datetime) -> None:
    """The families are asked; four have answered, one of them would rather not, and one wants to be called."""
    last_day = clock.today(at) + dt.timedelta(days=14)
    families_ask(agreement=made, kind=Kind.VOICE, closes_on=last_day, by=teacher, now=at)
    asked = list(Asked.objects.filter(question_set__subject=made.uuid).order_by("pk"))
    for one, said in zip(asked, VOICES, strict=False):
        answer(asked=one, values=said, origin=Origin.LINK, now=at + dt.timedelta(days=1))
    decline(asked=asked[len(VOICES)], now=at + dt.timedelta(days=1))
    call_ask(asked=asked[-1], wish=Wish.CALL, interpreter=True, now=at + dt.timedelta(days=1))
