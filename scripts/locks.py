"""Compile the lock files, and tell offline whether they still belong to `pyproject.toml`.

Each lock file carries a digest of what it was compiled from; `check` compares it, without any index.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.lock"
DEV = "requirements-dev.lock"
#: Groups of `pyproject.toml` in each lock file, beside the project's own dependencies.
GROUPS = {RUNTIME: ("build",), DEV: ("build", "dev")}


def inputs_of(project: dict[str, Any], groups: tuple[str, ...]) -> str:
    """A digest of everything in `pyproject.toml` that decides the content of a lock file."""
    inputs = {
        "python": project["project"]["requires-python"],
        "dependencies": sorted(project["project"]["dependencies"]),
        "groups": {group: sorted(project["dependency-groups"][group]) for group in groups},
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def header_of(project: dict[str, Any], name: str) -> str:
    """The line that ties a lock file to its inputs."""
    return f"# inputs: {inputs_of(project, GROUPS[name])}\n"


def outdated(root: Path) -> list[str]:
    """Names of the lock files that do not belong to `pyproject.toml` any more."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    return [
        name
        for name in GROUPS
        if not (root / name).is_file() or header_of(project, name) not in (root / name).read_text("utf-8")
    ]


def compile_locks(root: Path, *extra: str) -> None:
    """Write both lock files; the second keeps to the versions of the first."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    for name, groups in GROUPS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--output-file", name]
        command += [
            "--quiet",
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-emit-index-url",
        ]
        command += ["--custom-compile-command", "make lock", *extra]
        command += [part for group in groups for part in ("--group", group)]
        command += ["--constraint", RUNTIME] if name != RUNTIME else []
        subprocess.run(command, cwd=root, check=True)  # noqa: S603 - our own arguments only
        path = root / name
        path.write_text(header_of(project, name) + path.read_text("utf-8"), "utf-8")


def main() -> int:
    """Exit code 1 if a lock file is out of date."""
    parser = argparse.ArgumentParser(prog="python -m scripts.locks", description=__doc__)
    parser.add_argument("action", choices=("compile", "check"))
    parser.add_argument("--upgrade", action="store_true", help="take newer versions than those locked")
    arguments = parser.parse_args()
    if arguments.action == "compile":
        compile_locks(ROOT, *(("--upgrade",) if arguments.upgrade else ()))
        return 0
    for name in (names := outdated(ROOT)):
        sys.stderr.write(f"{name} does not belong to pyproject.toml any more. Run: make lock\n")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
