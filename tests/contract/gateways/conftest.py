"""One stand-in for all tests of a module."""

import ssl

import pytest
import pytest_asyncio

from bot.domain.request import ImageRequest
from bot.gateways.download import Downloader
from bot.gateways.octopusx import OctopusX
from bot.gateways.openoctopus import OpenOctopus
from bot.gateways.references import References
from tests.contract.gateways.bench import OPENOCTOPUS, Bench, RealClock, wire
from tests.support.gateway import OCTOPUSX_KEY, OPENOCTOPUS_KEY, start_gateway


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory):
    async with start_gateway(median_seconds=0.05) as running:
        references = References(tmp_path_factory.mktemp("references"), clock=RealClock())
        openoctopus = OpenOctopus(wire(running.openoctopus, OPENOCTOPUS_KEY), submit_timeout=5)
        octopusx = OctopusX(
            wire(running.octopusx, OCTOPUSX_KEY),
            clock=RealClock(),
            references=references,
            submit_timeout=10,
        )
        downloader = Downloader(
            clock=RealClock(), tls=ssl.create_default_context(), allow_loopback=True, max_bytes=2**22
        )
        yield Bench(running, openoctopus, octopusx, downloader, references)
        for part in (openoctopus, octopusx, downloader):
            await part.close()


@pytest.fixture
def wish(request):
    """A request whose prompt no other test has."""

    def make(more="", *, model=OPENOCTOPUS, **options):
        unasked = ImageRequest(prompt=f"a fox {request.node.name} {more}", model=model.name, **options)
        return model.fit(unasked)

    return make
