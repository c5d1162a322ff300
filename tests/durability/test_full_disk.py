"""A full disk: every write is refused with ``storage_full`` or acknowledged and there; reading goes on. A real, small tmpfs."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.test_server import key, serving, sign_in

_SERVE = "import sys; from server_stub.__main__ import main; sys.exit(main(['serve']))"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("mounting needs root")
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs", disk], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_nothing_is_acknowledged_that_is_not_stored(small_disk: Path) -> None:
    data_dir = small_disk / "data"
    data_dir.mkdir(mode=0o700)
    acknowledged, refused = set(), []
    with serving(_SERVE, data_dir, {"CARELINE_LOG_FILE": "/dev/null"}) as http:
        sign_in(http)
        for _ in range(2000):
            name = f"Full {uuid.uuid4()}"
            answer = http.post("/v1/patients", json={"name": name, "notes": "n" * 9000}, headers=key())
            if answer.status_code == 200:
                acknowledged.add(answer.json()["id"])
            else:
                refused.append((answer.status_code, answer.json()["code"], answer.json()["permanent"]))
            if len(refused) == 3:
                break
        assert refused == [(507, "storage_full", False)] * 3
        assert len(acknowledged) > 20
        assert http.get("/v1/health").status_code == 200
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    with serving(_SERVE, data_dir, {"CARELINE_LOG_FILE": "/dev/null"}) as http:
        sign_in(http)
        assert all(http.get(f"/v1/patients/{patient}").status_code == 200 for patient in acknowledged)
        assert http.post("/v1/patients", json={"name": "Room again"}, headers=key()).status_code == 200
