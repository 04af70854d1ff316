# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Hides Django's library of this name: what is the same for every reader of a language is made once.

A page has some two hundred sentences, and a list repeats its own for each line; to translate them anew was a fifth of a
list's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template import Library, Node
from django.templatetags.i18n import BlockTranslateNode, do_block_translate, do_translate
from django.templatetags.i18n import register as django_register
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.template import Context
    from django.template.base import Parser, Token
    from django.templatetags.i18n import TranslateNode


class ConstantTranslation(Node):
    """`{% translate %}` of a sentence that stands in the template."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self._node, self._variable = node, node.asvar
        node.asvar = None
        self._words: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        words = self._words.get(language)
        if words is None:
            words = self._words[language] = self._node.render(context)
        if self._variable is None:
            return words
        context[self._variable] = words
        return ""


class BlockTranslation(BlockTranslateNode):
    """`{% blocktranslate %}` whose message is put together once."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self._messages = {
            id(tokens): super(BlockTranslation, self).render_token_list(tokens)
            for tokens in (self.singular, self.plural)
            if tokens
        }

    def render_token_list(self, tokens: list[Token]) -> tuple[str, list[str]]:
        message, names = self._messages[id(tokens)] if tokens else super().render_token_list(tokens)
        # The caller adds to the list.
        return message, [*names]


def translate(parser: Parser, token: Token) -> Node:
    node = do_translate(parser, token)
    of = node.filter_expression
    constant = isinstance(of.var.literal, str) and not of.filters and not node.message_context
    return ConstantTranslation(node) if constant else node


def block_translate(parser: Parser, token: Token) -> Node:
    return BlockTranslation(**vars(do_block_translate(parser, token)))


register = Library()
register.tags.update(django_register.tags)
register.filters.update(django_register.filters)
for name in ("translate", "trans"):
    register.tag(name, translate)
for name in ("blocktranslate", "blocktrans"):
    register.tag(name, block_translate)
