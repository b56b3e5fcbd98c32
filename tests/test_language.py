"""The English edition: every Swedish text of the library has its twin, and none too many."""

import ast
import re

import pytest
from babel.messages.pofile import read_po

from analys import language, wording
from analys.table import UNITS
from builders import ROOT

SOURCE = ROOT / "src" / "analys"
CATALOGUES = sorted((SOURCE / "locale" / "en").glob("*.po"))
MARKS = {"_": 1, "N_": 1, "plural": 2}
HOLES = re.compile(r"\{(\w*)[^}]*\}")


def marked():
    """Every text that the library marks: `(the text, or one and many; where)`."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and hasattr(node.func, "id") else ""
            texts = node.args[: MARKS[name]] if name in MARKS and path.stem != "language" else []
            if texts and all(isinstance(text, ast.Constant) for text in texts):
                told = tuple(text.value for text in texts)
                found.append((told[0] if len(told) == 1 else told, f"{path.name}:{node.lineno}"))
    return found + [(names, "table.py, UNITS") for names in UNITS.values()]


def from_notebooks():
    """The texts that notebooks hand to the library: whatever is said and is no id."""
    found = []
    for path in sorted((ROOT / "notebooks").glob("0[0-8]_*.py")):
        text = path.read_text(encoding="utf-8")
        if 'tags=["en"]' not in text:
            continue  # not yet in two languages
        tree = ast.parse(text)
        found += [
            (node.value, f"{path.name}:{node.lineno}")
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and (" " in node.value or node.value[:1].isupper())
            and not re.fullmatch(r"[A-ZÅÄÖ]{1,3}\d?|[A-Z]{1,2}(\.\w+)+", node.value)
        ]
    return found


def translated():
    """`(text, its translation, file)` of every entry."""
    found = []
    for path in CATALOGUES:
        with path.open(encoding="utf-8") as stream:
            found += [(each.id, each.string, path.name) for each in read_po(stream) if each.id]
    return found


def one_of(text):
    return text if isinstance(text, str) else text[0]


def test_every_marked_text_has_its_english():
    known = {one_of(text) for text, english, _ in translated() if all(english)}
    assert not [(text, at) for text, at in marked() if one_of(text) not in known]


def test_every_text_of_a_notebook_has_its_english():
    known = {one_of(text) for text, _, _ in translated()}
    assert not [(text, at) for text, at in from_notebooks() if text not in known]


def test_no_translation_is_left_over():
    used = {one_of(text) for text, _ in [*marked(), *from_notebooks()]}
    assert not [(text, name) for text, _, name in translated() if one_of(text) not in used]


def test_no_text_has_two_translations():
    seen = {}
    for text, english, name in translated():
        assert seen.setdefault(one_of(text), english) == english, f"{text!r} in {name}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_keeps_what_is_put_into_it(path):
    for text, english, name in translated():
        if name != path.name:
            continue
        assert isinstance(text, str) == isinstance(english, str), text
        swedish, other = ([each] if isinstance(each, str) else each for each in (text, english))
        for one, twin in zip(swedish, other, strict=True):
            assert set(HOLES.findall(one)) == set(HOLES.findall(twin)), one


def test_a_language_is_spoken_while_the_block_runs():
    with language.speaking("en"):
        assert wording.out_of(6, 10, "case") == "6\xa0of\xa010 municipalities"
        assert wording.counted(1, "spell") == "1 spell"
        assert wording.number(1234.5, 1) == "1,234.5"
    assert wording.out_of(6, 10, "case") == "6\xa0av\xa010 kommuner"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="language 'fi' is not one of sv, en"):
        language.speak("fi")
