"""What the tests of the agent share."""

from pathlib import Path

import pytest

from tests.sync_ingest.agent.builders import Department, a_row


@pytest.fixture
def department(tmp_path: Path) -> Department:
    """A department with three dossiers, none of which was seen yet."""
    return Department(tmp_path, a_row(1), a_row(2), a_row(3))


@pytest.fixture
def known(department: Department) -> Department:
    """A department with three dossiers, all of which were seen, and of which nothing waits any more."""
    department.poll()
    department.forget_queue()
    return department
