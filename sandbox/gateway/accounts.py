"""Keys and what they may spend. Prices are the stand-in's own: neither document prints any."""

from dataclasses import dataclass

from sandbox.gateway.errors import Refusal

OPENOCTOPUS_KEY = "ooq_sandbox"
OCTOPUSX_KEY = "sk-sandbox"
GRANTED = 1_000_000
_QUALITY_PRICE = {"low": 1, "medium": 2, "high": 4}
_RESOLUTION_PRICE = {"1k": 1, "2k": 2, "4k": 4}


@dataclass(slots=True)
class Account:
    """Units granted to a key and used by it."""

    granted: int = GRANTED
    used: int = 0
    active: bool = True

    @property
    def available(self) -> int:
        return max(0, self.granted - self.used)


class Accounts:
    """The keys of one gateway."""

    def __init__(self, *keys: str) -> None:
        self.by_key = {key: Account() for key in keys}

    def admit(self, authorization: str | None) -> Account:
        """The account behind an Authorization header. Raises Refusal."""
        scheme, _, key = (authorization or "").strip().partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            raise Refusal("unauthorized")
        account = self.by_key.get(key.strip())
        if account is None or not account.active:
            raise Refusal("invalid_api_key")
        return account


def check_funds(account: Account, price: int) -> None:
    """Raises Refusal when the account cannot pay `price`."""
    if account.available < price:
        raise Refusal("insufficient_balance")


def price_of(*, quality: str | None, resolution: str | None, count: int) -> int:
    """Units for `count` pictures; an unknown quality costs as medium."""
    each = _QUALITY_PRICE.get(quality or "medium", 2) * _RESOLUTION_PRICE.get(resolution or "1k", 1)
    return each * count
