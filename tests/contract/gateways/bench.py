"""The gateway clients beside the stand-in they talk to."""

import asyncio
import ssl
import time
from dataclasses import dataclass

from PIL import Image

from bot.domain.outcome import Succeeded
from bot.gateways.catalogue import load_catalogue
from bot.gateways.download import Downloader
from bot.gateways.octopusx import OctopusX
from bot.gateways.openoctopus import OpenOctopus
from bot.gateways.references import References
from bot.gateways.throttle import Throttle
from bot.gateways.transport import Wire
from tests.support.gateway import GatewayControl, RunningGateway

CATALOGUE = load_catalogue()
OPENOCTOPUS, OCTOPUSX = CATALOGUE.get("gpt-image-2"), CATALOGUE.get("gpt-image-2-x")


class RealClock:
    def wall_ms(self):
        return int(time.time() * 1000)

    def monotonic(self):
        return time.monotonic()

    async def sleep(self, seconds):
        """Nothing is waited for: the stand-in is told when to move on."""
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Bench:
    """The stand-in and a client of each kind."""

    running: RunningGateway
    openoctopus: OpenOctopus
    octopusx: OctopusX
    downloader: Downloader
    references: References

    @property
    def control(self) -> GatewayControl:
        return self.running.control


def wire(url, key):
    clock = RealClock()
    throttle = Throttle(clock=clock, rate=10_000, burst=10_000)
    return Wire(base_url=url, key=key, clock=clock, throttle=throttle, tls=ssl.create_default_context())


async def made(bench, request):
    """The end of a task, and its id."""
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, request, 1)
    await bench.control.finish(submitted.task_id)
    return await bench.openoctopus.poll(submitted.task_id), submitted.task_id


async def images_of(bench, request, images=1):
    """What one call of the synchronous gateway brings."""
    submitted = await bench.octopusx.submit(OCTOPUSX, request, images)
    assert isinstance(submitted.outcome, Succeeded)
    return submitted.outcome.images


async def fetched(bench, image, folder):
    """The picture as stored, and the size it has when it is opened again."""
    picture = await bench.downloader.fetch(image, into=folder, job_id="job", index=0)
    with Image.open(folder / picture.path) as opened:
        return picture, opened.size
