"""Journals that are replaced, cut, or taken away while they are being read."""

import json
import os
import random
import shutil
import threading
import time

from program import write_batch

EVENTS, PART = 100_000, 60_000
SECONDS = 8
# About as long as a report takes.
LONGEST_REST = 0.03
READERS = [["replay", "--format=json"], ["replay", "--format=json", "--no-index"],
           ["pending", "--format=json"], ["check", "--format=json"], ["log", "--shipment=e-1"]]


def run(check):
    log = check.path("log")
    versions = Versions(check, log)
    for seconds, change in [(SECONDS, versions.replace), (SECONDS, versions.cut)]:
        is_over = threading.Event()
        changer = threading.Thread(target=repeat, args=(change, is_over, check.random.random()))
        changer.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for arguments in READERS:
                read(check, log, arguments, change.__name__)
        is_over.set()
        changer.join()
    for figure in "changes", "answers":
        check.expect(check.figures[figure] > 0, f"no {figure}, so that nothing was tried")
    same_size(check, versions)


def repeat(change, is_over, seed):
    chance = random.Random(seed)
    while not is_over.is_set():
        change(chance)


class Versions:
    """Two states of a journal of which one is the beginning of the other, and changes between them."""

    def __init__(self, check, log):
        self.check, self.journal = check, os.path.join(log, "events.jsonl")
        ids = [f"e-{number}" for number in range(EVENTS)]
        answer = check.program.append_batch(log, write_batch(check.path("input"), ids))
        check.expect(answer.status == 0, f"the large log: {answer.shown}")
        self.whole = check.path("whole")
        shutil.copy(self.journal, self.whole)
        self.part = check.path("part")
        with open(self.whole, "rb") as whole, open(self.part, "wb") as part:
            part.writelines(whole.readline() for _ in range(PART))
        self.part_bytes = os.path.getsize(self.part)

    def put(self, path):
        """Puts another file in the journal's place, all at once."""
        shutil.copy(path, self.journal + ".new")
        os.rename(self.journal + ".new", self.journal)
        self.check.count("changes")

    def replace(self, chance):
        """Another version comes in the place of the journal, or the journal goes for a moment."""
        self.put(chance.choice([self.whole, self.part]))
        time.sleep(chance.uniform(0, LONGEST_REST))
        if chance.random() < 0.3:
            os.remove(self.journal)
            self.check.count("changes")
            time.sleep(chance.uniform(0, 0.05))

    def cut(self, chance):
        """The file itself becomes shorter, at the end of a line or within one."""
        self.put(self.whole)
        time.sleep(chance.uniform(0, LONGEST_REST))
        os.truncate(self.journal, self.part_bytes - chance.choice([0, 0, 40]))
        self.check.count("changes")
        time.sleep(chance.uniform(0, LONGEST_REST))


def read(check, log, arguments, change):
    """A report is of the one or the other state, or refused with a reason; nothing in between."""
    answer = check.program.run(*arguments, f"--log={log}")
    place = f"{change}: {' '.join(arguments)}: {answer.shown[:300]}"
    if answer.status in (3, 4):
        check.count("refusals")
        check.expect(answer.helps, f"{place}: the message does not help")
        return
    check.count("answers")
    check.expect(answer.status in (0, 1) and "rror: " not in answer.errors, place)
    if arguments[0] == "replay":
        events = json.loads(answer.output)["events"]
        # Without its last line, the part is one less, and that is said; no journal, no events.
        torn = PART - 1 if "no whole line" in answer.errors else PART
        check.expect(events in (EVENTS, torn, 0), f"{place}: {events} events")


def same_size(check, versions):
    """An index says nothing of a journal in whose place another one of the same size and time came."""
    log = os.path.dirname(versions.journal)
    versions.put(versions.whole)
    times = os.stat(versions.journal)
    check.expect(check.program.run("index", f"--log={log}").status == 0, "no index was made")
    with open(versions.whole, "rb") as file:
        lines = file.read().splitlines(keepends=True)
    with open(versions.part, "wb") as file:
        # The same line twice counts once.
        file.writelines([*lines[:-1], lines[-2]])
    check.expect(len(lines[-1]) == len(lines[-2]), "the lines differ in length")
    versions.put(versions.part)
    os.utime(versions.journal, ns=(times.st_atime_ns, times.st_mtime_ns))
    answer = check.program.run("replay", "--format=json", f"--log={log}")
    events = json.loads(answer.output)["events"]
    check.expect(events == EVENTS - 1, f"the index answered for another file: {events} events")
