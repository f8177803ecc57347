"""The face's small decisions: addresses, copies, commands, what the picker offers."""

import pytest
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.endpoints import use_endpoints
from bot.chat.i18n import Phrase
from bot.chat.options import choices_of, counts_of, model_choices
from bot.chat.seen import Seen
from bot.chat.tree import canonical
from bot.chat.words import prompts
from bot.gateways.catalogue import load_catalogue
from tests.unit.chat.samples import a_request


@pytest.fixture
def _addresses():
    kept = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = kept


@pytest.mark.usefixtures("_addresses")
def test_discord_can_be_elsewhere():
    use_endpoints(
        api_base="http://127.0.0.1:1/api/v10/",
        gateway_url="ws://localhost:2/gateway",
        cdn_base="http://[::1]:3/",
    )
    assert Route("GET", "/users/@me").url == "http://127.0.0.1:1/api/v10/users/@me"
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://localhost:2/gateway"
    assert Asset.BASE == "http://[::1]:3"


@pytest.mark.usefixtures("_addresses")
def test_what_is_not_named_stays_discords_own():
    use_endpoints(api_base="https://proxy.example/api/v10")
    assert Route.BASE == "https://proxy.example/api/v10"
    assert "discord" in str(DiscordWebSocket.DEFAULT_GATEWAY)
    assert "discord" in Asset.BASE


@pytest.mark.parametrize(
    "address",
    [
        {"api_base": "http://proxy.example/api/v10"},
        {"gateway_url": "ws://10.0.0.1/"},
        {"cdn_base": "http://8.8.8.8"},
    ],
)
@pytest.mark.usefixtures("_addresses")
def test_the_token_never_travels_in_the_clear(address):
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    with pytest.raises(ValueError, match="is not this machine"):
        use_endpoints(**address)
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)


@given(st.lists(st.integers(0, 50), max_size=200))
def test_each_interaction_is_new_once(ids):
    seen = Seen(room=1000)
    assert [each for each in ids if seen.first(each)] == list(dict.fromkeys(ids))


def test_only_so_many_interactions_are_remembered():
    seen = Seen(room=2)
    assert [seen.first(each) for each in (1, 2, 3, 3, 1)] == [True, True, True, False, True]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=3), _JSON, max_size=4))
def test_what_discord_adds_to_a_command_makes_no_difference(command):
    stored = {**command, "id": "1", "version": "2", "application_id": "3", "name_localizations": None}
    assert canonical(stored) == canonical(command)


@pytest.mark.parametrize(
    "change",
    [{"description": "other"}, {"options": []}, {"options": [{"name": "b", "type": 3}]}, {"nsfw": True}],
)
def test_a_real_change_of_a_command_is_seen(change):
    command = {
        "name": "imagine",
        "description": "d",
        "options": [{"name": "a", "type": 3, "required": False}],
    }
    assert canonical(command) != canonical(command | change)


def test_permissions_are_the_same_as_number_and_as_text():
    assert canonical({"default_member_permissions": 32}) == canonical({"default_member_permissions": "32"})
    assert canonical({"default_member_permissions": 0}) != canonical({})


def test_the_order_of_contexts_makes_no_difference():
    assert canonical({"contexts": [2, 0, 1]}) == canonical({"contexts": [0, 1, 2]})


def test_prices_follow_what_is_chosen_already():
    model = load_catalogue().get("gpt-image-2")
    plain = dict(choices_of(model, "resolution", model.resolutions, a_request(quality=None, resolution=None)))
    careful = dict(
        choices_of(model, "resolution", model.resolutions, a_request(quality="high", resolution=None))
    )
    assert plain == {"1k · 2 credits": "1k", "2k · 4 credits": "2k", "4k · 8 credits": "4k"}
    assert careful == {"1k · 4 credits": "1k", "2k · 8 credits": "2k", "4k · 16 credits": "4k"}


def test_no_price_is_made_up_for_what_the_model_does_not_have():
    model = load_catalogue().get("gpt-image-2")
    assert counts_of(model, a_request(quality="ultra"))[0] == ("1", 1)


def test_every_model_is_offered_with_its_cheapest_price_and_its_description():
    assert model_choices(load_catalogue().models.values())[0] == (
        "GPT Image 2 · from 1 credit · Up to 4k, nine shapes",
        "gpt-image-2",
    )


@pytest.mark.parametrize("name", [name for name in vars(prompts) if name.isupper()])
def test_words_of_the_picker_keep_discords_lengths(name):
    longest = 45 if name in ("TITLE", "LABEL") else 100
    said = getattr(prompts, name)
    assert 0 < len(said() if isinstance(said, Phrase) else said) <= longest
