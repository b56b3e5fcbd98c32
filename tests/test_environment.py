"""The locked environment against what the project asks for."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from builders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = (ROOT / "environment.yml").read_text(encoding="utf-8")
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


def pins():
    """Each pin with its hashes; a package may be pinned once for each Python."""
    blocks = LOCK.replace("\\\n", " ").splitlines()
    return [
        (Requirement(block.split(" --hash")[0].strip()), re.findall(r"--hash=(\S+)", block))
        for block in blocks
        if block.strip() and not block.lstrip().startswith(("#", "--"))
    ]


PINS = pins()


def test_there_are_pins():
    assert len(PINS) > len(WANTED)


@pytest.mark.parametrize("wanted", WANTED)
def test_what_is_asked_for_is_locked_at_a_version_that_satisfies_it(wanted):
    asked = Requirement(wanted)
    locked = [
        pin for pin, _ in PINS if canonicalize_name(pin.name) == canonicalize_name(asked.name)
    ]
    assert locked, f"{asked.name} is not in requirements.lock; run make lock"
    for pin in locked:
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert asked.specifier.contains(exact.version, prereleases=True)


def test_every_pin_is_exact_and_has_hashes():
    for pin, hashes in PINS:
        assert [specifier.operator for specifier in pin.specifier] == ["=="], str(pin)
        assert hashes, f"{pin.name} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), pin.name


@pytest.mark.parametrize("file", ["requirements.lock", "environment.yml", "pyproject.toml"])
def test_no_address_is_named(file):
    assert not re.search(r"https?:|git\+|file:|@ ", (ROOT / file).read_text(encoding="utf-8"))


def test_conda_installs_the_lock_with_the_same_python():
    environment = yaml.safe_load(CONDA)
    (pip,) = [part for part in environment["dependencies"] if isinstance(part, dict)]
    assert pip["pip"] == ["-r requirements.lock"]
    plain = [part for part in environment["dependencies"] if isinstance(part, str)]
    (python,) = [part for part in plain if part.startswith("python")]
    asked = SpecifierSet(PROJECT["project"]["requires-python"])
    assert SpecifierSet(python.removeprefix("python")) == asked
    assert environment["name"] == PROJECT["project"]["name"]


def test_make_asks_for_the_same_python_and_the_lock():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = SpecifierSet(PROJECT["project"]["requires-python"])
    (least,) = [specifier.version for specifier in asked]
    assert f"sys.version_info < ({least.replace('.', ', ')})" in makefile
    assert f"--python-version {least}" in makefile
    assert "--require-hashes -r requirements.lock" in makefile
