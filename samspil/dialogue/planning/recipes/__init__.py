# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Recipes for meetings, as data in our own words. A recipe is a start: everything in it can be changed."""

from samspil.dialogue.planning.recipes.boards import BOARD_THEME, WORLD_CAFE, YEAR_START
from samspil.dialogue.planning.recipes.classes import CLASS_0_3, CLASS_4_6, CLASS_7_9, FAMILY_EVENING
from samspil.dialogue.planning.recipes.dialogue_meeting import DIALOGUE_3X15, EMPTY
from samspil.dialogue.planning.recipes.forms import FISHBOWL, ONE_TWO_FOUR_ALL
from samspil.dialogue.planning.recipes.recipe import Recipe, Step, Told

__all__ = ["DIALOGUE_3X15", "EMPTY", "RECIPES", "Recipe", "Step", "Told", "recipe"]

RECIPES = (
    DIALOGUE_3X15,
    BOARD_THEME,
    CLASS_0_3,
    CLASS_4_6,
    CLASS_7_9,
    YEAR_START,
    FAMILY_EVENING,
    WORLD_CAFE,
    ONE_TWO_FOUR_ALL,
    FISHBOWL,
    EMPTY,
)


def recipe(code: str) -> Recipe:
    """The recipe with this code; the first one when nobody knows the code."""
    return next((known for known in RECIPES if known.code == code), RECIPES[0])
