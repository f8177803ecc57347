"""The control endpoints."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.gateway.control.reading import (
    BadControl,
    change_settings,
    read_condition,
    read_gateway,
    read_json,
    read_number,
)
from sandbox.gateway.control.views import (
    code_view,
    entry_view,
    job_view,
    keys_view,
    rule_view,
    settings_view,
)
from sandbox.gateway.control.waiting import wait_for
from sandbox.gateway.errors import ERRORS
from sandbox.gateway.faults.grammar import BadFault, parse_fault
from sandbox.gateway.jobs import FINAL, Job
from sandbox.gateway.world import World

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Control:
    """Everything under `/_control`; `README.md` documents each call."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/jobs", self.jobs),
            ("GET", "/jobs/{job}", self.job),
            ("DELETE", "/jobs/{job}", self.forget),
            ("POST", "/jobs/{job}/finish", self.finish),
            ("POST", "/jobs/{job}/cancel", self.cancel),
            ("POST", "/finish", self.finish_all),
            ("POST", "/advance", self.advance),
            ("GET", "/wait", self.wait),
            ("GET", "/requests", self.requests),
            ("GET", "/faults", self.faults),
            ("POST", "/faults", self.add_fault),
            ("DELETE", "/faults", self.clear_faults),
            ("GET", "/settings", self.settings),
            ("POST", "/settings", self.change),
            ("GET", "/keys", self.keys),
            ("POST", "/keys/{key}", self.change_key),
            ("POST", "/models", self.change_models),
            ("GET", "/errors", self.errors),
            ("POST", "/reset", self.reset),
        ]
        return [web.route(method, f"/_control{path}", _guarded(call)) for method, path, call in table]

    async def jobs(self, request: web.Request) -> web.Response:
        gateway = read_gateway(request.query.get("gateway"))
        found = self._world.matching(gateway=gateway, prompt=request.query.get("prompt", ""))
        return web.json_response({"jobs": [job_view(self._world, job) for job in found]})

    async def job(self, request: web.Request) -> web.Response:
        return web.json_response(job_view(self._world, self._find(request)))

    async def forget(self, request: web.Request) -> web.Response:
        """From now on the gateway knows nothing of this job."""
        job = self._find(request)
        del self._world.jobs[job.id]
        return web.json_response(job_view(self._world, job))

    async def finish(self, request: web.Request) -> web.Response:
        return self._end([self._find(request)])

    async def finish_all(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        gateway = read_gateway(body.get("gateway"))
        return self._end(list(self._world.matching(gateway=gateway, prompt=str(body.get("prompt", "")))))

    async def cancel(self, request: web.Request) -> web.Response:
        """As if the provider had cancelled the job."""
        job = self._find(request)
        if job.status(self._world.clock.now()) in FINAL:
            raise BadControl("the job has ended already")
        if job.is_paid:
            self._refund(job)
        job.cancelled = True
        return self._end([job])

    async def advance(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        self._world.clock.advance(read_number(body.get("seconds"), "seconds"))
        self._world.bell.ring()
        return web.json_response({"now": self._world.clock.wall(self._world.clock.now())})

    async def wait(self, request: web.Request) -> web.Response:
        """200 when the condition holds, 408 when it did not in time; both tell how things stand."""
        condition, timeout = read_condition(dict(request.query))
        holds = await wait_for(self._world, condition, timeout)
        found = condition.find(self._world)
        body = {
            "holds": holds,
            "submits": condition.count_submits(self._world),
            "jobs": [job_view(self._world, job) for job in found],
        }
        return web.json_response(body, status=200 if holds else 408)

    async def requests(self, request: web.Request) -> web.Response:
        gateway, kind = read_gateway(request.query.get("gateway")), request.query.get("kind")
        prompt = request.query.get("prompt", "")
        found = [
            entry_view(self._world, entry)
            for entry in self._world.journal
            if gateway in (None, entry.gateway) and kind in (None, entry.kind) and prompt in entry.prompt
        ]
        return web.json_response({"requests": found})

    async def faults(self, _: web.Request) -> web.Response:
        return web.json_response({"faults": [rule_view(rule) for rule in self._world.faults.rules]})

    async def add_fault(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        try:
            fault = parse_fault(str(body.get("fault", "")))
        except BadFault as error:
            raise BadControl(str(error)) from error
        rule = self._world.faults.add_rule(
            fault, match=str(body.get("match", "")), gateway=read_gateway(body.get("gateway"))
        )
        return web.json_response(rule_view(rule), status=201)

    async def clear_faults(self, _: web.Request) -> web.Response:
        self._world.faults.clear()
        return web.json_response({"faults": []})

    async def settings(self, _: web.Request) -> web.Response:
        return web.json_response(settings_view(self._world.settings))

    async def change(self, request: web.Request) -> web.Response:
        change_settings(self._world.settings, await read_json(request))
        self._plan()
        return web.json_response(settings_view(self._world.settings))

    async def keys(self, _: web.Request) -> web.Response:
        return web.json_response(keys_view(self._world))

    async def change_key(self, request: web.Request) -> web.Response:
        """Revoke a key, bring it back, or set what is left on it."""
        key, body = request.match_info["key"], await read_json(request)
        holders = [accounts for accounts in self._world.accounts.values() if key in accounts.by_key]
        if not holders:
            raise BadControl(f"no key is called {key!r}")
        account = holders[0].by_key[key]
        if "balance" in body:
            account.granted = account.used + int(read_number(body["balance"], "balance"))
        account.active = bool(body.get("active", account.active))
        return web.json_response(keys_view(self._world)[key])

    async def change_models(self, request: web.Request) -> web.Response:
        """Replace the list of models of one gateway."""
        body = await read_json(request)
        gateway, models = read_gateway(body.get("gateway")), body.get("models")
        if gateway is None or not isinstance(models, list):
            raise BadControl("gateway and models (a list of names) are required")
        self._world.models[gateway] = [str(name) for name in models]
        return web.json_response(self._world.models)

    async def errors(self, _: web.Request) -> web.Response:
        return web.json_response({"errors": [code_view(code) for code in ERRORS.values()]})

    async def reset(self, _: web.Request) -> web.Response:
        self._world.reset()
        return web.json_response({"jobs": []})

    def _find(self, request: web.Request) -> Job:
        job = self._world.jobs.get(request.match_info["job"])
        if job is None:
            raise BadControl(f"no job is called {request.match_info['job']!r}")
        return job

    def _end(self, jobs: list[Job]) -> web.Response:
        now = self._world.clock.now()
        for job in jobs:
            job.finish(now)
        self._plan()
        self._world.clock.moved.ring()
        self._world.bell.ring()
        return web.json_response({"jobs": [job_view(self._world, job) for job in jobs]})

    def _plan(self) -> None:
        for lane in self._world.lanes.values():
            lane.plan(now=self._world.clock.now(), concurrency=self._world.settings.concurrency)

    def _refund(self, job: Job) -> None:
        """A job that ends without a result is settled at nothing."""
        for account in self._world.accounts[job.gateway].by_key.values():
            account.used = max(0, account.used - job.price)


def _guarded(call: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.Response:
        try:
            return await call(request)
        except BadControl as error:
            return web.json_response({"error": str(error)}, status=400)

    return guarded
