#!/usr/bin/env python3
"""Asks Waybill and the tools one would use instead the same question on the same log.

    python3 Tests/Benchmarks/benchmarks.py --waybill=.build/release/waybill \
        --maker=.build/release/benchmark-log --events=1000000 [--runs=5] [--write=Docs/Benchmarks.md]

The question: what has every district received, what is outstanding, and how many lines are open, per
item and unit, at a date. DuckDB comes from PyPI and jq from Debian, both at the versions below. The
tools take turns, so that a busy machine slows all of them; every answer is compared row by row.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

DUCKDB_VERSION = "2.0.1"
AT = "2022-01-01"

LINES = """
with events as (
  select type, shipment, district, unnest(items, recursive := true) from {source}
  where occurredOn <= date '{at}'),
lines as (
  select shipment, district, item, unit,
    sum(case when type = 'pledged' then quantity else 0 end) as pledged,
    sum(case when type = 'purchased' then quantity else 0 end) as purchased,
    sum(case when type = 'delivered' then quantity else 0 end) as delivered
  from events group by all)
select district, item, unit, sum(delivered)::bigint,
  sum(greatest(0, greatest(pledged, purchased) - delivered))::bigint,
  sum(case when greatest(pledged, purchased) > delivered then 1 else 0 end)::bigint
from lines group by all
"""

DUCKDB = """
import duckdb, json, sys
path, kind, query = sys.argv[1:4]
source = (f"read_json('{path}', format='newline_delimited', columns={{id: 'VARCHAR', "
          "type: 'VARCHAR', occurredOn: 'DATE', shipment: 'VARCHAR', district: 'VARCHAR', "
          "items: 'STRUCT(item VARCHAR, unit VARCHAR, quantity BIGINT)[]'})")
if kind == 'one row an id':
    source = f'(select distinct on (id) * from {source})'
connection = duckdb.connect()
connection.execute('set threads = ' + sys.argv[4])
connection.execute('set enable_progress_bar = false')
print(json.dumps(connection.execute(query.replace('SOURCE', source)).fetchall()))
"""

JQ = """
[inputs | select(.occurredOn <= $at) | . as $e | .items[]
  | {line: [$e.shipment, $e.district, .item, .unit], type: $e.type, quantity}]
| group_by(.line)
| map({row: .[0].line[1:],
    pledged: (map(select(.type == "pledged").quantity) | add // 0),
    purchased: (map(select(.type == "purchased").quantity) | add // 0),
    delivered: (map(select(.type == "delivered").quantity) | add // 0)}
  | .left = ([0, ([.pledged, .purchased] | max) - .delivered] | max))
| group_by(.row)
| map(.[0].row + [(map(.delivered) | add), (map(.left) | add), (map(select(.left > 0)) | length)])
"""


def rows_of_waybill(output):
    """The question's rows, out of the JSON of `replay`."""
    state = json.loads(output)
    return [
        [row["district"], row["item"], row["unit"], row["delivered"], row["outstanding"],
         row["openLines"]]
        for row in state["deliveries"]
    ]


class Tool:
    """A way to the answer: what it is called, its command, and how its output becomes rows."""

    def __init__(self, name, command, rows=json.loads, limit=None, environment=None):
        self.name, self.command, self.rows, self.limit = name, command, rows, limit
        self.environment = dict(os.environ, **(environment or {}))
        self.seconds, self.memory = [], 0

    def run(self):
        """Runs the command once; returns the sorted rows."""
        before = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.PIPE, env=self.environment)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - before)
        self.memory = max(self.memory, usage.ru_maxrss)
        if status != 0:
            sys.exit(f"{self.name} ended with status {status}")
        return sorted(tuple(row) for row in self.rows(output))


def python_with_duckdb(folder):
    """A Python that has DuckDB at the pinned version."""
    python = os.path.join(folder, "venv", "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", os.path.join(folder, "venv")], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", f"duckdb=={DUCKDB_VERSION}"], check=True)
    return python


def tools(arguments, log, folder):
    """Waybill and its peers, for one log."""
    python = python_with_duckdb(folder)
    threads = str(os.cpu_count())
    waybill = [arguments.waybill, "replay", f"--log={log}", f"--at={AT}", "--format=json"]
    query = LINES.format(source="SOURCE", at=AT)
    journal = os.path.join(log, "events.jsonl")

    def duckdb(kind):
        return Tool(f"DuckDB, {kind}", [python, "-c", DUCKDB, journal, kind, query, threads])

    found = [
        Tool("Waybill", waybill, rows_of_waybill),
        Tool("Waybill, one thread", waybill, rows_of_waybill,
             environment={"WAYBILL_THREADS": "1"}),
        duckdb("ids trusted"),
        duckdb("one row an id"),
    ]
    if shutil.which("jq"):
        found.append(Tool(
            "jq", ["jq", "-nc", "--arg", "at", AT, JQ, journal], limit=100_000))
    else:
        sys.exit("jq is not installed: apt-get install jq")
    return found


def measure(arguments, events, folder):
    """The tools with their times on a log of so many events."""
    log = os.path.join(folder, f"log-{events}")
    os.makedirs(log, exist_ok=True)
    journal = os.path.join(log, "events.jsonl")
    subprocess.run([arguments.maker, f"--events={events}", "--seed=1", journal], check=True)
    found = [tool for tool in tools(arguments, log, folder)
             if tool.limit is None or events <= tool.limit]
    answer = None
    for _ in range(arguments.runs):
        for tool in found:
            rows = tool.run()
            if answer is None:
                answer = rows
            elif rows != answer:
                sys.exit(f"{tool.name} answers otherwise on {events} events")
    size = os.path.getsize(journal)
    os.remove(journal)
    print(f"{events} events, {len(answer)} rows: all agree", flush=True)
    return found, size


def table(events, found, size):
    """The figures of one log in Markdown."""
    ours = statistics.median(found[0].seconds)
    lines = [
        f"### {events:,} events, {size / 1e6:,.1f} MB", "",
        "| | median | range | times Waybill's | memory |", "|---|---|---|---|---|",
    ]
    for tool in found:
        median = statistics.median(tool.seconds)
        lines.append(
            f"| {tool.name} | {median:.3f} s | {min(tool.seconds):.3f} to {max(tool.seconds):.3f} s"
            f" | {median / ours:.2f} | {tool.memory / 1024:,.0f} MB |")
    return lines + [""]


def machine():
    """The processor and its memory."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--waybill", required=True)
    parser.add_argument("--maker", required=True)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", help="where logs go, and DuckDB; else a temporary folder")
    parser.add_argument("--write", help="the page to write")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or temporary
        page = [
            "# Benchmarks", "",
            "Written by `Tests/Benchmarks/benchmarks.py`, which says what is asked. The logs are those of",
            "`swift run -c release benchmark-log`; each is in the page cache when it is read. Whole",
            f"processes, {arguments.runs} runs, turn by turn; all tools gave the same rows.", "",
            f"- Machine: {machine()}, {platform.system()} {platform.release()}",
            "- Waybill " + subprocess.check_output(
                [arguments.waybill, "--version"], text=True).split()[-1]
            + f", DuckDB {DUCKDB_VERSION}, "
            + subprocess.check_output(["jq", "--version"], text=True).strip(), "",
        ]
        for events in arguments.events:
            page += table(events, *measure(arguments, events, folder))
    if arguments.write:
        with open(arguments.write, "w") as file:
            file.write("\n".join(page).rstrip() + "\n")
    else:
        print("\n".join(page))


if __name__ == "__main__":
    main()
