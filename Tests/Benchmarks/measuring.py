"""Runs commands turn by turn, takes their time and memory, and compares their answers."""

import json
import os
import statistics
import subprocess
import sys
import time

# A process reports as its peak memory at least that of the one that started it, so a very small
# Python stands between, and takes the time too: some 10 MB are the least that is ever shown.
STARTER = """
import os, sys, time
before = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - before
os.write(1, b"\\n%d %d %d" % (seconds * 1e9, usage.ru_maxrss, os.waitstatus_to_exitcode(status)))
"""


class Measurement:
    """The times of one way to an answer, and the most memory that it took."""

    def __init__(self, name):
        self.name, self.seconds, self.megabytes = name, [], None

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def least(self):
        return min(self.seconds)

    def add(self, seconds, megabytes=None):
        self.seconds.append(seconds)
        if megabytes is not None:
            self.megabytes = max(self.megabytes or 0, megabytes)


class Contestant:
    """One way to an answer: its name, its command, and how its output becomes rows.

    `read` is given the output; where it returns None, there is nothing to compare. `before` is
    called ahead of every run and not timed.
    """

    def __init__(
        self, name, command, read=json.loads, environment=None, input_path=os.devnull, before=None
    ):
        self.name, self.command, self.read = name, command, read
        self.environment, self.input_path, self.before = environment or {}, input_path, before
        self.process = Measurement(name)

    @property
    def measurements(self):
        return [self.process]

    @property
    def median(self):
        return self.process.median

    def run(self):
        """Runs the command once; returns its rows."""
        if self.before:
            self.before()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("WAYBILL_")}
        with open(self.input_path, "rb") as file:
            output = subprocess.run(
                [sys.executable, "-I", "-S", "-c", STARTER, *self.command], stdin=file,
                stdout=subprocess.PIPE, env={**kept, **self.environment}, check=True).stdout
        output, _, report = output.rpartition(b"\n")
        nanoseconds, kilobytes, status = map(int, report.split())
        if status != 0:
            sys.exit(f"{self.name} ended with status {status}: {' '.join(self.command)[:300]}")
        return self.record(output, nanoseconds / 1e9, kilobytes / 1000)

    def record(self, output, seconds, megabytes):
        """Keeps what was measured; returns the rows."""
        self.process.add(seconds, megabytes)
        return self.read(output)


def take_turns(contestants, runs, asked):
    """Runs A B C, A B C, ..., and ends the script where two of them answer otherwise."""
    answer = None
    for _ in range(runs):
        for contestant in contestants:
            rows = contestant.run()
            if rows is None:
                continue
            rows = sorted(tuple(row) for row in rows)
            if not rows:
                sys.exit(f"{asked}: {contestant.name} has no rows, so nothing would be compared")
            if answer is None:
                answer, first = rows, contestant.name
            elif rows != answer:
                sys.exit(difference(asked, first, answer, contestant.name, rows))
    agree = f": all agree, rows: {len(answer)}" if answer and len(contestants) > 1 else ""
    print(f"{time.strftime('%H:%M:%S')} {asked}{agree}", flush=True)


def difference(asked, first, answer, second, rows):
    """Some of the rows that only one of two has."""
    lines = [f"{asked}: {second} answers otherwise than {first}"]
    for name, ours, theirs in (first, answer, rows), (second, rows, answer):
        alone = sorted(set(ours) - set(theirs))
        lines.append(f"only {name}: {len(alone)} rows, of {len(ours)}")
        lines += [f"  {row}" for row in alone[:5]]
    return "\n".join(lines)
