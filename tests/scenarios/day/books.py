"""At the end of the day: the server's history against what was dialled, and against Asterisk's queue log and CDR."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.scenarios.day.centre import AGENTS, QUEUE, Json

_ENDS = {"answered": "CONNECT", "abandoned": "ABANDON"}


@dataclass(frozen=True, slots=True)
class Dialled:
    """A call that a telephone made: from where, and the end it was given."""

    number: str
    end: str


def accounted_once(records: list[Json], day: list[Dialled]) -> int:
    """How many of the calls stand exactly once, with the end they were given, and over. Calls of nobody make it -1."""
    inbound = [record for record in records if record["direction"] == "inbound"]
    told = Counter((record["number_masked"][-4:], record["outcome"]) for record in inbound if record["ended_at"])
    print(f"    the history: {dict(told)}", flush=True)
    if len(inbound) != len(day) or len({record["ref"] for record in inbound}) != len(inbound):
        print(f"    {len(inbound)} incoming records for {len(day)} calls", flush=True)
        return -1
    return sum(1 for call in day if told[call.number[-4:], call.end] == 1)


def queue_log_matches(file: Path, records: list[Json]) -> bool:
    """Who was queued, connected and gave up, by the call's reference, each exactly once; messages outside hours were never queued."""
    rows = [line.split("|") for line in file.read_text().splitlines()]
    seen = Counter((row[1], row[4]) for row in rows if len(row) > 4 and row[2] == QUEUE)
    told = {(ref, kind): count for (ref, kind), count in seen.items() if kind in ("ENTERQUEUE", "CONNECT", "ABANDON")}
    wanted: dict[tuple[str, str], int] = {}
    for record in records:
        if record["direction"] == "inbound" and record["outcome"] in _ENDS:
            wanted |= {(record["ref"], "ENTERQUEUE"): 1, (record["ref"], _ENDS[record["outcome"]]): 1}
    return _same("queue log", wanted, told)


def cdr_matches(file: Path, records: list[Json]) -> bool:
    """The same calls, no more and no fewer, and a desk was joined in those alone that were answered."""
    names = ("uniqueid", "linkedid", "disposition", "duration", "billsec", "channel", "dstchannel", "dcontext")
    with file.open(newline="") as lines:
        rows = [dict(zip(names, row, strict=True)) for row in csv.reader(lines)]
    # A desk that says ready while the server is away dials a code of the PBX: no call with anybody.
    rows = [row for row in rows if row["dcontext"] != "agents"]
    told = {row["linkedid"]: False for row in rows}
    desks = tuple(f"PJSIP/{extension}-" for extension in AGENTS.values())
    for row in rows:
        joined = row["dstchannel"].startswith((*desks, "PJSIP/trunk")) and row["disposition"] == "ANSWERED"
        told[row["linkedid"]] = told[row["linkedid"]] or joined
    return _same("CDR", {record["ref"]: record["outcome"] == "answered" for record in records}, told)


def _same(what: str, wanted: object, told: object) -> bool:
    if wanted != told:
        print(f"    {what} says {told}\n    the history says {wanted}", flush=True)
    return wanted == told
