# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The kept sentences of templates are to the letter what Django's own tags write, for every reader in turn."""

import pytest
from django.template import Context, Engine
from django.utils import translation

DJANGOS = Engine(libraries={"i18n": "django.templatetags.i18n"})
OURS = Engine(libraries={"i18n": "samspil.ui.templatetags.i18n"})
TEMPLATES = (
    '{% translate "Gem" %}',
    '{% trans "Gem" %} {% translate "100%% & <b>" %}',
    '{% translate "Gem" as words %}[{{ words }}] {{ words|upper }}',
    '{% translate "Gem"|upper %}',
    '{% translate "Gem" noop %}',
    '{% translate "Gem" context "et andet sted" %}',
    "{% translate name %}",
    "{% for name in names %}{% translate name %}, {% endfor %}",
    "{% for name in names %}{% blocktranslate %}Fjern {{ name }}{% endblocktranslate %}; {% endfor %}",
    "{% for n in numbers %}{% blocktranslate trimmed count number=n %}\n {{ number }} mail er på vej. "
    "{% plural %}\n {{ number }} mails er på vej.\n{% endblocktranslate %}{% endfor %}",
    "{% for n in numbers %}{% blocktrans with who=name asvar said %}Hej {{ who }} 100 %{% endblocktrans %}{{ said }}"
    "{% endfor %}",
    "{% blocktranslate %}Uden noget.{% endblocktranslate %}{% blocktranslate %}{{ missing }}!{% endblocktranslate %}",
    "{% autoescape off %}{% translate name %}{% blocktranslate %}{{ name }}{% endblocktranslate %}{% endautoescape %}",
)


@pytest.mark.parametrize("source", TEMPLATES)
def test_every_reader_gets_what_djangos_own_tags_write(source):
    said = "{% load i18n %}" + source
    theirs, ours = DJANGOS.from_string(said), OURS.from_string(said)

    for language in ("da", "en", "ar", "da", None, "ar"):
        for name in ("Åskolen", "<b>&"):
            values = {"name": name, "names": ["Gem", name, "Fjern"], "numbers": [0, 1, 2, 11, 100]}
            with translation.override(language):
                assert ours.render(Context(values)) == theirs.render(Context(values))


def test_a_kept_sentence_is_the_readers():
    template = OURS.from_string('{% load i18n %}{% translate "Gem" %}')

    said = []
    for language in ("da", "en", "da"):
        with translation.override(language):
            said.append(template.render(Context()))

    assert said == ["Gem", "Save", "Gem"]
