"""A real PostgreSQL of one's own: durable where it must be, private, and gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.postgres import PostgresCluster
from stack.processes import identify
from stack.say import SetupError


@pytest.fixture
def directory() -> Iterator[Path]:
    """Where PostgreSQL's own user can reach it, unlike pytest's folders."""
    with tempfile.TemporaryDirectory(prefix="careline-test-", dir="/tmp") as made:
        yield Path(made)


def test_it_is_durable_and_reached_by_its_socket_alone(directory: Path) -> None:
    with PostgresCluster(directory) as cluster:
        assert [cluster.sql(f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == ["on", "on", "on"]
        assert cluster.sql("SHOW listen_addresses") == ""
        assert cluster.socket.parent.stat().st_mode & 0o077 == 0
        assert os.geteuid() != 0 or (directory / "data").stat().st_uid != 0


def test_what_was_committed_survives_a_kill(directory: Path) -> None:
    cluster = PostgresCluster(directory)
    cluster.start()
    try:
        cluster.create_database("kept")
        cluster.sql("CREATE TABLE t AS SELECT 1 AS n", "kept")
        cluster.kill()
        assert cluster.pid is None
        cluster.start()
        assert cluster.sql("SELECT n FROM t", "kept") == "1"
    finally:
        cluster.stop()
    assert (directory / "data" / "PG_VERSION").exists()


def test_one_made_for_a_run_is_gone_after_it() -> None:
    with PostgresCluster(durable=False) as cluster:
        process = identify(cluster.pid or 0)
        assert process is not None
        with pytest.raises(SetupError, match="syntax error"):
            cluster.sql("SELEKT")
    assert identify(process.pid) != process
    assert not cluster.directory.exists()


def test_a_path_too_long_for_a_socket_is_one_sentence(directory: Path) -> None:
    with pytest.raises(SetupError, match="too long"):
        PostgresCluster(directory / ("x" * 100))
