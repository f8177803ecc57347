"""The world as JSON."""

from typing import Any

from sandbox.gateway.errors import ErrorCode
from sandbox.gateway.faults.book import Rule
from sandbox.gateway.jobs import Job, Status
from sandbox.gateway.manners import as_dict
from sandbox.gateway.world import Entry, Settings, World


def job_view(world: World, job: Job) -> dict[str, Any]:
    """A job as received, where it stands, and how often it was asked about. Times are Unix seconds."""
    now, wall = world.clock.now(), world.clock.wall
    status = job.status(now)
    return {
        "id": job.id,
        "gateway": job.gateway,
        "model": job.model,
        "prompt": job.prompt,
        "text": job.order.text,
        "status": status.value,
        "error": job.outcome.name if job.outcome and status is Status.FAILED else None,
        "body": job.body,
        "headers": job.headers,
        "submitted_at": wall(job.submitted_at),
        "started_at": wall(job.started_at),
        "finish_at": wall(job.finish_at),
        "seconds": job.seconds,
        "width": job.order.width,
        "height": job.order.height,
        "images": job.order.count,
        "references": len(job.order.references),
        "watermark": job.order.watermark,
        "submits": world.submits[job.gateway, job.prompt],
        "polls": job.polls,
        "downloads": job.downloads,
        "download_log": job.download_log,
        "price": job.price,
        "charged": job.price if job.is_paid else 0,
    }


def entry_view(world: World, entry: Entry) -> dict[str, Any]:
    """A request of the journal."""
    return {
        "gateway": entry.gateway,
        "method": entry.method,
        "path": entry.path,
        "kind": entry.kind,
        "at": world.clock.wall(entry.at),
        "headers": entry.headers,
        "authorized": entry.authorized,
        "body": entry.body,
        "prompt": entry.prompt,
        "job": entry.job,
        "fault": entry.fault,
        "http": entry.http,
    }


def rule_view(rule: Rule) -> dict[str, Any]:
    """A fault that was set, and how often it has struck."""
    fault = rule.fault
    return {
        "number": rule.number,
        "name": fault.name,
        "stage": fault.stage.value,
        "times": fault.times,
        "taken": fault.taken,
        "options": dict(fault.options),
        "match": rule.match,
        "gateway": rule.gateway,
        "struck": rule.struck,
    }


def settings_view(settings: Settings) -> dict[str, Any]:
    """Every switch."""
    return {
        "median_seconds": settings.median,
        "seed": settings.seed,
        "concurrency": settings.concurrency,
        "queue_limit": settings.queue_limit,
        **as_dict(settings.manners),
    }


def keys_view(world: World) -> dict[str, Any]:
    """The keys of both gateways with what they may spend."""
    return {
        key: {
            "gateway": gateway,
            "active": account.active,
            "granted": account.granted,
            "used": account.used,
            "available": account.available,
        }
        for gateway, accounts in world.accounts.items()
        for key, account in accounts.by_key.items()
    }


def code_view(code: ErrorCode) -> dict[str, Any]:
    """A row of the table of error codes."""
    return {
        "code": code.code,
        "http": code.http,
        "retryable": code.retryable,
        "category": code.category,
        "message": code.message,
    }
