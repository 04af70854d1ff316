# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of agreements. Families come by a link of their own."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from samspil.agreements.enums import Kind, Section, Step
from samspil.agreements.views import family, principles, restart, voices
from samspil.ui.languages import speaks

in_family_languages = speaks("da", "en", "ar")


class StepConverter(StringConverter):
    regex = "|".join(Step.values)

    def to_python(self, value: str) -> Step:
        return Step(value)


class SectionConverter(StringConverter):
    regex = "|".join(Section.values)

    def to_python(self, value: str) -> Section:
        return Section(value)


class KindConverter(StringConverter):
    regex = "|".join(Kind.values)

    def to_python(self, value: str) -> Kind:
        return Kind(value)


class AulaConverter(StringConverter):
    regex = "|".join(principles.AULA)


register_converter(AulaConverter, "aula_readers")
register_converter(KindConverter, "question_kind")
register_converter(StepConverter, "restart_step")
register_converter(SectionConverter, "agreement_section")

app_name = "agreements"
AGREEMENT = "aftaler/<uuid:uuid>/"
urlpatterns = [
    path("aftaler/", restart.class_list, name="class-list"),
    path("klasser/<uuid:uuid>/aftale/", restart.class_agreement, name="class-agreement"),
    path("klasser/<uuid:uuid>/aftale/begynd/", restart.begin, name="begin"),
    path(f"{AGREEMENT}<restart_step:step>/", restart.step, name="step"),
    path(f"{AGREEMENT}<restart_step:step>/faerdig/", restart.step_finish, name="step-finish"),
    path(f"{AGREEMENT}slip/", restart.lines_drop, name="lines-drop"),
    path(f"{AGREEMENT}loefte/<uuid:line>/", restart.promise_answer, name="promise-answer"),
    path(f"{AGREEMENT}linje/<agreement_section:section>/", restart.line_new, name="line-new"),
    path(f"{AGREEMENT}punkt/", restart.point_take, name="point-take"),
    path(f"{AGREEMENT}rammer/", restart.figures, name="figures"),
    path(f"{AGREEMENT}udgiv/", restart.issue, name="issue"),
    path(f"{AGREEMENT}spoerg/<question_kind:kind>/", voices.ask, name="ask"),
    path(f"{AGREEMENT}laes/<question_kind:kind>/", voices.answers, name="answers"),
    path(f"{AGREEMENT}ring/<question_kind:kind>/", voices.calls, name="calls"),
    path(f"{AGREEMENT}luk/<question_kind:kind>/", voices.close, name="close"),
    path(f"{AGREEMENT}gaelder/", voices.in_force, name="in-force"),
    path(f"{AGREEMENT}forskel/", restart.difference, name="difference"),
    path(f"{AGREEMENT}sprog/<slug:language>/", restart.translations, name="translations"),
    path(f"{AGREEMENT}se/", in_family_languages(family.preview), name="preview"),
    path(f"{AGREEMENT}aftale.pdf", in_family_languages(family.preview_pdf), name="preview-pdf"),
    path("skoler/<uuid:uuid>/principper/", principles.principles, name="principles"),
    path("skoler/<uuid:uuid>/principper/udkast/", principles.principles_begin, name="principles-begin"),
    path("skoler/<uuid:uuid>/principper/nyt/", principles.principle_new, name="principle-new"),
    path("skoler/<uuid:uuid>/principper/vedtag/", principles.principles_adopt, name="principles-adopt"),
    path("skoler/<uuid:uuid>/principper/aula-<aula_readers:readers>.pdf", principles.aula_pdf, name="aula-pdf"),
    path("principper/<uuid:uuid>/", principles.principle, name="principle"),
    path("principper/<uuid:uuid>/fjern/", principles.principle_remove, name="principle-remove"),
    path("aftaler/linjer/<uuid:uuid>/", restart.line, name="line"),
    path("aftaler/linjer/<uuid:uuid>/tilbage/", restart.line_restore, name="line-restore"),
    path("aftale/<str:token>/", in_family_languages(family.agreement), name="family"),
    path("aftale/<str:token>/svar/", in_family_languages(family.answer), name="family-answer"),
    path("aftale/<str:token>/aftale.pdf", in_family_languages(family.agreement_pdf), name="family-pdf"),
    path("aftale/<str:token>/dag.ics", in_family_languages(family.review_day), name="family-ics"),
]
