"""What keeps the bot from working is found before Discord hears of it, and nothing is held afterwards."""

import pytest

from bot.config import ConfigError, load_config
from bot.domain.errors import DatabaseBusy, DatabaseUnavailable
from bot.gateways.catalogue import CatalogueError
from bot.gateways.offer import read_offer
from bot.ops.port import PortInUse, listening
from bot.store.claim import Claim
from bot.terminal.footing import footing


@pytest.fixture
def configured(tmp_path):
    """Makes a configuration of what is named and what every bot needs."""

    def make(**settings):
        needed = {"OPENOCTOPUS_API_KEY": "ooq_sandbox", "DATA_DIR": str(tmp_path)}
        return load_config(needed | settings, None)

    return make


@pytest.mark.parametrize("key", ["OPENOCTOPUS_API_KEY", "OCTOPUSX_API_KEY"])
def test_what_is_built_in_offers_something_to_who_has_one_key(key):
    offer = read_offer(load_config({key: "sk-sandbox"}, None))
    assert offer.default_model in offer.models.models


def test_the_operators_own_models_are_read_at_once(configured, tmp_path):
    models = tmp_path / "models.toml"
    models.write_text("[models.")
    with pytest.raises(CatalogueError), footing(configured(MODELS_FILE=str(models))):
        raise AssertionError("it stood")
    with pytest.raises(ConfigError, match="DEFAULT_MODEL"), footing(configured(DEFAULT_MODEL="no-such")):
        raise AssertionError("it stood")


def test_what_is_held_is_let_go_at_the_end_and_when_something_is_wrong(configured):
    with listening("127.0.0.1", 0) as (taken,):
        port = taken.getsockname()[1]
        config = configured(HEALTH_PORT=str(port))
        with pytest.raises(PortInUse), footing(config):
            raise AssertionError("it stood")
    with footing(config):
        for held in (lambda: Claim.take(config.database), lambda: listening("127.0.0.1", port).__enter__()):
            with pytest.raises((DatabaseBusy, PortInUse)):
                held()
    Claim.take(config.database).release()
    with listening("127.0.0.1", port):
        pass


def test_who_waits_for_the_disk_does_something_else(configured):
    done = []
    with footing(configured(), meanwhile=lambda: done.append("loaded")) as ground:
        assert done == ["loaded"]
        assert ground.claim.path.exists()


def test_trouble_of_the_database_is_told_also_when_there_is_something_else_to_do(configured, tmp_path):
    (tmp_path / "inkling.db").write_bytes(b"no database" * 1000)
    with pytest.raises(DatabaseUnavailable), footing(configured(), meanwhile=lambda: None):
        raise AssertionError("it stood")
    Claim.take(configured().database).release()
