"""Many at once."""

import asyncio

from tests.sandbox_gateway.conftest import Api


async def test_150_jobs_side_by_side(api: Api) -> None:
    async def submit(number: int) -> str:
        return await api.task(f"job {number} [[seconds: 600]]", output_format="jpeg")

    async def status(task: str) -> str:
        return str((await api.poll(task)).json()["status"])

    async def fetch(task: str) -> int:
        return (await api.openoctopus.get(f"/v1/files/{task}/assets/0")).status_code

    tasks = await asyncio.gather(*(submit(number) for number in range(150)))
    await api.control.finish_all(prompt="job")
    assert set(await asyncio.gather(*(status(task) for task in tasks))) == {"succeeded"}
    assert set(await asyncio.gather(*(fetch(task) for task in tasks[:40]))) == {200}
    jobs = await api.control.jobs()
    assert [(job["submits"], job["polls"]) for job in jobs] == [(1, 1)] * 150
    assert sum(job["downloads"] for job in jobs) == 40


async def test_four_of_the_same_are_four_pictures(api: Api) -> None:
    tasks = await asyncio.gather(*(api.task("twins [[seconds: 60]]") for _ in range(4)))
    await api.control.finish_all(prompt="twins")
    urls = [f"/v1/files/{task}/assets/0" for task in tasks]
    pictures = [(await api.openoctopus.get(url)).content for url in urls]
    assert len(set(pictures)) == 4
    again = await api.picture("twins [[seconds: 0]]")
    assert again.content == pictures[0]


async def test_the_loop_answers_while_pictures_are_drawn(api: Api) -> None:
    task, answered = await api.task("slow to draw", resolution="4k"), 0
    drawing = asyncio.create_task(api.openoctopus.get(f"/v1/files/{task}/assets/0"))
    while not drawing.done():
        answered += (await api.openoctopus.get("/v1/models")).is_success
    assert (await drawing).status_code == 200
    assert answered > 2
