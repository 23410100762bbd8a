"""The built `waybill`, asked for pages and for the JSON that they are compared with."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

WAYBILL = os.environ["WAYBILL"]
MAKER = os.environ["MAKER"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `waybill` to its end."""
    return subprocess.run([WAYBILL, *arguments], capture_output=True, text=True, timeout=120, check=False)


def ask(log: Path | str, report: str, *options: str) -> Any:
    """The JSON of a report, with exact numbers."""
    done = run(report, f"--log={log}", "--no-index", "--format=json", *options)
    if done.returncode != 0:
        raise AssertionError(f"waybill {report} {' '.join(options)}: {done.stderr}")
    return json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)


def write_page(log: Path | str, page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Writes a page; the caller looks at how it ended."""
    return run("report", f"--log={log}", f"--output={page}", "--no-index", *options)


def page_of(log: Path | str, page: Path, *options: str) -> Path:
    """A page that has to come out."""
    done = write_page(log, page, *options)
    if done.returncode != 0:
        raise AssertionError(f"waybill report {' '.join(options)}: {done.stderr}")
    return page


def append(log: Path | str, *arguments: str) -> None:
    """Records an event."""
    done = run("append", *arguments, f"--log={log}", "--new-name")
    if done.returncode != 0:
        raise AssertionError(f"waybill append {' '.join(arguments)}: {done.stderr}")


def make_log(folder: Path, events: int, *options: str) -> Path:
    """A made log of so many events."""
    folder.mkdir()
    subprocess.run([MAKER, f"--events={events}", *options, str(folder / "events.jsonl")], check=True,
                   stdout=subprocess.DEVNULL)
    return folder


def times_in_turns(turns: int, *commands: tuple[str, ...]) -> list[float]:
    """The median time of each command in seconds, run turn by turn: a machine that others use is as slow for one as
    for the other."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(turns):
        for command, taken in zip(commands, times):
            start = time.monotonic()
            done = run(*command)
            if done.returncode != 0:
                raise AssertionError(done.stderr)
            taken.append(time.monotonic() - start)
    return [statistics.median(taken) for taken in times]
