"""The codebook: what it gives, and what it says of a file that will not do."""

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest
import yaml

from analys import codebook as codebooks
from analys.errors import CodebookError

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "data" / "codebook.yaml"
SHARED = ROOT.parent / "shared" / "codebook.yaml"

SMALL = """\
version: "0.1"
study:
  title: {sv: Titel, en: Title}
  status_report: {date: 2011-10-13, venue: Strömstad}
  design: {sv: Intervjuer, en: Interviews, origin: report}
  status:
    done: {sv: Klart, en: Done, origin: report}
  milestones:
    next: {when: {sv: snart, en: soon}, sv: Nästa, en: Next, origin: report}
palette:
  text: {ink: "#1d2433"}
  marks: {kso: "#0f6e84"}
  surface: {tint: "#f5f7f9"}
  sequence: ["#f4f7f8", "#07404e"]
role_groups:
  politician: {sv: Politiker, en: Politicians}
roles:
  kso: {sv: ordförande, en: chair, group: politician, origin: report}
kinds:
  argument: {sv: Argument, en: Argument}
  theme: {sv: Tema, en: Theme}
  stance: {sv: Hållning, en: Stance}
dilemmas:
  AA:
    sv: Dilemmat
    en: The dilemma
    short: {sv: Dilemma, en: Dilemma}
    gist: {sv: Å ena, en: On the one}
    origin: report
    notebook: 01_aa
    color: "#5f6b7a"
    sides:
      AA.for: {sv: För, en: For, origin: report, color: "#0f6e84"}
      AA.mot: {sv: Mot, en: Against, origin: report, color: "#c2501c", hatch: "///"}
    topics:
      talk: {sv: Prata, en: Talk}
    codes:
      AA.for.ett: {sv: Ett, en: One, kind: argument, side: AA.for, origin: report}
      AA.mot.ett: {sv: Två, en: Two, kind: argument, side: AA.mot, origin: added, links: [B]}
      AA.tema: {sv: Tema, en: Theme, kind: theme, origin: derived}
      AA.tema.ja:
        sv: "Ja"
        en: "Yes"
        kind: stance
        parent: AA.tema
        stance: talk
        value: "yes"
        origin: derived
    questions:
      AA1: {sv: Hur?, en: How?, origin: report, group: talk, show: a table}
groups:
  B:
    sv: Besvär
    en: Difficulty
    origin: report
    codes:
      B.roll: {sv: Roll, en: Role, kind: theme, origin: added}
vignettes:
  V1: {dilemma: AA, in_material: false, sv: Det var, en: It was, origin: report}
attributes:
  case:
    size:
      sv: Storlek
      en: Size
      type: category
      share: marginal
      bounds: [100]
      values:
        liten: {sv: liten, en: small}
        stor: {sv: stor, en: large}
"""


@pytest.fixture
def small(tmp_path):
    return codebooks.read(written(tmp_path, SMALL))


@pytest.fixture(scope="module")
def shipped():
    return codebooks.read(SHIPPED)


def written(folder: Path, text: str) -> Path:
    path = folder / "codebook.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def line_with(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


class TestGives:
    def test_parts_in_declared_order(self, small):
        assert list(small.codes) == ["AA.for.ett", "AA.mot.ett", "AA.tema", "AA.tema.ja", "B.roll"]
        assert list(small.sides) == ["AA.for", "AA.mot"]
        assert [side.hatch for side in small.sides.values()] == ["", "///"]
        assert small.questions["AA1"].notebook == "01_aa"
        assert small.roles["kso"].group == "politician"
        assert small.attributes["case"]["size"].bounds == (100,)
        assert small.study.report_date.isoformat() == "2011-10-13"
        assert small.vignettes["V1"].in_material is False
        assert small.sha256 == hashlib.sha256(SMALL.encode()).hexdigest()

    def test_parent_is_code_then_side_then_owner(self, small):
        parents = {code.id: code.parent for code in small.codes.values()}
        assert parents == {
            "AA.for.ett": "AA.for",
            "AA.mot.ett": "AA.mot",
            "AA.tema": "AA",
            "AA.tema.ja": "AA.tema",
            "B.roll": "B",
        }

    def test_frame_holds_every_node_parents_first(self, small):
        frame = small.frame()
        assert list(frame.columns) == list(codebooks.COLUMNS)
        assert frame["code"].tolist() == ["AA", *small.sides, *list(small.codes)[:4], "B", "B.roll"]
        assert frame["kind"].tolist()[:3] == ["dilemma", "side", "side"]
        rows = frame.set_index("code")
        assert pd.isna(rows.loc["AA", "parent"])
        assert pd.isna(rows.loc["B.roll", "dilemma"])
        assert rows.loc["AA.mot.ett", ["parent", "dilemma", "side"]].tolist() == [
            "AA.mot",
            "AA",
            "AA.mot",
        ]

    def test_codes_of_narrows(self, small):
        assert small.codes_of() == list(small.codes)
        assert small.codes_of(dilemma="AA", kind="argument") == ["AA.for.ett", "AA.mot.ett"]
        assert small.codes_of(side="AA.mot") == ["AA.mot.ett"]
        assert small.codes_of(group="B") == ["B.roll"]
        assert small.codes_of(group="B", kind="stance") == []

    @pytest.mark.parametrize(
        ("asked", "known"),
        [
            ({"dilemma": "ZZ"}, "Known: AA"),
            ({"side": "AA.far"}, "Known: AA.for, AA.mot"),
            ({"kind": "argumnt"}, "Known: argument, theme, stance"),
            ({"group": "AA"}, "Known: B"),
        ],
    )
    def test_codes_of_names_the_known(self, small, asked, known):
        with pytest.raises(CodebookError, match=known):
            small.codes_of(**asked)

    def test_label(self, small):
        asked = ["AA.for.ett", "AA.mot", "AA", "B", "kso", "politician"]
        assert [small.label(node, "sv") for node in asked] == [
            "Ett",
            "Mot",
            "Dilemmat",
            "Besvär",
            "ordförande",
            "Politiker",
        ]
        assert small.label("AA.mot", "en") == "Against"

    def test_label_of_something_unknown(self, small):
        with pytest.raises(CodebookError, match=r"'AA.for.et'.*Did you mean 'AA.for.ett'\?"):
            small.label("AA.for.et", "sv")
        with pytest.raises(CodebookError, match="language sv or en; found 'de'"):
            small.label("AA", "de")

    def test_palette_by_name(self, small):
        assert small.palette["kso"] == "#0f6e84"
        with pytest.raises(CodebookError, match="ink, kso, tint; found 'kc'"):
            small.palette["kc"]


# What is put in place of what in SMALL, and what is said of it; the line is that of the new text.
WRONG = {
    "unknown key": ("kind: theme, origin: added", "kind: theme, orgin: added", "'orgin'.*'origin'"),
    "key at the top": ("\nroles:", "\ncolours: {}\nroles:", "known keys in the file.*'colours'"),
    "doubled key": ("    en: The dilemma", "    sv: The dilemma", r"'sv' once.*first on line \d+"),
    "doubled id": ("      B.roll:", "      AA.tema:", r"an id of its own.*'AA.tema'.*on line \d+"),
    "id of a role": ("  V1:", "  kso:", "an id of its own.*'kso'"),
    "no show": (", show: a table", "", "'show' in AA1; found no such key"),
    "empty show": ("show: a table", "show: ", "text as 'show' in AA1; found nothing"),
    "no sv": ("{sv: Roll, en", "{en", "'sv' in B.roll; found no such key"),
    "no en": ("sv: Mot, en: Against", "sv: Mot", "'en' in AA.mot; found no such key"),
    "side": ("side: AA.mot", "side: AA.mott", "a side of AA; found 'AA.mott'.*mean 'AA.mot'"),
    "link": ("links: [B]", "links: [Bee]", "a node; found 'Bee'"),
    "builds_on": ("notebook: 01_aa", "notebook: 01_aa\n    builds_on: [A]", "a dilemma; found 'A'"),
    "parent": ("parent: AA.tema", "parent: AA.teman", "'AA.teman'.*mean 'AA.tema'"),
    "parent itself": ("parent: AA.tema", "parent: AA.tema.ja", "parent of AA.tema.ja before it"),
    "dilemma": ("dilemma: AA,", "dilemma: AB,", "a dilemma; found 'AB'.*Known: AA"),
    "role group": ("group: politician,", "group: politicians,", "a role group.*mean 'politician'"),
    "topic": ("stance: talk", "stance: tak", "a topic of AA.*mean 'talk'"),
    "question group": ("group: talk", "group: tal", "a topic of AA.*mean 'talk'"),
    "share_with": ("share: marginal", "share: joint", "'share_with' in size; found no such key"),
    "origin": ("en: Talk}", "en: Talk, origin: ours}", "only known keys in talk"),
    "bad origin": ("kind: theme, origin: added", "kind: theme, origin: ad", "derived, added"),
    "bad kind": ("kind: theme, origin: derived", "kind: them, origin: derived", "mean 'theme'"),
    "bad colour": ('color: "#5f6b7a"', 'color: "#5F6B7"', "as #rrggbb.*found '#5F6B7'"),
    "colour of a mark": ('kso: "#0f6e84"', "kso: teal", "'kso' in 'marks' of 'palette'.*'teal'"),
    "colour in sequence": ('["#f4f7f8",', "[white,", "in 'sequence'; found 'white'"),
    "colour as comment": ('color: "#5f6b7a"', "color: #5f6b7a", "'color' in AA; found nothing"),
    "stance alone": ('        value: "yes"\n', "", "'value' in AA.tema.ja; found no such key"),
    "yes unquoted": ('value: "yes"', "value: yes", r"found yes \(true or false\). Put it in"),
    "version": ('version: "0.1"', "version: 0.1", r"found 0.1 \(a number\). Put it in quotes"),
    "not a flag": ("in_material: false", "in_material: nej", "true or false as 'in_material'"),
    "not a day": ("date: 2011-10-13", "date: 2011-13-13", "a day as 'date'.*2011-13-13"),
    "not a date": ("date: 2011-10-13", "date: i höst", "a date as 'date'.*'i höst'"),
    "not a number": ("bounds: [100]", "bounds: [hundra]", "a whole number as 'bounds' in size"),
    "bounds": ("bounds: [100]", "bounds: [100, 200]", "1 bounds between the 2 values.*found 2"),
    "not a list": ("links: [B]", "links: B", "a list as 'links' in AA.mot.ett; found 'B'"),
    "not a mapping": ("short: {sv: Dilemma, en: Dilemma}", "short: Dilemma", "'short' of AA as a"),
    "key not text": ("      talk: {", "      1: {", "text as key; found 1.*Put it in quotes"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told(tmp_path, old, new, told):
    assert SMALL.count(old) >= 1
    with pytest.raises(CodebookError, match=f"codebook.yaml, line [0-9]+: expected .*{told}"):
        codebooks.read(written(tmp_path, SMALL.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("sv: Roll,", "sv: Roll, colour: red,", "B.roll:"),
        ("show: a table", "shown: a table", "AA1:"),
        ("side: AA.mot,", "side: AA.nej,", "AA.mot.ett:"),
        ('        en: "Yes"', "        en: 3", "en: 3"),
        ('        en: "Yes"\n', "", "AA.tema.ja:"),
        ('        en: "Yes"', '        en: "Yes"\n        sv: "Ja"', '        sv: "Ja"'),
    ],
)
def test_the_line_is_right(tmp_path, old, new, at):
    text = SMALL.replace(old, new, 1)
    line = line_with(text, at)
    if text.count(at) > 1:  # the second of two equal keys is the one to mend
        line += line_with("\n".join(text.splitlines()[line:]), at)
    with pytest.raises(CodebookError) as caught:
        codebooks.read(written(tmp_path, text))
    assert {problem.place for problem in caught.value.problems} == {f"line {line}"}


def test_all_is_told_at_once_by_line(tmp_path):
    text = SMALL.replace("show: a table", "shw: a table").replace('"0.1"', "0.1")
    text = text.replace("parent: AA.tema", "parent: BB")
    with pytest.raises(CodebookError) as caught:
        codebooks.read(written(tmp_path, text))
    lines = [int(problem.place.split()[1]) for problem in caught.value.problems]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_one_side_is_not_a_dilemma(tmp_path):
    text = re.sub("      AA.mot:.*\n", "", SMALL).replace("side: AA.mot, ", "")
    with pytest.raises(CodebookError, match="two sides in AA; found 1"):
        codebooks.read(written(tmp_path, text))


@pytest.mark.parametrize("section", ["study", "palette", "roles", "kinds", "dilemmas"])
def test_a_missing_section_is_told(tmp_path, section):
    with pytest.raises(CodebookError, match=f"'{section}' in the file; found no such key"):
        codebooks.read(written(tmp_path, SMALL.replace(f"\n{section}:", "\nelsewhere:")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("version: [1\nstudy: 2\n", "codebook.yaml, line 2, column 6: expected well-formed YAML"),
        ("a: 1\n\tb: 2\n", r"line 2, column 1: expected well-formed YAML; found .*character"),
        ("a: *b\n", "line 1, column 4: .*found undefined alias"),
        ("a: \x00\n", "expected well-formed YAML"),
        ("", "found nothing: the file is empty"),
        ("- a\n", "line 1: expected the file as a mapping; found a list"),
    ],
)
def test_malformed_yaml(tmp_path, text, told):
    with pytest.raises(CodebookError, match=told):
        codebooks.read(written(tmp_path, text))


def test_not_utf8(tmp_path):
    path = tmp_path / "codebook.yaml"
    path.write_bytes("version: '1'\n# å\n".encode("latin-1"))
    with pytest.raises(CodebookError, match="line 2: expected text in UTF-8; found byte 0xe5"):
        codebooks.read(path)


def test_missing_file(tmp_path):
    with pytest.raises(CodebookError, match="a codebook to read; found no such file"):
        codebooks.read(tmp_path / "codebook.yaml")


class TestShipped:
    def test_numbers(self, shipped):
        assert list(shipped.dilemmas) == ["GZ", "MS", "FO", "PH", "LS", "HS"]
        assert len(shipped.questions) == 23
        assert len(shipped.codes) == 90
        assert len(shipped.sides) == 12
        assert list(shipped.groups) == ["B", "H", "Y", "P", "K"]
        assert list(shipped.roles) == ["kso", "kc", "pol", "opp", "tjm"]

    def test_every_kind_is_used(self, shipped):
        assert {code.kind for code in shipped.codes.values()} == set(shipped.kinds)

    def test_ours_are_marked(self, shipped):
        ours = ["MS.fas.fore", "MS.fas.under", "MS.fas.efter", "PH.nyttblod.ja", "PH.nyttblod.nej"]
        assert {shipped.codes[code].origin for code in ours} == {"added"}
        assert shipped.codes_of(dilemma="MS", kind="phase") == ours[:3]
        assert {shipped.codes[code].parent for code in ours[3:]} == {"PH.nyttblod"}

    def test_the_drawback_on_the_first_side(self, shipped):
        code = shipped.codes["HS.ena.insyn"]
        assert (code.side, code.valence) == ("HS.ena", "con")

    def test_notebooks(self, shipped):
        stems = [dilemma.notebook for dilemma in shipped.dilemmas.values()]
        assert stems == sorted(stems)
        assert {q.notebook for q in shipped.questions.values()} == {*stems, "07_syntes"}

    def test_sides_wear_the_palette(self, shipped):
        worn = {(side.color, side.hatch) for side in shipped.sides.values()}
        palette = shipped.palette
        assert worn == {(palette["first"], ""), (palette["second"], "///")}
        assert {*shipped.role_groups, "kso", "kc"} <= set(palette.marks)

    def test_every_swedish_text_has_its_english_twin(self):
        def check(node: object, where: str) -> None:
            if isinstance(node, dict):
                assert ("sv" in node) == ("en" in node), where
                for key, value in node.items():
                    check(value, f"{where}/{key}")

        check(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")), "")

    @pytest.mark.skipif(not SHARED.is_file(), reason="the shared code system is not here")
    def test_holds_every_id_of_the_shared_one(self, shipped):
        shared = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
        dilemmas = shared["dilemmas"].values()
        groups = shared["cross_codes"].values()
        assert list(shared["dilemmas"]) == list(shipped.dilemmas)
        assert list(shared["cross_codes"]) == list(shipped.groups)
        ours = {*shipped.sides, *shipped.codes, *shipped.questions, *shipped.roles}
        parts = ("sides", "codes", "questions")
        theirs = {id_ for d in dilemmas for part in parts for id_ in d[part]}
        theirs |= {id_ for group in groups for id_ in group["codes"]}
        theirs |= {*shared["research_questions"], *shared["roles"]}
        assert theirs <= ours
        assert set(shared["vignettes"]) <= set(shipped.vignettes)
        assert {m["id"] for m in shared["study"]["milestones"]} <= set(shipped.milestones)
        assert set(shared["attributes"]["case"]) <= set(shipped.attributes["case"])


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast_on_white(color: str) -> float:
    return 1.05 / (luminance(color) + 0.05)


def test_contrast_of_known_colours():
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.005)


def test_marks_and_text_can_be_seen_on_white(shipped):
    palette = shipped.palette
    worn = [*shipped.dilemmas.values(), *shipped.sides.values()]
    marks = {*palette.marks.values(), *(each.color for each in worn)}
    assert all(contrast_on_white(color) >= 3 for color in marks)
    assert all(contrast_on_white(color) >= 4.5 for color in palette.text.values())


def test_sequence_darkens(shipped):
    seen = [contrast_on_white(color) for color in shipped.palette.sequence]
    assert seen == sorted(seen)
