from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.apps.cases.tests.records import case_home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with case_home(tmp_path) as home:
        yield home
