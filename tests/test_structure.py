"""The design as the code has it: which module may know which, and what a notebook may hold."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
import yaml

from analys.parameters import Parameters
from builders import ROOT, codebook

SOURCE = ROOT / "src" / "analys"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))

# A module may import from the layers above its own and from its own package. A new module is
# placed where the data reach it.
LAYERS = (
    (
        "counting",
        "errors",
        "fingerprints",
        "manifest",
        "kept",
        "language",
        "table",
        "markup",
        "progress",
        "standing",
        "cooccurrence",
        "tenure",
        "text_storage",
        "whole",
        "configurations",
        "kernels",
        "notebook_format",
    ),
    (
        "places",
        "summary",
        "cells",
        "readers",
        "consensus",
        "wording",
        "parameters",
        "yaml_lines",
        "code_system",
    ),
    ("hidden",),
    (
        "planning",
        "pictures_kept",
        "project_files",
        "codebook_entries",
        "pages",
        "figures",
        "readings",
        "display",
    ),
    ("material_keys", "codebook", "publish", "workbook"),
    ("material", "merging", "staging"),
    ("schemas", "codemap", "study"),
    ("proposals", "variables"),
    ("export", "gaps", "gathering", "keying", "tables", "quoting"),
    ("basis",),
    ("assembling", "evidence", "annotation", "tidy", "unkeying"),
    ("study_cache",),
    ("demo", "loading", "site", "interviews"),
    ("checking", "exploring", "exporting", "mapping", "results", "transcripts"),
    ("report",),
    ("executed", "stopping"),
    ("execution",),
    ("runners", "inputs"),
    ("workers",),
    ("writing",),
    ("build",),
    ("verifying",),
    ("telling",),
    ("several",),
    ("building",),
    ("cli",),
)
RANK = {name: at for at, layer in enumerate(LAYERS) for name in layer}
# What these may import at most, besides their own package: no arrow runs back.
ONLY = {
    "readers": {"errors"},
    "codebook": {"errors", "code_system", "codebook_entries", "yaml_lines"},
    "study": {
        "standing",
        "errors",
        "kept",
        "language",
        "codebook",
        "consensus",
        "material",
        "merging",
        "readers",
    },
    "tables": {
        "language",
        "standing",
        "study",
        "table",
        "wording",
        "cooccurrence",
        "configurations",
        "tenure",
    },
    "figures": {"language", "table", "wording"},
    "readings": {"language", "table", "wording"},
    "display": {"language", "table", "wording", "markup"},
    "publish": {
        "pictures_kept",
        "language",
        "table",
        "wording",
        "markup",
        "figures",
        "display",
        "whole",
    },
}
WRITERS = {
    "publish", "staging", "runners", "build", "export", "demo", "exporting", "mapping", "kernels",
    "study_cache", "workers", "pictures_kept", "hidden", "whole",
}  # fmt: skip
WRITES = {
    "write_text", "write_bytes", "writestr", "mkdir", "unlink", "rmdir", "touch", "symlink_to",
    "hardlink_to", "savefig", "mkstemp", "mkdtemp", "rmtree", "copyfile", "copytree",
    "move", "write_whole",
}  # fmt: skip
CELL = 10  # lines: one to prepare, one to count, and a publish call with all that it requires
SHARED = ["Dilemmat", "Frågorna", "Vilka tillfrågades?", "Negativa fall"]


def owner(path: Path) -> str:
    """The module or package of the library that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The modules and packages of the library that a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by a relative name"
            inner = node.module == "analys"
            found |= {f"analys.{alias.name}" for alias in node.names} if inner else {node.module}
    return {name.split(".")[1] for name in found if name.startswith("analys.")}


MODULES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")
PACKAGES = sorted({owner(path) for path in MODULES})


def test_every_module_has_its_layer():
    assert sorted(RANK) == PACKAGES


@pytest.mark.parametrize("name", PACKAGES)
def test_no_arrow_runs_back(name):
    known = set().union(*(imported(path) for path in MODULES if owner(path) == name)) - {name}
    back = {other for other in known if RANK[other] >= RANK[name]}
    assert not back, f"{name} imports {back}, which the data reach later"
    assert known <= ONLY.get(name, known)


def written_by(node: ast.Call) -> str | None:
    """What a call writes with, or None where it writes nothing."""
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in WRITES:
        return name
    if name in {"to_csv", "to_excel", "to_json", "to_html", "to_parquet"} and node.args:
        return name
    if name in {"open", "fdopen", "ZipFile"}:
        modes = [*node.args, *(word.value for word in node.keywords if word.arg == "mode")]
        texts = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
        if any(isinstance(text, str) and re.fullmatch(r"[rwax][bt+]*", text) and text[0] != "r"
               for text in texts):  # fmt: skip
            return name
    return None


@pytest.mark.parametrize("name", PACKAGES)
def test_only_those_who_publish_build_or_make_write_files(name):
    found = {
        (path.name, node.lineno, written_by(node))
        for path in MODULES
        if owner(path) == name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and written_by(node)
    }
    assert bool(found) == (name in WRITERS), found


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("path.write_text(a)", True), ("open(p, 'w')", True), ("path.open('xb')", True),
        ("path.open(mode='a')", True), ("ZipFile(p, 'w')", True), ("frame.to_csv(p)", True),
        ("frame.to_csv(index=False)", False), ("open(p)", False), ("path.open('rb')", False),
        ("archive.open('name.txt')", False), ("text.replace('w', 'v')", False),
    ],
)  # fmt: skip
def test_the_search_for_writing_finds_it(code, writes):
    assert bool(written_by(ast.parse(code).body[0].value)) == writes


class Notebook:
    """A notebook's header and cells, as jupytext's percent format has them."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        head, *cells = re.split(r"^# %%", text, flags=re.MULTILINE)
        self.header = yaml.safe_load(re.sub(r"^# ?(---)?", "", head, flags=re.MULTILINE))
        split = [cell.partition("\n") for cell in cells]
        self.prose = "\n".join(
            body for kind, _, body in split if "[markdown]" in kind and '"en"' not in kind
        )
        self.code = [body.strip() for kind, _, body in split if "[markdown]" not in kind]
        self.parameters = [body for kind, _, body in split if 'tags=["parameters"]' in kind]
        self.tree = ast.parse("\n".join(self.code))

    @property
    def headings(self) -> list[str]:
        return re.findall(r"^# ## (.+)$", self.prose, flags=re.MULTILINE)

    def calls(self, name: str) -> list[ast.Call]:
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call)
            and name in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
        ]


READ = {path.stem: Notebook(path) for path in NOTEBOOKS}
DILEMMAS = {dilemma.notebook: key for key, dilemma in codebook().dilemmas.items()}
QUESTION = re.compile(r"([A-Z]{2}\d) · (.+)")


@pytest.fixture(params=READ.values(), ids=READ)
def notebook(request):
    return request.param


def test_the_six_dilemmas_have_a_notebook_each():
    assert len(DILEMMAS) == 6
    assert set(DILEMMAS) < set(READ)


def test_a_notebook_holds_no_machinery(notebook):
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    machinery = (*definitions, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With)
    assert not [node.lineno for node in ast.walk(notebook.tree) if isinstance(node, machinery)]


def test_a_cell_is_short_and_has_one_statement_a_line(notebook):
    assert not [cell for cell in notebook.code if len(cell.splitlines()) > CELL]
    assert not [cell for cell in notebook.code if ";" in cell]


def test_a_notebook_names_its_kernel_and_its_format(notebook):
    jupyter = notebook.header["jupyter"]
    assert jupyter["kernelspec"]["name"] == "python3"
    assert jupyter["jupytext"]["text_representation"]["format_name"] == "percent"


def test_the_parameters_cell_has_exactly_the_known_ones_with_their_defaults(notebook):
    (cell,) = notebook.parameters
    given = {
        node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(cell.strip()).body
    }
    assert given == {field.name: field.default for field in fields(Parameters)}
    assert list(given) == [field.name for field in fields(Parameters)]


def test_every_parameter_reaches_the_report(notebook):
    (call,) = notebook.calls("open_report")
    passed = {keyword.arg: keyword.value.id for keyword in call.keywords}
    assert passed == {field.name: field.name for field in fields(Parameters)}


@pytest.mark.parametrize("stem", DILEMMAS)
def test_dilemma_notebooks_share_their_headings(stem):
    plain = [heading for heading in READ[stem].headings if not QUESTION.fullmatch(heading)]
    assert plain == SHARED
    (call,) = READ[stem].calls("open_report")
    assert [argument.value for argument in call.args] == [DILEMMAS[stem]]


def test_a_heading_asks_in_the_codebooks_own_words(notebook):
    questions = codebook().questions
    asked = [match.groups() for heading in notebook.headings if (match := QUESTION.match(heading))]
    assert asked == [(key, questions[key].text["sv"]) for key, _ in asked]


def test_every_question_stands_once_in_its_own_notebook_in_the_codebooks_order():
    where = [
        (match[1], stem)
        for stem, notebook in READ.items()
        for heading in notebook.headings
        if (match := QUESTION.match(heading))
    ]
    expected = [(key, question.notebook) for key, question in codebook().questions.items()]
    assert sorted(where) == sorted(expected)
    for stem in READ:
        mine = [key for key, notebook in where if notebook == stem]
        assert mine == [key for key, notebook in expected if notebook == stem]


def test_every_question_is_published_exactly_once():
    published = [
        (keyword.value.value, stem)
        for stem, notebook in READ.items()
        for call in notebook.calls("publish")
        for keyword in call.keywords
        if keyword.arg == "question"
    ]
    assert sorted(published) == sorted(
        (key, question.notebook) for key, question in codebook().questions.items()
    )


def test_a_published_stem_is_its_notebooks_and_its_questions(notebook):
    number = next(stem for stem, each in READ.items() if each is notebook)[:2]
    for call in notebook.calls("publish"):
        stem = call.args[2].value
        assert stem.startswith(f"{number}_")
        for keyword in call.keywords:
            if keyword.arg == "question":
                assert stem.split("_")[1] == keyword.value.value.lower()
