"""Writers that are killed at random moments and started again, with readers beside them."""

import json
import os
import random
import re
import threading
import time

from journals import Journals
from program import append_arguments, write_batch

EVENTS_PER_WRITER = 1000
LARGEST_BATCH = 40
# Half of the appends are batches; of the runs, this part is to be killed.
BATCH_PART, KILLED_PART = 0.4, 0.4
# Four write the same journal, two share another, two have one each.
JOURNALS = ["events"] * 4 + ["east"] * 2 + ["west", "south"]
READERS = 3


def run(check):
    log = check.path("log")
    first = check.program.append(log, "first")
    check.expect(first.status == 0, f"first: {first.shown}")
    ledger = Ledger(check, log)
    threads = [Writer(ledger, number, journal) for number, journal in enumerate(JOURNALS)]
    readers = [Reader(ledger, number) for number in range(READERS)]
    for thread in threads + readers:
        thread.start()
    for thread in threads:
        thread.join()
    ledger.is_over.set()
    for thread in readers:
        thread.join()
    judge(check, ledger)


def judge(check, ledger):
    """All that was acknowledged is there once, and a batch is there as a whole or not at all."""
    for journal in sorted(set(JOURNALS)):
        # The next append to a journal mends what the last kill left.
        answer = check.program.append(ledger.log, f"last-{journal}", f"--journal={journal}")
        check.expect(answer.status == 0, f"the last append to {journal}: {answer.shown}")
    checked = check.program.run("check", f"--log={ledger.log}")
    check.expect(checked.status == 0, f"check: {checked.shown}")
    journals = Journals(ledger.log)
    check.expect_recorded(journals, ledger.acknowledged, "afterwards")
    for ids in ledger.begun:
        found = {journals.counts[event_id] for event_id in ids}
        check.expect(found in ({0}, {1}), f"of {ids[0]}..{ids[-1]} stand {found} in the log")
    check.count("torn tails saved", sum(".torn-" in name for name in os.listdir(ledger.log)))
    check.expect(check.figures["kills"] > 0, "nobody was killed")
    check.expect(check.figures["readings"] > 0, "nobody read")


class Ledger:
    """What the writers have begun and what was acknowledged to them, for all to see."""

    def __init__(self, check, log):
        self.check, self.log = check, log
        self.lock = threading.Lock()
        self.acknowledged, self.begun = ["first"], []
        self.is_over = threading.Event()

    def begin(self, ids):
        with self.lock:
            self.begun.append(ids)

    def take(self, ids, answer):
        """Notes how a run ended; returns whether its events were acknowledged."""
        with self.lock:
            self.check.count("runs")
            if answer.acknowledges:
                self.acknowledged += ids
                self.check.count("events acknowledged", len(ids))
            if answer.status == -9:
                self.check.count("kills")
            else:
                self.check.expect(
                    answer.status == 0 and answer.acknowledges,
                    f"append of {ids[0]}: {answer.shown}")
            return answer.acknowledges


class Worker(threading.Thread):
    """A thread with chances of its own."""

    def __init__(self, ledger, name):
        super().__init__(name=name)
        self.ledger, self.program, self.log = ledger, ledger.check.program, ledger.log
        self.random = random.Random(f"{ledger.check.random.random()} {name}")


class Writer(Worker):
    """Appends one event or a small batch after another; some runs are killed on their way."""

    def __init__(self, ledger, number, journal):
        super().__init__(ledger, f"writer-{number}")
        self.journal, self.seconds, self.step = f"--journal={journal}", 0.02, 0

    def run(self):
        count = 0
        while count < EVENTS_PER_WRITER:
            is_batch = self.random.random() < BATCH_PART
            size = self.random.randint(2, LARGEST_BATCH) if is_batch else 1
            self.step += 1
            ids = [f"{self.name}-{self.step}-{event}" for event in range(size)]
            self.ledger.begin(ids)
            # Who was killed does not know; a part of them tries again with the same ids.
            while not self.append(ids) and self.random.random() < 0.5:
                pass
            count += size

    def append(self, ids):
        """One run, which may be killed; returns whether it acknowledged the events."""
        if len(ids) == 1:
            arguments = append_arguments(self.log, ids[0])
        else:
            path = write_batch(self.ledger.check.path(self.name), ids)
            arguments = ["append", f"--log={self.log}", f"--input={path}"]
        is_killed = self.random.random() < KILLED_PART
        # At the start there is only reading to be disturbed.
        delay = self.random.triangular(0, 1.3 * self.seconds, self.seconds) if is_killed else None
        started = time.monotonic()
        answer = self.program.run(*arguments, self.journal, kill_after=delay)
        if not is_killed:
            # The usual time of a run, the waiting for others included.
            self.seconds += (time.monotonic() - started - self.seconds) / 4
        return self.ledger.take(ids, answer)


class Reader(Worker):
    """Asks for reports all the time; each has to answer, with all that was acknowledged before."""

    def __init__(self, ledger, number):
        super().__init__(ledger, f"reader-{number}")

    def run(self):
        while not self.ledger.is_over.is_set():
            self.read(self.random.choice([
                ["replay", "--format=json"], ["replay", "--format=json", "--no-index"],
                ["pending"], ["show", "first"], ["check"], ["log", "--shipment=first"], ["index"]]))

    def read(self, arguments):
        with self.ledger.lock:
            least = len(self.ledger.acknowledged)
        answer = self.program.run(*arguments, f"--log={self.log}")
        with self.ledger.lock:
            most = 1 + sum(map(len, self.ledger.begun))
            self.ledger.check.count("readings")
        expect, told = self.ledger.check.expect, f"{' '.join(arguments)}: {answer.shown}"
        if arguments == ["index"] and "a journal has a torn tail" in answer.errors:
            return
        expect(answer.status == 0 or arguments == ["check"] and answer.finds_order, told)
        expect(not re.search("damage|error:", answer.errors), told)
        if arguments[0] == "replay" and answer.status == 0:
            events = json.loads(answer.output)["events"]
            expect(least <= events <= most, f"{told}: {events} events, not {least} to {most}")
