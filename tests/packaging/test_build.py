"""Wheels and sdists: they carry what pages load, or they are not made."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paths import CHECKOUT

BUILT = Path("server/statementgraph/web/built")
SOURCE = Path("server/browser/src/query.js")
Pack = Callable[[Path, str], "subprocess.CompletedProcess[str]"]
ASSETS = {"query.js", "query.css", "land.json", "licences.txt"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what is packed, as a clean clone has it: without what is made from npm packages."""
    folder = tmp_path / "checkout"
    for name in ("data", "ontology", "shapes", "server", "LICENSES"):
        leave = shutil.ignore_patterns("node_modules", "built", "__pycache__")
        shutil.copytree(CHECKOUT / name, folder / name, ignore=leave)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy2(CHECKOUT / name, folder / name)
    return folder


@pytest.fixture
def path_without_node(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname"):
        program = shutil.which(name)
        assert program
        (folder / name).symlink_to(program)
    return folder


@pytest.fixture
def pack(path_without_node: Path) -> Pack:
    def run(checkout: Path, target: str) -> "subprocess.CompletedProcess[str]":
        out = str(checkout / "out")
        return subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", out],
            cwd=checkout,
            env={**os.environ, "PATH": str(path_without_node)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def make_assets(checkout: Path) -> None:
    (checkout / BUILT).mkdir()
    for name in (*ASSETS, ".made"):
        (checkout / BUILT / name).write_text("x")


def packed(folder: Path) -> set[str]:
    """Name the browser files in the wheel of a folder."""
    (wheel,) = folder.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    return {Path(n).name for n in names if n.startswith("statementgraph/web/built/")} - {".made"}


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_build_without_node_says_what_to_do_and_packs_nothing(
    checkout: Path, pack: Pack, target: str
) -> None:
    done = pack(checkout, target)
    assert done.returncode == 1
    assert "Node 20 or newer, with npm, is not on the PATH." in done.stderr
    assert "run `make assets` first" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(checkout.glob("out/*"))


def test_wheel_carries_what_pages_load_and_the_default_data(checkout: Path, pack: Pack) -> None:
    make_assets(checkout)
    done = pack(checkout, "wheel")
    assert done.returncode == 0, done.stderr
    assert packed(checkout / "out") == ASSETS
    (wheel,) = checkout.glob("out/*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "statementgraph/py.typed" in names
    assert "statementgraph/bundled/shapes/shapes.ttl" in names


def test_wheel_is_made_from_an_sdist_without_node(
    checkout: Path, pack: Pack, tmp_path: Path
) -> None:
    make_assets(checkout)
    assert pack(checkout, "sdist").returncode == 0
    (sdist,) = checkout.glob("out/*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (source,) = (tmp_path / "sdist").iterdir()
    done = pack(source, "wheel")
    assert done.returncode == 0, done.stderr
    assert packed(source / "out") == ASSETS


def test_assets_older_than_their_sources_are_not_packed(checkout: Path, pack: Pack) -> None:
    make_assets(checkout)
    later = (checkout / BUILT / ".made").stat().st_mtime + 10
    os.utime(checkout / SOURCE, (later, later))
    assert pack(checkout, "wheel").returncode == 1
