# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[1] / "static" / "ui"
PACKAGE = Path(__file__).resolve().parents[2]
OURS = sorted(path for path in PACKAGE.rglob("static/**/*.css") if "vendor" not in path.parts)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom)\s*:|text-align\s*:\s*(?:left|right)|float\s*:"
)


def rules(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"@(?:bottom|top)-(?:left|right|center)", "@margin", text)


def tokens():
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6});", (STATIC / "tokens.css").read_text(encoding="utf-8")))


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_our_rules_know_no_left_and_right(path):
    assert PHYSICAL.findall(rules(path)) == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_our_rules_fetch_nothing_from_elsewhere(path):
    text = rules(path)

    assert "@import" not in text
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", text)
    assert "@font-face" not in text


# Paper has fonts of ours, a screen those of its reader.
SCREEN = [path for path in OURS if path.name != "print.css"]
COLUMNS = re.compile(r"(?:grid-template|grid-auto)-columns:([^;}]*)")
MINMAX = re.compile(r"minmax\((?:[^()]|\([^()]*\))*\)")


@pytest.mark.parametrize("path", SCREEN, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_column_is_as_wide_as_its_longest_word(path):
    columns = COLUMNS.findall(rules(path))

    assert [column for column in columns if re.search(r"[\d.]fr\b", MINMAX.sub("", column))] == []
    assert [column for column in columns if re.search(r"minmax\([\d.]+rem, [\d.]+fr\)", column)] == []


TEXT = ["ink", "ink-2", "petrol", "petrol-deep", "amber", "leaf", "brick"]
MARKS = ["edge", "petrol-mid", "amber-mid", "leaf-mid", "brick-mid"]


@pytest.mark.parametrize("colour", TEXT)
@pytest.mark.parametrize("ground", ["ground", "card"])
def test_text_can_be_read(colour, ground):
    assert contrast(tokens()[colour], tokens()[ground]) >= 4.5


@pytest.mark.parametrize("colour", MARKS)
@pytest.mark.parametrize("ground", ["ground", "card"])
def test_marks_can_be_seen(colour, ground):
    assert contrast(tokens()[colour], tokens()[ground]) >= 3


@pytest.mark.parametrize(
    ("colour", "ground"),
    [("ink", "amber-pale"), ("ink", "leaf-pale"), ("ink", "brick-pale"), ("amber", "amber-pale"), ("leaf", "leaf-pale"),
     ("brick", "brick-pale"), ("petrol-deep", "petrol-pale"), ("ink-2", "sunk"), ("ink", "amber-fill")],
)  # fmt: skip
def test_text_on_a_pale_ground_can_be_read(colour, ground):
    assert contrast(tokens()[colour], tokens()[ground]) >= 4.5


def test_white_on_what_is_filled_can_be_read():
    assert contrast("#ffffff", tokens()["petrol"]) >= 4.5
    assert contrast("#ffffff", tokens()["petrol-deep"]) >= 4.5


def test_every_token_that_is_used_is_there():
    for path in OURS:
        text = rules(path)
        used = set(re.findall(r"var\(--([a-z0-9-]+)[),]", text))
        named = set(re.findall(r"--([a-z0-9-]+)\s*:", text + (STATIC / "tokens.css").read_text(encoding="utf-8")))
        assert used <= named | {"gap"}, path.name


def test_the_design_systems_web_font_is_not_even_named():
    text = (STATIC / "vendor" / "dkfds.min.css").read_text(encoding="utf-8")

    assert "@font-face" not in text
    assert "http" not in text
    missing = [found for found in re.findall(r"url\(([^)]+)\)", text) if not (STATIC / "vendor" / found).exists()]
    assert missing == []


def test_a_ground_is_the_systems_ground_where_the_reader_has_chosen_the_colours():
    """A pale token lies under words: the colour of a line there hides them, or the icon beside them."""
    forced = re.search(
        r"@media \(forced-colors: active\) \{\s*:root \{(.*?)\}", rules(STATIC / "pages.css"), re.DOTALL
    )[1]
    grounds = dict(re.findall(r"--((?:[a-z]+-pale|ground|card|sunk)):\s*(\w+);", forced))

    pale = {name for name in tokens() if name.endswith("-pale")}
    assert pale <= grounds.keys()
    assert set(grounds.values()) == {"Canvas"}
