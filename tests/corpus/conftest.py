from pathlib import Path

import pytest

from tests.corpus.eastwick import Root


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return Root(tmp_path)
