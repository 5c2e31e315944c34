"""A site of real processes for one test, and nothing of it afterwards."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.parts import Site


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    """A site whose Redis answers; the test starts and kills its other processes."""
    with TemporaryDirectory(prefix="yisu-fault-") as folder:
        made = Site(Path(folder))
        try:
            made.redis.start()
            yield made
        finally:
            made.close()
