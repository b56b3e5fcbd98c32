"""Computed readings: one or two Swedish sentences that say what a table shows.

Every number in them comes from the table, so that they stay true when the material changes. A
table with nothing to show has no reading.
"""

from __future__ import annotations

import pandas as pd

from analys.swedish import counted, fraction, listing, lower_first, number, out_of, upper_first
from analys.table import Table

FEW = 4  # names that a sentence can hold


def _quoted(label: str) -> str:
    return f"”{label}”"


def _named(rows: pd.DataFrame, column: str = "label") -> str:
    """The labels of some rows as a list; many are cut with how many more there are."""
    names = [_quoted(str(label)) for label in rows[column]]
    if len(names) <= FEW:
        return listing(names)
    return listing([*names[:FEW], f"{number(len(names) - FEW)} till"])


def _top(rows: pd.DataFrame, column: str = "cases") -> pd.DataFrame:
    """The rows with the highest value above zero, ties included."""
    highest = rows[column].max() if len(rows) else 0
    return rows[(rows[column] == highest) & (rows[column] > 0)]


def mentions(table: Table) -> str:
    """Which code most municipalities mention, and which nobody does."""
    if table.absent:
        return ""
    if "facet" in table.frame:
        return _mentions_by_group(table)
    rows = table.frame
    top = _top(rows)
    if top.empty:
        return f"Ingen av {counted(table.n, table.unit)} tar upp något av detta."
    most = int(top["cases"].iloc[0])
    said = f"{_named(top)} tas upp i {out_of(most, table.n, table.unit)}"
    rest = rows[~rows.index.isin(top.index) & (rows["cases"] > 0)]
    rest = rest.sort_values("cases", ascending=False, kind="stable")
    if len(rest):
        following = listing(
            f"{_quoted(label)} i {number(cases)}"
            for label, cases in zip(rest["label"][:3], rest["cases"][:3], strict=True)
        )
        said += f", {following}"
    return f"{said}.{_never(rows)}"


def _mentions_by_group(table: Table) -> str:
    """Each code in each group, by interviews."""
    said = []
    for label, part in table.frame.groupby("label", sort=False):
        groups = listing(
            f"{out_of(row['interviews'], row['interviews_asked'], 'interview')} med "
            f"{lower_first(table.legend['facet'][row['facet']])}"
            for row in part.to_dict("records")
        )
        said.append(f"{_quoted(str(label))} nämns i {groups}.")
    return " ".join(said)


def _never(rows: pd.DataFrame) -> str:
    never = rows[rows["cases"] == 0]
    return f" Ingen nämner {_named(never)}." if len(never) else ""


def arguments(table: Table) -> str:
    """The strongest argument of each side, and how many bring up both."""
    if table.absent:
        return ""
    rows = table.frame
    if "facet" in rows:
        return _arguments_by_group(table)
    sides = []
    for side, name in table.legend["side"].items():
        top = _top(rows[rows["side"] == side])
        if top.empty:
            sides.append(f"inget {_on_side(name)}")
        else:
            said = out_of(int(top["cases"].iloc[0]), table.n, table.unit)
            sides.append(f"{_on_side(name)} {_named(top)} ({said})")
    return f"Oftast hörs {'; '.join(sides)}. {_both(table)}"


def _on_side(name: str) -> str:
    """Where an argument stands, in words that fit any name of a side."""
    return lower_first(_short(name)) if name.startswith("Å ") else f"under {_quoted(name)}"


def _short(name: str) -> str:
    """The name of a side without what follows its dash."""
    return name.partition(" – ")[0]


def _both(table: Table) -> str:
    both, of = table.facts["both"], table.n
    only = [
        f"i {number(table.facts[key])} bara {_quoted(_short(name))}"
        for key, name in zip(
            ("only_first", "only_second"), table.legend["side"].values(), strict=True
        )
        if table.facts[key]
    ]
    rest = f", {listing(only)}" if only else ""
    return f"Argument på båda sidor hörs i {out_of(both, of, table.unit)}{rest}."


def _arguments_by_group(table: Table) -> str:
    """Where the groups differ most, besides how many bring up both sides."""
    rows = table.frame
    said = []
    for facet, name in table.legend["facet"].items():
        part = rows[rows["facet"] == facet]
        top = _top(part)
        if top.empty:
            continue
        cases, asked = int(top["cases"].iloc[0]), int(top["asked"].iloc[0])
        of = out_of(cases, asked, table.unit)
        said.append(f"{lower_first(name)}: {_named(top)} ({of})")
    if not said:
        return "Inget argument framförs av någon."
    return f"Vanligast är bland {'; bland '.join(said)}. {_both(table)}"


def shares(table: Table) -> str:
    """What each group speaks of, as fractions."""
    if table.absent:
        return ""
    rows, said = table.frame, []
    for group, name in table.legend["group"].items():
        part = rows[(rows["group"] == group) & (rows["of"] > 0)]
        top = _top(part, "interviews")
        if top.empty:
            continue
        count, of = int(top["interviews"].iloc[0]), int(top["of"].iloc[0])
        what = listing(_quoted(str(label).lower()) for label in top["category_name"])
        each = "vardera " if len(top) > 1 else ""
        said.append(f"{lower_first(name)} {each}{what} i {out_of(count, of, 'interview')}")
    speaking = out_of(table.facts["speaking"], table.facts["asked"], "interview")
    if not said:
        return f"{speaking} tar upp saken."
    return (
        f"Vanligast är bland {'; bland '.join(said)}. {speaking} talar om det ena eller det andra."
    )


def balance(table: Table) -> str:
    """How many municipalities lean each way."""
    if table.absent:
        return ""
    first, second = table.legend["mark"].values()
    leaning = (
        f"I {out_of(table.facts['first'], table.n, table.unit)} överväger intervjuer om "
        f"{_quoted(first.lower())}, i {number(table.facts['second'])} om {_quoted(second.lower())}"
    )
    even, silent = table.facts["even"], table.facts["silent"]
    rest = [f"{number(even)} väger jämnt"] * bool(even) + [f"{number(silent)} tiger"] * bool(silent)
    return f"{leaning}; {listing(rest)}." if rest else f"{leaning}."


def contrast(table: Table) -> str:
    """Which codes go with the first rather than the second, and which the other way."""
    if table.absent:
        return ""
    groups = list(table.legend["group"].items())[:2]
    told = [_leaning(table, *groups), _leaning(table, *reversed(groups))]
    said = [each for each in told if each]
    return f"{'; '.join(said)}." if said else "Ingen av faktorerna skiljer det ena från det andra."


def _leaning(table: Table, one: tuple[str, str], other: tuple[str, str]) -> str:
    """The code that goes most clearly with one rather than the other; empty where none does."""
    rows = table.frame.set_index(["group", "code"])["cases"]
    gap = rows.loc[one[0]] - rows.loc[other[0]]
    if gap.empty or gap.max() <= 0:
        return ""
    code = str(gap.idxmax())
    label = table.frame.loc[table.frame["code"] == code, "label"].iloc[0]
    return (
        f"{_quoted(str(label))} hör ihop med {_quoted(one[1].lower())} i "
        f"{out_of(int(rows.loc[one[0]][code]), table.n, table.unit)} och med "
        f"{_quoted(other[1].lower())} i {number(int(rows.loc[other[0]][code]))}"
    )


def two_by_two(table: Table) -> str:
    """Which combinations most and fewest municipalities have."""
    if table.absent:
        return ""
    rows = table.frame[table.frame["count"] > 0].sort_values(
        "count", ascending=False, kind="stable"
    )
    if rows.empty:
        return (
            "Ingen kommun kan placeras: intervjuerna säger inte entydigt det ena eller det andra."
        )
    said = listing(
        f"{lower_first(row['row_name'])} och {lower_first(row['column_name'])}: "
        f"{number(row['count'])}"
        for row in rows.to_dict("records")
    )
    placed = out_of(int(rows["count"].sum()), table.n, table.unit)
    return f"{placed} kan placeras. {upper_first(said)}."


def crossing(table: Table) -> str:
    """Which pair meets in most municipalities, and how many pairs never meet."""
    if table.absent:
        return ""
    rows = table.frame
    top = _top(rows, "value")
    if top.empty:
        return "Inget av det ena möter något av det andra i materialet."
    pairs = [
        f"{_quoted(row['row_name'])} med {_quoted(row['column_name'])}"
        for row in top.to_dict("records")
    ]
    more = [f"{number(len(pairs) - 2)} par till"] if len(pairs) > 2 else []
    many = listing([*pairs[:2], *more])
    most = out_of(int(top["value"].iloc[0]), table.n, table.unit)
    there = fraction(table.facts["pairs"], len(rows))
    return f"Oftast möts {many}: i {most}. {there} möjliga par förekommer alls."


def together(table: Table) -> str:
    """Which two different things meet in most municipalities, and which never do."""
    if table.absent:
        return ""
    order = list(table.legend["row"])
    rows = table.frame
    rows = rows[rows["row"].map(order.index) < rows["column"].map(order.index)]
    top = _top(rows, "value")
    if top.empty:
        return "Inga två dilemman tas upp i samma avsnitt."
    pairs = [
        f"{lower_first(row['row_name'])} och {lower_first(row['column_name'])}"
        for row in top.to_dict("records")
    ]
    most = out_of(int(top["value"].iloc[0]), table.n, table.unit)
    never = int((rows["value"] == 0).sum())
    return (
        f"Oftast i samma avsnitt möts {listing(pairs[:FEW])}: i {most}. "
        f"{fraction(never, len(rows))} par möts aldrig."
    )


def by_case(table: Table) -> str:
    """What most municipalities bring up, and where it was not asked."""
    if table.absent:
        return ""
    rows = table.frame
    there = rows[rows["value"].fillna(0) > 0].groupby("row", sort=False)["column"].nunique()
    asked = rows[rows["value"].notna()].groupby("row", sort=False)["column"].nunique()
    if there.empty:
        return "Ingen intervju tar upp något av detta."
    labels = table.legend["row"]
    said = [
        f"{lower_first(labels[row])} i {fraction(there.get(row, 0), asked.get(row, 0))}"
        for row in labels
    ]
    return f"Så många av de tillfrågade kommunerna tar upp det: {listing(said)}."


def configurations(table: Table) -> str:
    """Which factors always go with an outcome, and which never do."""
    if table.absent:
        return ""
    rows = table.frame
    outcomes = {key: name for key, name in table.legend["outcome"].items() if table.facts.get(key)}
    counts = "; ".join(
        f"{lower_first(name)} i {number(table.facts[key])}" for key, name in outcomes.items()
    )
    said = [f"Av {counted(table.n, 'case')}: {counts}."]
    clear = [key for key in outcomes if key != "unclear"]
    for key in clear:
        part = rows[(rows["outcome"] == key) & rows["present"].notna()]
        other = rows[rows["outcome"].isin(clear) & (rows["outcome"] != key)]
        always = part.groupby("condition_name", sort=False)["present"].all()
        elsewhere = other.groupby("condition_name", sort=False)["present"].any()
        only = [name for name in always.index[always] if not elsewhere.get(name, False)]
        if only and len(clear) > 1:
            names = listing(_quoted(name) for name in only[:FEW])
            said.append(f"Bara där utfallet är {_quoted(outcomes[key].lower())} hörs {names}.")
    never = rows.groupby("condition_name", sort=False)["interviews"].sum()
    silent = never.index[never == 0]
    if len(silent):
        said.append(f"Ingen berättar om {listing(_quoted(name) for name in silent[:FEW])}.")
    return " ".join(said)


def worn_in(table: Table) -> str:
    """How long the old kso and kc had worked together when the shift came."""
    if table.absent:
        return ""
    said = listing(
        f"{number(row['years'], 1)} år i {row['case']}" for row in table.frame.to_dict("records")
    )
    return f"När skiftet kom hade den gamla kso och kc suttit tillsammans {said}."


def pairs(table: Table) -> str:
    """Who sat longest together, and how many of the pairs still do."""
    if table.absent:
        return ""
    top = table.frame.iloc[0]
    running = "sitter ännu" if top["running"] else "är brutet"
    return (
        f"Längst tillsammans satt paret i {top['case']}: {number(top['years'])} år, och det "
        f"{running}. Av de längsta paren i {counted(table.facts['cases'], 'case')} består "
        f"{number(table.facts['running'])}."
    )


def departures(table: Table) -> str:
    """How often the kc followed when the kso left."""
    if table.absent:
        return ""
    facts = table.facts
    broken = f"{fraction(facts['broken'], facts['pairs'])} par har brutits"
    if not facts["kso_left"]:
        return f"{broken}; i inget av dem slutade kso först."
    ends = [
        f"i {number(facts['kc_followed'])} slutade kc inom 24 månader",
        f"i {number(facts['kc_stayed'])} satt kc kvar",
    ]
    if facts["kc_open"]:
        ends.append(f"i {number(facts['kc_open'])} är det för tidigt att säga")
    return f"{broken}; i {number(facts['kso_left'])} slutade kso först: {listing(ends)}."


def tenures(table: Table) -> str:
    """How many have sat long, and the longest."""
    if table.absent:
        return ""
    rows = table.frame
    long = rows[rows["band"].isin(list(table.legend["band"])[2:])]
    said = listing(
        f"{fraction(int(part['value'].sum()), int(part['of'].max()))} {post}"
        for post, part in long.groupby("group", sort=False)
    )
    longest = max(("kso", "kc"), key=lambda post: table.facts[f"longest_{post}"])
    return (
        f"Nio år eller mer har {said} suttit hittills; längst en {longest}, "
        f"{number(table.facts[f'longest_{longest}'])} år."
    )


def negative_cases(table: Table) -> str:
    """How many go against the rest."""
    if table.absent:
        return ""
    if table.facts["first_leads"] < 0:
        return "Lika många kommuner lutar åt vardera hållet, så ingen går emot de övriga."
    against = out_of(len(table.frame), table.n, table.unit)
    if table.frame.empty:
        return f"Ingen av {counted(table.n, table.unit)} går emot de övriga."
    side = list(table.legend["side"].values())[1 - table.facts["first_leads"]]
    majority = f"{number(table.facts['majority'])} lutar åt {_quoted(side)}"
    return f"{against} går emot eller tiger; {majority}."


def asked(table: Table) -> str:
    """Who was asked and who speaks."""
    facts = table.facts
    return (
        f"{out_of(facts['asked'], facts['interviews'], 'interview')} tillfrågades, i "
        f"{out_of(facts['cases'], facts['all_cases'], 'case')}; {number(facts['speaking'])} av dem "
        f"talar om det, i {counted(facts['cases_speaking'], 'case')}."
    )


def interviews(table: Table) -> str:
    """How many interviews, with whom."""
    if table.absent:
        return ""
    said = listing(
        f"{name} {number(table.facts[role])}"
        for role, name in table.legend["group"].items()
        if table.facts[role]
    )
    return f"{counted(table.n, 'interview')}: {said}."


def dates(table: Table) -> str:
    """From when to when, and how long the interviews were."""
    if table.absent:
        return ""
    from analys.swedish import day

    first, last = table.frame["date"].min(), table.frame["date"].max()
    said = f"Intervjuerna gjordes {day(first)} till {day(last)}"
    minutes = table.frame["minutes"].dropna()
    if minutes.empty:
        return f"{said}."
    return (
        f"{said} och varade {number(minutes.min())}–{number(minutes.max())} minuter "
        f"(median {number(minutes.median())})."
    )


def coders(table: Table) -> str:
    """How many coders, and how much is coded twice."""
    if table.absent:
        return ""
    active, users = int((table.frame["codings"] > 0).sum()), len(table.frame)
    who = "En kodare" if users == 1 else f"{fraction(active, users)} användare"
    double, codings = table.facts["double"], counted(table.n, "coding")
    said = f"{who} har gjort {codings} i {counted(table.interviews or 0, 'interview')}"
    if not double:
        return f"{said}; ingen intervju är kodad av fler än en."
    return (
        f"{said}; {counted(double, 'interview')} är kodade av flera. "
        f"Av dem räknas {counted(table.facts['left_out'], 'coding')} inte: antingen har bara den "
        "ena kodaren gjort dem, eller så är de den andras om samma ställe."
    )


def code_use(table: Table) -> str:
    """How much of the code system is in use."""
    rows = table.frame[table.frame["part"] != "own"]
    said = f"{fraction(int(rows['used'].sum()), int(rows['codes'].sum()))} koder i kodboken används"
    if table.facts["foreign"]:
        said += f"; {counted(table.facts['foreign'], 'code')} i filen finns inte i kodboken"
    return f"{said}."


def own_codes(table: Table) -> str:
    """How many codings stand under codes of the project's own."""
    if table.absent:
        return ""
    return (
        f"{counted(table.n, 'code')} i filen finns inte i kodboken, med "
        f"{counted(table.facts['codings'], 'coding')}. De står kvar under sina egna namn."
    )


def totals(table: Table) -> str:
    """Whether the files and the frames agree."""
    if table.frame.empty:
        return "Filerna anger inga summor att jämföra med."
    wrong = table.facts["wrong"]
    if not wrong:
        return "Alla summor stämmer med filerna."
    if table.note:
        return table.note
    return f"{number(wrong)} av {number(len(table.frame))} summor stämmer inte med filerna."
