"""How a project's codes find the codebook's."""

import pandas as pd
import pytest

from analys.codemap import foreign_nodes, map_codes, study_codes
from builders import codebook


def codes(*paths):
    """A row a path; the id is the path, parents by path."""
    names = [path.rpartition(" > ")[2] for path in paths]
    parents = [path.rpartition(" > ")[0] or pd.NA for path in paths]
    table = {"code_id": paths, "parent": parents, "name": names, "path": paths}
    return pd.DataFrame(table, dtype="str")


def mapped(*paths, code_map=None):
    if code_map is not None:
        code_map = pd.DataFrame(code_map.items(), columns=["path", "code"], dtype="str")
    found = map_codes(codes(*paths), codebook(), code_map)
    return [None if pd.isna(code) else code for code in found]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("GZ.gyllene", "GZ.gyllene"),
        ("GZ.gyllene Vad som helst", "GZ.gyllene"),
        ("Mapp > GZ.gyllene", "GZ.gyllene"),
        ("Gråzonsdilemmat > Så är rollerna ibland > Gråzonen som gyllene zon", "GZ.gyllene"),
        ("the grey-zone dilemma > ROLES as they sometimes are > the grey zone as a problem",
         "GZ.problem"),
        ("Gråzonen som gyllene zon", None),
        ("GZ Gråzonsdilemmat", "GZ"),
        ("GZ", "GZ"),
        ("K i kommunen", None),
        ("K Personkemins betydelse", "K"),
        ("GZ.guld", None),
        ("GZ.gyllen", None),
    ],
)  # fmt: skip
def test_a_code_is_known_by_its_id_or_its_whole_path(path, code):
    assert mapped(path) == [code]


def test_the_code_map_goes_first():
    given = {"Tillit": "GZ.f.fortroende", "GZ.problem": "GZ.gyllene"}
    assert mapped("Tillit", "GZ.problem", "tillit", code_map=given) == [
        "GZ.f.fortroende",
        "GZ.gyllene",
        "GZ.f.fortroende",
    ]


def test_no_codes_map_to_nothing():
    assert mapped() == []


def test_what_maps_to_nothing_stands_under_its_own_path_and_its_known_parent():
    table = codes("Egna", "Egna > Lunch", "GZ.gyllene Gyllene", "GZ.gyllene Gyllene > Golf")
    found = foreign_nodes(study_codes(table, codebook()))
    assert found["code"].tolist() == ["Egna", "Egna > Lunch", "GZ.gyllene > Golf"]
    assert found["sv"].tolist() == found["en"].tolist() == ["Egna", "Lunch", "Golf"]
    assert found["parent"].fillna("–").tolist() == ["–", "Egna", "GZ.gyllene"]
    assert set(found["origin"]) == set(found["kind"]) == {"foreign"}
    assert found.columns.tolist() == codebook().frame().columns.tolist()


def test_codes_of_one_path_are_one_node():
    table = codes("Egna", "Egna").assign(code_id=["a", "b"])
    assert len(foreign_nodes(study_codes(table, codebook()))) == 1


def test_å_ä_ö_composed_or_not_and_spaces_do_not_matter():
    path = "Gra\N{COMBINING RING ABOVE}zonsdilemmat >  Sa är rollerna ibland > Gråzonen som problem"
    assert mapped(path) == ["GZ.problem"]
    assert mapped(" Tva\N{COMBINING RING ABOVE}  ord", code_map={"Två ord": "K.bar"}) == ["K.bar"]


def test_a_path_without_a_code_in_the_map_is_none_of_ours():
    given = {"GZ.gyllene": None, "Tillit": None}
    assert mapped("GZ.gyllene", "Tillit", "GZ.problem", code_map=given) == [
        None,
        None,
        "GZ.problem",
    ]


def test_a_code_that_is_none_of_ours_is_not_counted_as_ours_by_its_name():
    table = codes("GZ.gyllene", "GZ.gyllene > Golf", "Tillit")
    code_map = pd.DataFrame([("GZ.gyllene", None), ("Tillit", None)], columns=["path", "code"])
    found = study_codes(table, codebook(), code_map)
    assert found["code"].tolist() == ["(egen) GZ.gyllene", "(egen) GZ.gyllene > Golf", "Tillit"]
    assert not set(found["code"]) & set(codebook().codes)
    again = study_codes(codes(*found["code"]), codebook())
    assert again["code"].tolist() == found["code"].tolist()
