"""The embedded servers: kept while anybody holds them, gone afterwards, found again with their data."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from config import services
from config.embedded import free_port


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    yield tmp_path / "data"


def running(data: Path) -> list[psutil.Process]:
    return [process for server in services._servers(data) if (process := server.process())]


def ask(data: Path, question: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(services.urls({}, data).database)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@pytest.mark.slow
def test_servers_live_while_they_are_held_and_keep_their_data(data: Path) -> None:
    with services.held(data):
        assert len(running(data)) == 2
        ask(data, "CREATE TABLE kept AS SELECT 7 AS number")
        with services.held(data):
            pass
        assert len(running(data)) == 2, "somebody still held them"
    assert not running(data)
    with services.held(data):
        assert ask(data, "SELECT number FROM kept") == [(7,)]


@pytest.mark.slow
def test_servers_left_behind_or_killed_are_taken_up_again(data: Path) -> None:
    with services.held(data, fast=True):
        for process in running(data):
            process.send_signal(signal.SIGKILL)
            process.wait(10)
    with services.held(data, fast=True):
        assert ask(data, "SELECT datctype, datcollate FROM pg_database WHERE datname = 'yisu'") == [
            ("C.UTF-8", "C")
        ]
        with redis.Redis.from_url(services.urls({}, data).broker) as client:
            assert client.ping()
    assert not running(data)


def test_servers_of_the_environment_are_used_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/yisu")
    monkeypatch.setenv("REDIS_URL", "redis://broker/0")
    with services.held(tmp_path / "unused"):
        found = services.urls(os.environ)
    assert (found.database, found.broker, found.cache) == (
        "postgresql://db/yisu",
        "redis://broker/0",
        "redis://broker/1",
    )
    assert not (tmp_path / "unused").exists()


def test_a_port_that_is_taken_is_replaced() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port
