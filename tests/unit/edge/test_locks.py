"""The lock files belong to the project and carry nobody's addresses."""

import re
import tomllib

import pytest

from scripts.locks import DEV, GROUPS, ROOT, RUNTIME, inputs_of, outdated


def pins(name):
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^ ]+)", text, re.MULTILINE))


def test_lock_files_are_current():
    assert outdated(ROOT) == []


def test_a_new_dependency_makes_them_outdated():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    before = inputs_of(project, GROUPS[RUNTIME])
    project["project"]["dependencies"].append("another>=1")
    assert inputs_of(project, GROUPS[RUNTIME]) != before


@pytest.mark.parametrize("name", GROUPS)
def test_every_pin_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text("utf-8")
    assert text.count("==") > 20
    assert all(
        "--hash=sha256:" in block for block in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    )
    assert not re.search(r"https?://|file:|--find-links|--(extra-)?index-url", text)


def test_tools_run_on_the_versions_that_production_has():
    assert pins(RUNTIME).items() <= pins(DEV).items()
