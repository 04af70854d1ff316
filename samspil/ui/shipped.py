# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The languages and fonts that come with the package. Imports nothing: who only asks for them stays small."""

from typing import Final

# In each language's own words: a reader must find theirs without reading ours.
OWN_NAMES: Final = {"da": "Dansk", "en": "English", "ar": "العربية"}

# The voices of LOOK on paper. The other scripts' faces come in where the first has no glyph.
FACES: Final = (
    ("Samspil Sans", "NotoSans_400Regular.ttf", 400, "normal"),
    ("Samspil Sans", "NotoSans_600SemiBold.ttf", 600, "normal"),
    ("Samspil Serif", "NotoSerif_400Regular.ttf", 400, "normal"),
    ("Samspil Serif", "NotoSerif_400Regular_Italic.ttf", 400, "italic"),
    ("Samspil Serif", "NotoSerif_600SemiBold.ttf", 600, "normal"),
    ("Samspil Arabic", "Vazirmatn_400Regular.ttf", 400, "normal"),
    ("Samspil Arabic", "Vazirmatn_600SemiBold.ttf", 600, "normal"),
    ("Samspil Naskh", "MarkaziText-400.ttf", 400, "normal"),
    ("Samspil Naskh", "MarkaziText-600.ttf", 600, "normal"),
    ("Samspil Tamil", "NotoSansTamil_400Regular.ttf", 400, "normal"),
    ("Samspil Tamil", "NotoSansTamil_600SemiBold.ttf", 600, "normal"),
    ("Samspil Ethiopic", "NotoSansEthiopic_400Regular.ttf", 400, "normal"),
    ("Samspil Ethiopic", "NotoSansEthiopic_600SemiBold.ttf", 600, "normal"),
    ("Samspil Han", "ZCOOLXiaoWei_400Regular.ttf", 400, "normal"),
    ("Samspil Symbols", "NotoSansMath_400Regular.ttf", 400, "normal"),
    ("Samspil Emoji", "NotoEmoji_400Regular.ttf", 400, "normal"),
)
