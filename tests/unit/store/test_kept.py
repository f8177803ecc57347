"""What is kept is never older than the last change."""

import asyncio

from bot.store.kept import Kept


class Disk:
    """One value, read slowly: what a read finds is handed out when it is let go."""

    def __init__(self) -> None:
        self.value = 1
        self._reads: asyncio.Queue[asyncio.Event] = asyncio.Queue()

    async def read(self, _key: str) -> int:
        seen, go = self.value, asyncio.Event()
        await self._reads.put(go)
        await go.wait()
        return seen

    async def let_go(self) -> None:
        (await self._reads.get()).set()


async def test_what_was_read_before_a_change_is_read_again() -> None:
    disk = Disk()
    kept: Kept[str, int] = Kept(disk.read)
    getting = asyncio.create_task(kept.get("a"))
    # Let it begin to read.
    await asyncio.sleep(0)
    disk.value = 2
    kept.drop("a")
    await disk.let_go()
    await disk.let_go()
    assert await getting == 2
    assert kept.peek("a") == 2


async def test_what_was_put_is_not_replaced_by_what_was_read_before() -> None:
    disk = Disk()
    kept: Kept[str, int] = Kept(disk.read)
    getting = asyncio.create_task(kept.get("a"))
    await asyncio.sleep(0)
    kept.put("a", 3)
    await disk.let_go()
    assert await getting == 3
    kept.clear()
    assert kept.peek("a") is None


async def test_what_is_renewed_holds_until_it_is_read_and_is_never_older_than_a_change() -> None:
    disk = Disk()
    kept: Kept[str, int] = Kept(disk.read)
    kept.put("a", 1)
    disk.value = 2
    renewing = asyncio.create_task(kept.renew())
    await asyncio.sleep(0)
    assert kept.peek("a") == 1
    disk.value = 3
    kept.put("a", 3)
    await disk.let_go()
    await disk.let_go()
    await renewing
    assert kept.peek("a") == 3
