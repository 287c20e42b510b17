"""Makes what pages load in a browser before a wheel or sdist is packed: see `build`.

It comes from npm packages and is not in the repository. An sdist carries it, so a
wheel can be made from one without Node.
"""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BROWSER = Path(__file__).parent
_ROOT = _BROWSER.parents[1]
_SCRIPT = _BROWSER / "build"
_MADE = _ROOT / "server/statementgraph/web/built/.made"


class BrowserBuildHook(BuildHookInterface[Any]):
    """Runs `build` where its result is missing or older than its sources."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI where it is needed and the PATH has none."""
        if _is_fresh() or _run("has-node") == 0:
            return []
        project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        return list(project["dependency-groups"]["node"])

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the files, or end the build with a sentence that says how to."""
        # An editable install takes them from the checkout, where `make assets` makes them.
        if version == "editable" or _is_fresh():
            return
        self.app.display_info("Bundling what the pages load, from npm …")
        if _run() != 0:
            self.app.abort(
                "What the pages load in a browser cannot be made, so nothing is packed."
                " Read the message above; the bundling needs Node 20 or newer, with npm, and"
                " npm's registry. Build without --no-build-isolation to get Node from PyPI, or"
                " run `make assets` first, then build again."
            )
        _MADE.touch()


def _run(*arguments: str) -> int:
    return subprocess.run(["sh", _SCRIPT, *arguments], check=False).returncode


def _is_fresh() -> bool:
    """Compare times as `make` does; those of an sdist's files are all the same."""
    if not _MADE.exists():
        return False
    sources = [_SCRIPT, *_BROWSER.glob("*.*"), *_BROWSER.glob("src/**/*.*")]
    return max(p.stat().st_mtime for p in sources) <= _MADE.stat().st_mtime
