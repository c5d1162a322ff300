"""A full centre: how long the screen pop and a page of the history take with a million patients and five million calls.

``python -m bench.size [--database sqlite|postgresql] [--patients N --calls N] [--directory DIR]``: fills a database by the server's
own command (some minutes; a directory given is filled once and used again), starts the server and asks it as PBX and desk do.
The pop counts from the PBX's first question to the context's arrival at the desk, without the head start that the ring is held for.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import httpx

from bench.served import DATABASES, Served, percentile, served, verdict
from server_stub.demo.full_centre import AGENT, FIRST_EXTENSION
from server_stub.demo.loader import PASSWORD
from server_stub.demo.made_up import household_of, number_of

POP_LIMIT_MS, PAGE_LIMIT_MS = 60.0, 200.0
WARM_UP = 20
Offer = tuple[float, str, int]
"""(arrived at, reference, how many candidates or patients it shows)"""


def sign_in(server: Served, username: str) -> httpx.Client:
    http = httpx.Client(base_url=server.url, trust_env=False, timeout=60)
    answer = http.post("/v1/auth/login", json={"username": username, "password": PASSWORD})
    http.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"
    return http


@contextlib.contextmanager
def offers_of(desk: httpx.Client) -> Iterator[SimpleQueue[Offer]]:
    """What arrives on this desk's stream, with the time of its arrival."""
    heard: SimpleQueue[Offer] = SimpleQueue()
    opened, ended = threading.Event(), threading.Event()

    def read() -> None:
        with (
            contextlib.suppress(httpx.TransportError),
            httpx.Client(base_url=desk.base_url, headers=desk.headers, trust_env=False, timeout=60) as http,
            http.stream("GET", "/v1/events") as answer,
        ):
            kind = ""
            for line in answer.iter_lines():
                opened.set()
                if ended.is_set():
                    return
                if line.startswith("event: "):
                    kind = line[7:]
                elif line.startswith("data: ") and kind == "call.offered":
                    arrived, context = time.perf_counter(), json.loads(line[6:])["context"]
                    heard.put((arrived, context["ref"], len(context["candidates"]) or int(context["patient"] is not None)))

    reader = threading.Thread(target=read, name="stream")
    reader.start()
    opened.wait(30)
    try:
        yield heard
    finally:
        ended.set()  # it ends with the next heartbeat
        reader.join(30)


def measure_pops(server: Served, desk: httpx.Client, patients: int, count: int) -> list[float]:
    """Milliseconds from the PBX's first question to the context at the desk; every caller is one of the patients."""
    draw = random.Random(3)  # noqa: S311
    pbx = httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {server.pbx_token}"}, trust_env=False, timeout=60)
    times = []
    with pbx, offers_of(desk) as heard:
        for _ in range(WARM_UP + count):
            number, ref = number_of(household_of(draw.randrange(patients))), f"bench-{uuid.uuid4().hex}"
            began = time.perf_counter()
            answer = pbx.post("/pbx/v1/calls/identify", data={"ref": ref, "number": number, "dialled": "4000"})
            assert answer.text.startswith("main,"), answer.text
            pbx.post("/pbx/v1/calls/offer", data={"ref": ref, "number": number, "queue": "main", "agent": str(FIRST_EXTENSION)})
            arrived, heard_ref, shown = heard.get(timeout=30)
            assert (heard_ref, shown > 0) == (ref, True)
            times.append((arrived - began) * 1000)
    return times[WARM_UP:]


def measure_pages(desk: httpx.Client, count: int) -> list[float]:
    """Milliseconds per page of 50, one behind the other, and then far back in time."""
    times, after = [], ""
    for _ in range(count):
        began = time.perf_counter()
        answer = desk.get("/v1/calls", params={"limit": 50, **({"after": after} if after else {})}).raise_for_status().json()
        times.append((time.perf_counter() - began) * 1000)
        assert answer["calls"], "the history ended"
        after = answer["next"]
    for year in ("2024-06-01", "2025-02-01", "2025-12-31"):
        began = time.perf_counter()
        desk.get("/v1/calls", params={"limit": 50, "before": f"{year}T00:00:00Z"}).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return times


def measure(directory: Path, kind: str, agents: int, patients: int, calls: int) -> bool:
    with served(directory / kind, kind) as server:
        filled = directory / kind / "filled"
        if not filled.exists():
            print(f"{kind}: {patients:,} patients and {calls:,} calls are made", flush=True)
            began = time.monotonic()
            server.run("made-up-data", "--agents", str(agents), "--patients", str(patients), "--calls", str(calls))
            filled.write_text(f"{time.monotonic() - began:.0f} s")
        print(f"{kind}: {patients:,} patients, {calls:,} calls (made in {filled.read_text()})", flush=True)
        server.start()
        with contextlib.closing(sign_in(server, AGENT.format(1))) as desk:
            pops, pages = measure_pops(server, desk, patients, 200), measure_pages(desk, 50)
        server.stop()
    held = verdict("screen pop, 95th percentile", percentile(pops, 0.95), POP_LIMIT_MS, "ms")
    print(f"  (median {percentile(pops, 0.5):.1f} ms)")
    held &= verdict("page of 50 calls, 95th percentile", percentile(pages, 0.95), PAGE_LIMIT_MS, "ms")
    print(f"  (median {percentile(pages, 0.5):.1f} ms)")
    return held


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.size", description="Screen pop and history in a full centre.")
    parser.add_argument("--database", choices=DATABASES, action="append", default=[])
    parser.add_argument("--agents", type=int, default=500)
    parser.add_argument("--patients", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=5_000_000)
    parser.add_argument("--directory", type=Path, help="kept and used again; must be reachable by the user postgres")
    options = parser.parse_args()
    with contextlib.ExitStack() as made:
        fresh = tempfile.TemporaryDirectory(prefix="careline-size-", dir="/var/tmp") if options.directory is None else None
        directory = options.directory or Path(made.enter_context(fresh))  # type: ignore[arg-type]
        directory.chmod(0o711) if fresh is not None else None
        held = [measure(directory, kind, options.agents, options.patients, options.calls) for kind in options.database or DATABASES]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
