"""A wish, and what is told of it."""

from bot.domain.request import ImageRequest


def test_a_prompt_is_in_no_repr():
    assert "private" not in repr(ImageRequest(prompt="a private wish", model="gpt-image-2"))
