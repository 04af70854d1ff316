# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The languages a note may be written in. What people say they write is the truth; nothing is guessed."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAMES = {
    "da": _("Dansk"),
    "en": _("Engelsk"),
    "ar": _("Arabisk"),
    "bs": _("Bosnisk"),
    "ckb": _("Kurdisk"),
    "fa": _("Persisk"),
    "fo": _("Færøsk"),
    "kl": _("Grønlandsk"),
    "pl": _("Polsk"),
    "ps": _("Pashto"),
    "ro": _("Rumænsk"),
    "so": _("Somali"),
    "sq": _("Albansk"),
    "ta": _("Tamil"),
    "ti": _("Tigrinja"),
    "tr": _("Tyrkisk"),
    "uk": _("Ukrainsk"),
    "ur": _("Urdu"),
    "vi": _("Vietnamesisk"),
    "zh": _("Kinesisk"),
}
# What speakers call it themselves: what a language switch shows.
OWN_NAMES = {
    "da": "Dansk",
    "en": "English",
    "ar": "العربية",
    "bs": "Bosanski",
    "ckb": "کوردی",
    "fa": "فارسی",
    "fo": "Føroyskt",
    "kl": "Kalaallisut",
    "pl": "Polski",
    "ps": "پښتو",
    "ro": "Română",
    "so": "Soomaali",
    "sq": "Shqip",
    "ta": "தமிழ்",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "ps", "ur"})


def in_a_sentence(code: str) -> str:
    """The reader's name for it, as it stands inside a sentence."""
    name = str(NAMES.get(code, code))
    return name.lower() if (get_language() or "da").startswith("da") else name


def known(code: str) -> str:
    """The code if we know it, else Danish: a note is never refused for its language."""
    return code if code in NAMES else "da"


def direction(code: str) -> str:
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def choices(codes: list[str] | None = None) -> list[tuple[str, str]]:
    """(code, own name), those asked for first, then the rest in the order above."""
    first = [code for code in codes or [] if code in OWN_NAMES]
    return [(code, OWN_NAMES[code]) for code in [*first, *(code for code in OWN_NAMES if code not in first)]]
