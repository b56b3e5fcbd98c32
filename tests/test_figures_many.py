"""What is too much to be shown one by one is counted, and the counts add up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analys import figures
from analys.figures import tallies
from analys.figures.canvas import shown_texts
from analys.table import Table
from test_figures_tidy import ROLES, assert_tidy, configuration, drawn, heat, tables_of

MARKS = {"first": "gyllene zon", "second": "problem"}
COUNT = st.none() | st.integers(0, 6)


def texts(figure):
    FigureCanvasAgg(figure).draw()
    return [text.get_text() for text in shown_texts(figure)]


def pairs(values):
    frame = pd.DataFrame(values, columns=["first", "second"]).astype("Int64")
    frame = frame.assign(case=[f"K{at}" for at in range(len(frame))], of=6)
    return Table(frame, "case", len(frame), legend={"mark": MARKS})


def test_a_dumbbells_rows_are_counted_by_their_two_counts():
    tally = tallies.by_pair(pairs([(3, 0)] * 50 + [(0, 2)] * 11 + [(None, None)]))
    cells = {(row.column, row.row): row.value for row in tally.frame.itertuples()}
    assert cells["3", "0"] == 50
    assert cells["0", "2"] == 11
    assert sum(cells.values()) == tally.n == 61
    assert tally.legend["row"]["1"] == "problem i 1 intervju"
    assert tally.legend["column"]["3"] == "gyllene zon i 3 intervjuer"


def test_single_interviews_are_counted_by_yes_and_no_when_they_are_more_than_a_dozen():
    table = pairs([(1, 0)] * 9 + [(0, 0)] * 4)
    one = Table(table.frame.assign(of=1), "interview", 13, legend=table.legend)
    told = texts(figures.dumbbell(one))
    assert {"9", "4", "gyllene zon: ja", "problem: nej", "Siffran är antalet intervjuer"} <= set(
        told
    )
    few = Table(one.frame.head(12), "interview", 12, legend=table.legend)
    assert tallies.by_pair(few) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=61, max_size=90))
def test_every_row_of_a_dumbbell_is_counted_once(values):
    assert tallies.by_pair(pairs(values)).frame["value"].sum() == len(values)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(COUNT, COUNT), min_size=61, max_size=70))
def test_every_cell_of_a_heat_map_is_counted_once(values):
    rows = [
        (row, f"K{at}", value)
        for at, both in enumerate(values)
        for row, value in zip("ab", both, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["row", "column", "value"]).astype({"value": "Int64"})
    columns = {f"K{at}": f"K{at}" for at in range(len(values))}
    table = Table(frame, "interview", 9, legend={"row": {"a": "A", "b": "B"}, "column": columns})
    tally = tallies.by_value(table)
    if frame["value"].isna().all():
        assert tally is None
    else:
        assert set(tally.frame.groupby("row")["value"].sum()) == {len(values)}
        assert tally.unit == "case"


def test_the_columns_of_a_heat_map_that_were_not_asked_are_counted_too():
    values = [pd.NA] * 61 + [2] * 4
    frame = pd.DataFrame({"row": "a", "column": [f"K{at}" for at in range(65)], "value": values})
    columns = dict(zip(frame["column"], frame["column"], strict=True))
    table = Table(
        frame.astype({"value": "Int64"}),
        "interview",
        9,
        legend={"row": {"a": "A"}, "column": columns},
    )
    told = texts(figures.heatmap(table))
    assert {"inte\ntillfrågad", "inte tillfrågad"} & set(told)
    assert {"61", "4", "0 intervjuer", "2 intervjuer", "Siffran är antalet kommuner"} <= set(told)


def test_the_bars_of_columns_are_counted_by_what_each_group_has():
    [table] = tables_of("columns", 100, False)
    tally = tallies.by_count(table)
    assert set(tally.frame.groupby("row")["value"].sum()) == {100}
    told = tally.frame.set_index(["row", "column"])["value"]
    role = next(iter(ROLES))
    found = table.frame[table.frame["group"] == role]["value"].value_counts()
    assert {n: told[role, str(n)] for n in (0, 1, 2)} == dict(found.sort_index())


@pytest.mark.parametrize("name", ["heatmap", "dumbbell", "columns"])
def test_what_can_be_shown_one_by_one_is(name):
    assert "Siffran är antalet kommuner" not in texts(drawn(name, tallies.MANY, False))
    assert "Siffran är antalet kommuner" in texts(drawn(name, tallies.MANY + 1, False))


def kinds(columns):
    """What 65 municipalities have in one row, each `(kind, value)`."""
    cells = [columns[at % len(columns)] for at in range(65)]
    frame = pd.DataFrame(cells, columns=["effect", "value"]).astype({"value": "Int64"})
    frame = frame.assign(row="a", column=[f"K{at}" for at in range(65)], told=6)
    legend = {
        "row": {"a": "Personbyte"},
        "column": dict(zip(frame["column"], frame["column"], strict=True)),
        "effect": {"better": "stärkt", "worse": "ansträngt", "none": "ingen påverkan nämns"},
    }
    return Table(frame, "case", 65, legend=legend)


def test_categories_are_counted_row_by_row_with_what_is_empty_and_not_asked():
    table = kinds([("better", 3), ("none", 0), (None, 0), (None, None), ("better", 2)])
    tally = tallies.by_kind(table, "effect", "tas inte upp")
    named = tally.frame["column"].map(tally.legend["column"])
    assert dict(zip(named, tally.frame["value"], strict=True)) == {
        "stärkt": 26,
        "ingen påverkan nämns": 13,
        "tas inte upp": 13,
        "inte tillfrågad": 13,
    }
    assert {"26", "13", "Siffran är antalet kommuner"} <= set(texts(figures.effects(table)))


def test_what_stands_at_a_mirrors_bars_has_room_whatever_the_number():
    rows = [(row, side, 2_000, 2_900, 2_900) for row in "ab" for side in ("good", "bad")]
    rows = [*rows[:-1], ("b", "bad", 0, 0, 2_900)]
    frame = pd.DataFrame(rows, columns=["row", "column", "passage", "interview", "asked"])
    legend = {
        "row": {"a": "Majoritetsskifte", "b": "Formalisering"},
        "column": {"good": "Personkemin bär samarbetet", "bad": "Personkemin stjälper samarbetet"},
    }
    assert_tidy(figures.mirror(Table(frame, "interview", 2_900, legend=legend)))


def test_counts_too_large_for_columns_of_their_own_are_not_counted():
    table = heat(70, False, across=True)
    frame = table.frame.assign(value=table.frame["value"] + 20)
    assert tallies.by_value(Table(frame, "interview", 99, legend=table.legend)) is None
    assert tallies.by_pair(pairs([(13, 0)] * 70)) is None


def test_cases_that_are_alike_share_a_row_of_the_configuration_and_add_up():
    table = configuration(100, False)
    ax = figures.configuration(table).axes[0]
    named = [label.get_text() for label in ax.get_yticklabels()]
    counts = [int(name.split()[0]) if "kommuner" in name else 1 for name in named]
    assert sum(counts) == 100
    outcomes = table.frame.drop_duplicates("case")["outcome"].value_counts()
    told = texts(ax.figure)
    assert {f"Samarbetet låste sig: {outcomes['last']} kommuner"} <= set(told)


def test_the_interviews_of_many_municipalities_are_counted_by_day():
    [table] = tables_of("timeline", 100, False)
    figure = figures.timeline(table)
    told = texts(figure)
    assert "intervjuer per dag, 1 utan datum" in told
    bars = figure.axes[0].patches
    assert sum(bar.get_height() for bar in bars) == len(table.frame) - 1
    day = table.frame["date"].min()
    at = [bar for bar in bars if bar.get_x() <= day.toordinal() <= bar.get_x() + bar.get_width()]
    assert sum(bar.get_height() for bar in at) == (table.frame["date"] == day).sum()


def test_the_interviews_of_a_long_time_are_counted_by_week():
    [table] = tables_of("timeline", 100, False)
    late = table.frame.assign(date=table.frame["date"].mask(table.frame.index > 400))
    late.loc[499, "date"] = pd.Timestamp("2012-06-01")
    told = texts(figures.timeline(Table(late, "interview", 500, legend=table.legend)))
    assert any(text.startswith("intervjuer per vecka") for text in told)


def test_lengths_that_no_longer_fit_as_points_are_columns():
    frame = pd.DataFrame({"role": "kso", "label": "", "value": [60] * 30 + [61, 80]})
    figure = figures.strip(Table(frame, "interview", 32, legend={"role": ROLES}))
    assert "minuter; den högsta stapeln är 30 intervjuer" in texts(figure)
    high = {bar.get_x() + bar.get_width() / 2: bar.get_height() for bar in figure.axes[0].patches}
    assert high[60] == pytest.approx(30 * high[80])
    few = figures.strip(Table(frame.tail(3), "interview", 3, legend={"role": ROLES}))
    assert not few.axes[0].patches
