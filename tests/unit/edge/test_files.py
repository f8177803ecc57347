"""Pictures land where they were wanted, by their real kind, and over nobody's file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.files import FileExists, Target, save


@pytest.mark.parametrize(
    ("wanted", "index", "pictures", "kind", "name"),
    [
        ("fox.png", 0, 1, "png", "fox.png"),
        ("fox.png", 0, 1, "webp", "fox.webp"),
        ("fox.jpeg", 0, 1, "jpeg", "fox.jpeg"),
        ("fox.JPG", 0, 1, "jpeg", "fox.JPG"),
        ("fox", 0, 1, "jpeg", "fox.jpg"),
        ("v1.5", 0, 1, "png", "v1.5.png"),
        ("fox.png", 2, 3, "png", "fox-3.png"),
    ],
)
def test_names_follow_the_picture(tmp_path, wanted, index, pictures, kind, name):
    assert Target(tmp_path / wanted).path("j", index, pictures, kind) == tmp_path / name


def test_in_a_folder_the_job_gives_the_name(tmp_path):
    assert Target().path("01abc", 1, 2, "webp") == Path("inkling-01abc-2.webp")
    Target(tmp_path).check(1, "png")
    assert Target(tmp_path).path("01abc", 0, 1, "png") == tmp_path / "inkling-01abc.png"


@given(
    st.text("fox. -1", min_size=1, max_size=8).filter(lambda name: name.strip(".") == name),
    st.integers(1, 4),
    st.sampled_from(["png", "jpeg", "webp"]),
)
def test_pictures_of_one_job_never_share_a_name(name, pictures, kind):
    target = Target(Path(name))
    assert len({target.path("j", index, pictures, kind) for index in range(pictures)}) == pictures


def test_a_file_in_the_way_is_found_before_anything_is_spent(tmp_path):
    (tmp_path / "fox-2.png").touch()
    with pytest.raises(FileExists) as caught:
        Target(tmp_path / "fox.png").check(2, "png")
    assert caught.value.path.name == "fox-2.png"


def test_a_missing_folder_is_found_before_anything_is_spent(tmp_path):
    with pytest.raises(NotADirectoryError):
        Target(tmp_path / "nowhere" / "fox.png").check(1, "png")


def test_saving_takes_the_next_free_name(tmp_path):
    source = tmp_path / "source"
    source.write_bytes(b"picture")
    wanted = tmp_path / "fox.png"
    wanted.write_bytes(b"mine")
    assert save(source, wanted) == tmp_path / "fox (2).png"
    assert wanted.read_bytes() == b"mine"
    assert (tmp_path / "fox (2).png").read_bytes() == b"picture"


def test_a_failed_copy_leaves_nothing_behind(tmp_path):
    with pytest.raises(FileNotFoundError):
        save(tmp_path / "gone", tmp_path / "fox.png")
    assert list(tmp_path.iterdir()) == []
