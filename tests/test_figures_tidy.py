"""No figure's text meets another text or the edge, whatever the table holds."""

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from analys import codebook, figures
from analys.figures.canvas import shown_texts
from analys.table import Table

CODES = {
    "FO.andra.jobbigt": "Jobbigt att tala om samarbetet",
    "GZ.praktik.pol": "Politiker går in i förvaltningen",
    "HS.andra.sakpol": "Svårare att utveckla sakpolitik i skola och omsorg",
    "HS.profession": "Professionens värderingar trängs undan av lojalitet uppåt",
    "LS.mot.beroende": "Övriga blir beroende – för mycket makt",
    "MS.f.kc.bunden": "Kommunchefen sågs som den gamla majoritetens",
    "PH.kraft.zon": "Förtroende gör gråzonen gyllene och ger handlingsutrymme",
}
SIDES = {"first": "Å ena sidan – forma dem", "second": "Å andra sidan – låt dem växa"}
GROUPS = {"politician": "Politiker", "official": "Tjänstemän"}
ROLES = {
    "kso": "kommunstyrelsens ordförande",
    "kc": "kommunchef",
    "pol": "annan ledande politiker",
    "opp": "oppositionsråd",
    "tjm": "annan ledande tjänsteman",
}
BANDS = {"0-3": "0–3 år", "4-8": "4–8 år", "9-15": "9–15 år", "16+": "16 år eller mer"}
OUTCOMES = {"last": "Samarbetet låste sig", "ejlast": "Samarbetet låste sig inte"}
KINDS = {"golden": "gyllene zon", "both": "både och", "problem": "problem"}
CODEBOOK = Path(__file__).parents[1] / "data" / "codebook.yaml"
STAMP = "Syntetiskt material"

pytestmark = pytest.mark.filterwarnings("error::UserWarning")


def assert_tidy(figure):
    """Draw; every visible text is inside the figure and meets no other."""
    figure.draw_without_rendering()
    assert_texts_apart(figure)


def assert_texts_apart(figure):
    """Every visible text of a figure that has been drawn is inside it and meets no other."""
    texts = shown_texts(figure)
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    edge = figure.bbox.padded(1)
    for told, box in boxes:
        inside = edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1
        assert inside, f"{told!r} is cut: {box} in {edge}"
    for (one, box), (other, second) in combinations(boxes, 2):
        wide = min(box.x1, second.x1) - max(box.x0, second.x0)
        high = min(box.y1, second.y1) - max(box.y0, second.y0)
        assert wide <= 1 or high <= 1.5, f"{one!r} meets {other!r} by {wide:.1f} x {high:.1f} px"


def case_ids(n):
    return [f"K{number:0{max(2, len(str(n)))}}" for number in range(1, n + 1)]


def spread(n, zero, *, seed=0):
    """Counts from 0 to n; all zero if asked."""
    return lambda at: 0 if zero else ((at + seed) * 5 + 3 * seed + 1) % (n + 1)


def arguments(n, zero, facets=()):
    count = spread(n, zero)
    rows = [
        (code, label, "first" if at % 2 else "second", count(at), n)
        for at, (code, label) in enumerate(CODES.items())
    ]
    frame = pd.DataFrame(rows, columns=["code", "label", "side", "cases", "asked"])
    legend = {"side": SIDES}
    if facets:
        frame = pd.concat([frame.assign(facet=facet) for facet in facets], ignore_index=True)
        legend["facet"] = dict(facets)
    return Table(frame, "case", n, legend=legend)


def dots(n, zero, groups):
    rows = [
        (label, group, spread(n, zero, seed=seed)(at))
        for at, label in enumerate(CODES.values())
        for seed, group in enumerate(groups)
    ]
    legend = {"group": {group: KINDS[group] for group in groups}}
    return Table(pd.DataFrame(rows, columns=["label", "group", "cases"]), "case", n, legend=legend)


def dumbbell(n, zero):
    frame = pd.DataFrame({"case": case_ids(n)})
    at = frame.index.to_series()
    frame["first"] = (at * (not zero) % 7).astype("Int64").mask(at % 5 == 3)
    frame["second"] = (at * 3 * (not zero) % 7).astype("Int64").mask(at % 5 == 3)
    return Table(frame.assign(of=6), "case", n, legend={"mark": SIDES})


def stacked(n, zero):
    rows = [
        (group, kind, share, 6 * n, n)
        for group in GROUPS
        for kind, share in zip(KINDS, (0, 0, 0) if zero else (3 * n, 1, 2 * n), strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["group", "category", "interviews", "of", "cases"])
    return Table(frame, "interview", 12 * n, legend={"group": GROUPS, "category": KINDS})


def heat(n, zero, across, facets=(), group=False):
    """Codes by cases (`across`) or cases by codes, some not asked."""
    codes, cases = CODES, {case: case for case in case_ids(n)}
    row, column = (codes, cases) if across else (cases, codes)
    value = spread(6, zero)
    rows = [
        (one, other, pd.NA if (at * 3 + side) % 11 == 0 else value(at + side), side == 1)
        for at, one in enumerate(row)
        for side, other in enumerate(column)
    ]
    frame = pd.DataFrame(rows, columns=["row", "column", "value", "mark"])
    frame = frame.astype({"value": "Int64"})
    legend = {"row": row, "column": column, "mark": {"true": "bärs av ett enda citat"}}
    if facets:
        frame = pd.concat([frame.assign(facet=facet) for facet in facets], ignore_index=True)
        legend["facet"] = dict(facets)
    if group:
        frame["rowgroup"] = frame["row"].str[:2].map(lambda code: "a" if code < "K" else "b")
        legend["rowgroup"] = {"a": "Formaliseringsdilemmat", "b": "Majoritetsskiftesdilemmat"}
    return Table(frame, "interview", 6 * n, legend=legend)


def crossed(facets=()):
    words = dict(zip("abcdefg", CODES.values(), strict=True))
    rows = [(one, other, 3) for one in words for other in words]
    frame = pd.DataFrame(rows, columns=["row", "column", "value"])
    legend = {"row": words, "column": words}
    if facets:
        frame = pd.concat([frame.assign(facet=facet) for facet in facets], ignore_index=True)
        legend["facet"] = dict(facets)
    return Table(frame, "case", 10, legend=legend)


def configuration(n, zero):
    rows = [
        (case, code, pd.NA if (at + place) % 7 == 5 else (at + place) % 2 == 0 and not zero, out)
        for at, case in enumerate(case_ids(n))
        for place, code in enumerate(CODES)
        for out in ["last" if at % 3 else "ejlast"]
    ]
    frame = pd.DataFrame(rows, columns=["case", "condition", "present", "outcome"])
    return Table(frame, "case", n, legend={"condition": CODES, "outcome": OUTCOMES})


def spells(n):
    rows, events, pairs = [], [], []
    until = pd.Timestamp("2011-10-01")
    for at, case in enumerate(case_ids(n)):
        for post, year in (("kso", 1986 + at * 5 % 20), ("kc", 1988 + at * 3 % 20)):
            change = pd.Timestamp(year + 1 + at % 3, 3, 1)
            rows.append((case, post, "a", pd.Timestamp(year, 1, 1), change, False, until))
            rows.append((case, post, "b", change, pd.NaT, True, until))
        events += [(case, pd.Timestamp(year, 9, 18), "val") for year in range(1988, 2011, 4)]
        if at % 2 == 0:
            events += [(case, pd.Timestamp(year, 11, 1), "majoritetsskifte") for year in (2006, 10)]
            events[-1] = (case, pd.Timestamp("2010-11-01"), "majoritetsskifte")
        start = pd.Timestamp(1990 + at * 2 % 21, 1, 1)
        pairs.append((case, start, pd.NaT, 20.5 - at * 2 % 21))
    frame = pd.DataFrame(
        rows, columns=["case", "post", "person", "start", "end", "censored", "until"]
    )
    return (
        Table(frame, "spell", len(frame)),
        Table(pd.DataFrame(events, columns=["case", "date", "kind"]), "case", n),
        Table(pd.DataFrame(pairs, columns=["case", "start", "end", "years"]), "case", n),
    )


def quadrants(n, zero):
    ids = case_ids(n)
    talk = {"ja": "Pratar om relationen", "nej": "Pratar inte om relationen"}
    write = {"ja": "Dokumenterar överenskommelser", "nej": "Dokumenterar inte"}
    rows = [
        ("ja", "ja", 0 if zero else n, "" if zero else ", ".join(ids)),
        ("ja", "nej", 0, ""),
        ("nej", "ja", pd.NA, pd.NA),
    ]
    frame = pd.DataFrame(rows, columns=["row", "column", "count", "names"])
    note = "Uppgift saknas för 1 kommun, som inte tillfrågades om hur överenskommelser dokumenteras"
    return Table(frame, "case", n, note=note, legend={"row": talk, "column": write})


def bands(n, zero, group):
    rows = [
        (band, spread(n, zero, seed=seed)(at), n, post)
        for seed, post in enumerate(("kso", "kc"))
        for at, band in enumerate(BANDS)
    ]
    frame = pd.DataFrame(rows, columns=["band", "value", "of", "group"])
    legend = {"band": BANDS, "group": {"kso": ROLES["kso"], "kc": ROLES["kc"]}}
    if not group:
        frame = frame[frame["group"] == "kc"].drop(columns="group")
    return Table(frame, "spell", n, legend=legend)


def timeline(n):
    rows = [
        (
            pd.Timestamp("2011-09-05") + pd.Timedelta(days=(at * 5 + place * (at % 4) * 3) % 110),
            case,
            role,
        )
        for at, case in enumerate(case_ids(n))
        for place, role in enumerate(ROLES)
    ]
    rows[0] = (pd.NaT, *rows[0][1:])
    frame = pd.DataFrame(rows, columns=["date", "case", "role"])
    return Table(frame, "interview", len(rows), legend={"role": ROLES})


def columns(n, zero):
    rows = [
        (case, (at + place) % 3 * (not zero), role)
        for at, case in enumerate(case_ids(n))
        for place, role in enumerate(ROLES)
    ]
    frame = pd.DataFrame(rows, columns=["label", "value", "group"])
    return Table(frame, "interview", 6 * n, legend={"group": ROLES})


def stays(n, zero):
    rows = [
        (post, case, 0.5 if zero else (at * 7 + seed * 5) % 23 + 0.4, at % 3 == 0)
        for seed, post in enumerate(("kso", "kc"))
        for at, case in enumerate(case_ids(n))
    ]
    frame = pd.DataFrame(rows, columns=["group", "case", "years", "running"])
    marks = [
        ("band", None, years, label)
        for years, label in zip((0, 4, 9, 16), BANDS.values(), strict=True)
    ]
    marks += [("median", "kc", 6.1, "6,1"), ("survey", "kc", 5.0, "5,0 (2004)")]
    landmarks = pd.DataFrame(marks, columns=["kind", "group", "years", "label"])
    legend = {"group": {"kso": ROLES["kso"], "kc": ROLES["kc"]}}
    return Table(frame, "spell", len(frame), legend=legend), Table(landmarks, "spell", 6)


def strip(n, zero):
    rows = [
        (role, "", 60 if zero else 60 + (at * 7 + place * 3) % 31)
        for at in range(n)
        for place, role in enumerate(ROLES)
    ]
    frame = pd.DataFrame(rows, columns=["role", "label", "value"])
    return Table(frame, "interview", len(frame), legend={"role": ROLES})


def flow(n, zero):
    stages = {"planned": "planerade", "held": "genomförda", "coded": "kodade"}
    frame = pd.DataFrame({"stage": list(stages), "label": list(stages.values())})
    frame["interviews"] = [7 * n, 6 * n, 0 if zero else 6 * n]
    frame["cases"] = pd.Series([pd.NA, n, n], dtype="Int64")
    frame["lost"] = [0, n, 6 * n if zero else 0]
    frame["why"] = ["", f"{n} tackade nej", "ännu inte kodade"]
    return Table(frame, "interview", 7 * n, legend={"stage": stages})


def beside(n, zero):
    sizes = {"liten": 142, "mellan": 101, "stor": 47}
    frame = pd.DataFrame({"attribute": "size", "label": list(sizes), "country": sizes.values()})
    frame["cases"] = [0, 0, n] if zero else [n - n // 3 - n // 2, n // 3, n // 2]
    frame["cases_of"] = frame["cases"].map(lambda cases: f"{cases} av {n}")
    frame["country_share"] = frame["country"].map(lambda cases: f"{cases} av 290")
    frame = frame.assign(of=n, country_of=290)
    return Table(frame, "case", n, legend={"attribute": {"size": "Storlek"}})


def portraits(n, zero):
    parts = {"GZ": "Gråzon", "MS": "Majoritetsskifte", "K": "Personkemi"}
    rows = [
        (f"{case}-{person}", case, part, start, start + 0.02, 2)
        for at, case in enumerate(case_ids(n))
        for person in range(1, 4)
        for place, part in enumerate(parts)
        for start in ([] if zero else [(at * 7 + person * 5 + place * 3) % 40 / 41])
    ]
    if zero:
        rows = [
            (f"{case}-1", case, part, None, None, pd.NA) for case in case_ids(n) for part in parts
        ]
    columns = ["interview", "case", "part", "start", "end", "passages"]
    frame = pd.DataFrame(rows, columns=columns).astype({"passages": "Int64"})
    frame = frame.astype({"start": "float", "end": "float"})
    return Table(frame, "interview", 3 * n, legend={"part": parts})


def portrait(n, zero):
    table = portraits(1, zero)
    frame = table.frame[table.frame["interview"] == "K01-1"]
    return Table(frame, "interview", 1, legend=table.legend)


COMMITTEES = {"a": "nämnder", "b": "utan facknämnder", "c": "under förändring"}
GOOD_BAD = ("golden", "problem")
FIGURES = {
    "butterfly": (figures.butterfly, arguments),
    "butterfly by role": (figures.butterfly, lambda n, zero: arguments(n, zero, GROUPS)),
    "butterfly by committees": (figures.butterfly, lambda n, zero: arguments(n, zero, COMMITTEES)),
    "bars": (figures.bars, arguments),
    "dots": (figures.dots, lambda n, zero: dots(n, zero, GOOD_BAD)),
    "three dots": (figures.dots, lambda n, zero: dots(n, zero, KINDS)),
    "dumbbell": (figures.dumbbell, dumbbell),
    "stacked": (figures.stacked, stacked),
    "heatmap": (figures.heatmap, lambda n, zero: heat(n, zero, across=True)),
    "heatmap down": (figures.heatmap, lambda n, zero: heat(n, zero, across=False)),
    "heatmap facets": (figures.heatmap, lambda n, zero: heat(n, zero, True, GROUPS)),
    "heatmap groups": (figures.heatmap, lambda n, zero: heat(n, zero, True, group=True)),
    "configuration": (figures.configuration, configuration),
    "spells": (figures.spells, lambda n, zero: spells(n)),
    "stays": (figures.stays, stays),
    "quadrants": (figures.quadrants, quadrants),
    "bands": (figures.bands, lambda n, zero: bands(n, zero, group=False)),
    "bands by post": (figures.bands, lambda n, zero: bands(n, zero, group=True)),
    "timeline": (figures.timeline, lambda n, zero: timeline(n)),
    "columns": (figures.columns, columns),
    "strip": (figures.strip, strip),
    "flow": (figures.flow, flow),
    "beside": (figures.beside, beside),
    "portraits": (figures.portraits, portraits),
    "portrait": (figures.portrait, portrait),
}


def tables_of(name, n, zero):
    """The tables that a figure of `FIGURES` is drawn of."""
    made = FIGURES[name][1](n, zero)
    return made if isinstance(made, tuple) else (made,)


def drawn(name, n, zero):
    return FIGURES[name][0](*tables_of(name, n, zero))


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(
    ("n", "zero"), [(1, False), (1, True), (10, False), (10, True), (290, False)]
)
def test_no_text_is_cut_or_meets_another(name, n, zero):
    figure = drawn(name, n, zero)
    assert_tidy(figures.stamp(figure, STAMP))
    assert figure.get_figwidth() == 7.6
    assert figure.get_figheight() <= 15.5


@pytest.mark.parametrize("facets", [(), GROUPS])
def test_a_heatmap_with_the_longest_labels_both_ways(facets):
    assert_tidy(figures.stamp(figures.heatmap(crossed(facets)), STAMP))


@pytest.mark.parametrize("name", ["butterfly", "bars"])
def test_one_row(name):
    table = arguments(10, False)
    one = Table(table.frame.tail(1), "case", 10, legend=table.legend)
    assert_tidy(getattr(figures, name)(one))


@pytest.mark.parametrize("name", ["butterfly", "bars"])
def test_many_rows_of_long_labels_are_thinned(name):
    table = arguments(10, False)
    frame = pd.concat(
        [table.frame.assign(code=table.frame["code"] + str(copy)) for copy in range(42)]
    )
    assert_tidy(getattr(figures, name)(Table(frame, "case", 10, legend=table.legend)))


def test_a_long_stamp_is_wrapped():
    text = "Syntetiskt demonstrationsmaterial – siffror och citat är påhittade. " * 3
    assert_tidy(figures.stamp(figures.bars(arguments(10, False)), text.strip()))


@pytest.mark.parametrize("name", ["butterfly", "butterfly by role", "bars", "bands", "stacked"])
def test_nobody_asked(name):
    assert_tidy(figures.stamp(drawn(name, 0, True), STAMP))


@pytest.mark.parametrize(
    "name", [name for name in figures.__all__ if name not in ("stamp", "style")]
)
def test_an_absent_table_says_why(name):
    table = Table(pd.DataFrame(), "case", 0, absent="Frågan ställdes inte i materialet. " * 4)
    figure = getattr(figures, name)(table)
    assert_tidy(figures.stamp(figure, STAMP))
    assert any("Frågan ställdes inte" in text.get_text() for text in shown_texts(figure))


def test_the_whole_code_system_in_one_heatmap():
    book = codebook.read(CODEBOOK)
    nodes = book.frame()
    codes = nodes[~nodes["kind"].isin(["dilemma", "side", "group"]) & nodes["dilemma"].notna()]
    labels = dict(zip(codes["code"], codes["sv"], strict=True))
    cases = {case: case for case in case_ids(10)}
    group_of = dict(zip(codes["code"], codes["dilemma"], strict=True))
    frame = pd.DataFrame(
        [(code, case, 1, group_of[code]) for code in labels for case in cases],
        columns=["row", "column", "value", "rowgroup"],
    )
    groups = {name: book.label(name, "sv") for name in book.dilemmas}
    legend = {"row": labels, "column": cases, "rowgroup": groups}
    assert_tidy(figures.heatmap(Table(frame, "interview", 56, legend=legend)))
