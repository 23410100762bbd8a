"""A file system in memory that fills up: nothing acknowledged is lost, and readers go on."""

import os
import shutil

from checking import mounted
from journals import Journals, holds
from program import write_batch

SIZE = "64k"
MAXIMUM_APPENDS = 1000
BATCH_SIZES = (1, 5, 12)


def run(check):
    for ballast in 8192, 20480:
        for batch_size in BATCH_SIZES:
            with mounted(check.path("disk"), "-t", "tmpfs", "-o", f"size={SIZE}", "none") as disk:
                FullDisk(check, disk, batch_size, ballast).run()
    with mounted(check.path("disk"), "-t", "tmpfs", "-o", f"size={SIZE},nr_inodes=4", "none") as disk:
        no_more_files(check, disk)


class FullDisk:
    """One disk that is filled by appends of so many events each."""

    def __init__(self, check, disk, batch_size, ballast):
        self.check, self.program, self.batch_size = check, check.program, batch_size
        self.log = os.path.join(disk, "log")
        self.ballast = os.path.join(disk, "ballast")
        with open(self.ballast, "wb") as file:
            file.write(bytes(ballast))
        self.acknowledged = []
        self.place = f"{batch_size} at once beside {ballast} bytes"

    def run(self):
        self.fill(self.batch_size)
        # What is too little for several events may do for one.
        self.fill(1)
        self.look()
        self.ask_readers()
        self.tear()
        os.remove(self.ballast)
        for size in 1, self.batch_size:
            answer = self.append([f"after-{size}-{number}" for number in range(size)])
            self.check.expect(
                answer.status == 0, f"{self.place}: with room again: {answer.shown}")
        self.look()
        self.check.count("disks filled")

    def append(self, ids):
        """Appends events, one by its options and several from a file outside of the disk."""
        if len(ids) == 1:
            answer = self.program.append(self.log, ids[0])
        else:
            path = write_batch(self.check.path("batch"), ids)
            answer = self.program.append_batch(self.log, path)
        if answer.status == 0:
            self.acknowledged += ids
            self.check.count("events acknowledged", len(ids))
        return answer

    def fill(self, size):
        """Appends until it fails, and looks at how it fails."""
        for step in range(MAXIMUM_APPENDS):
            ids = [f"fill-{size}-{step}-{number}" for number in range(size)]
            answer = self.append(ids)
            if answer.status != 0:
                break
        expect_told(self.check, answer, f"{self.place}: append")
        if self.check.expect(
                answer.says_nothing_recorded, f"{self.place}: what became of it? {answer.shown}"):
            for event_id in ids:
                self.check.expect(
                    not holds(self.log, f'"{event_id}"'), f"{self.place}: {event_id} is there")

    def tear(self):
        """There is no room to save a torn tail: it stays, and no part of a copy does."""
        journal = os.path.join(self.log, "events.jsonl")
        size = os.path.getsize(journal)
        shutil.copy(journal, self.check.path("before"))
        # The journal's last block has no room, so that the tail takes the place of a line.
        os.truncate(journal, size - 10)
        expect_told(self.check, self.append(["torn"]), f"{self.place}: with a torn tail")
        left = [name for name in os.listdir(self.log) if ".torn-" in name]
        self.check.expect(not left, f"{self.place}: {left} stay")
        with open(journal, "r+b") as file, open(self.check.path("before"), "rb") as before:
            before.seek(size - 10)
            file.seek(size - 10)
            file.write(before.read())

    def look(self):
        """All that was acknowledged is there, and the log is in order."""
        self.check.expect_recorded(Journals(self.log), self.acknowledged, self.place)

    def ask_readers(self):
        """Readers answer on the full disk; what writes says why it cannot."""
        shipment = self.acknowledged[0]
        for asked in ["replay"], ["pending"], ["log"], ["show", shipment], ["check"]:
            answer = self.program.run(*asked, f"--log={self.log}")
            self.check.expect(answer.status == 0, f"{self.place}: {asked[0]}: {answer.shown}")
            self.check.count("readers asked")
        salvaged = os.path.join(self.log, "events.jsonl.salvaged")
        for asked in ["index", f"--log={self.log}"], ["salvage", salvaged[:-len(".salvaged")]]:
            answer = self.program.run(*asked)
            expect_told(self.check, answer, f"{self.place}: {asked[0]}")
        self.check.expect(not os.path.exists(salvaged), f"{self.place}: half a salvaged file stays")
        answer = self.program.run("replay", f"--log={self.log}")
        self.check.expect(answer.status == 0, f"{self.place}: after index: {answer.shown}")


def expect_told(check, answer, place):
    """The error names the full disk and what to do."""
    check.expect(
        answer.status == 4 and answer.helps and "No space left on device" in answer.errors,
        f"{place}: {answer.shown}")


def no_more_files(check, disk):
    """There is room for bytes, but not for another file: the note of a batch cannot be made."""
    log = os.path.join(disk, "log")
    first = check.program.append(log, "first")
    check.expect(first.status == 0, f"without files: {first.shown}")
    with open(os.path.join(disk, "last"), "wb"):
        pass
    path = write_batch(check.path("batch"), ["several-1", "several-2"])
    expect_told(check, check.program.append_batch(log, path), "without files: a batch")
    expect_told(check, check.program.append(log, "other", "--journal=other"), "without files: new")
    answer = check.program.append(log, "second")
    check.expect(answer.status == 0, f"without files: a single event: {answer.shown}")
    os.remove(os.path.join(disk, "last"))
    answer = check.program.append_batch(log, path)
    check.expect(answer.status == 0, f"with files again: {answer.shown}")
    check.expect_recorded(
        Journals(log), ["first", "second", "several-1", "several-2"], "without files")
    check.count("disks without another file")
