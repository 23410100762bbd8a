"""Cuts the power of an ext4 file system while writers append, and looks at what is there afterwards."""

import fcntl
import os
import struct
import subprocess
import threading

from checking import CannotRun, mounted, needs
from journals import Journals
from program import write_batch

CUTS = 20
# EXT4_IOC_SHUTDOWN of the kernel's fs/ext4/ext4.h, and how it treats what is in memory.
SHUTDOWN = 0x8004587D
KINDS = {"all brought to the disk": 0, "log brought to the disk": 1, "nothing brought": 2}
KIND_WEIGHTS = (1, 2, 3)
# With `writeback` and without delayed allocation, a file's size may be on the disk before its bytes.
MOUNTS = ["data=ordered", "data=ordered,commit=1", "data=writeback,nodelalloc,commit=1"]
WRITERS = [("events", 1), ("events", 1), ("events", 3), ("east", 1), ("east", 25), ("west", 400)]
# All writers but the first rest before they bring bytes to the disk, so that cuts fall there, too.
RESTING = ["strace", "-f", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=fdatasync",
           "-e", "inject=fdatasync:delay_enter=20000"]
IMAGE_BYTES = 48 << 20


def run(check):
    needs("mkfs.ext4", "e2fsprogs")
    needs("strace", "strace")
    plant_tail(check)
    image = check.path("image")
    with open(image, "wb") as file:
        file.truncate(IMAGE_BYTES)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    acknowledged = []
    for number in range(CUTS):
        Cut(check, image, number).run(acknowledged)
    check.count("events acknowledged", sum(len(ids) for _, ids in acknowledged))
    check.expect(check.figures["appends cut off"] > 0, "no append was under way at any cut")


class Cut:
    """One mount, writers at work, and the cut."""

    def __init__(self, check, image, number):
        self.check, self.program, self.image = check, check.program, image
        self.kind = check.random.choices(list(KINDS), KIND_WEIGHTS)[0]
        self.options = check.random.choice(MOUNTS)
        self.seconds = check.random.uniform(0.05, 0.4)
        self.number = number
        # Some logs are made anew, so that the folder itself is cut off, too.
        self.log_name = f"log-{number - number % 3}"
        self.place = f"cut {number} ({self.kind}, {self.options})"
        self.is_off, self.lock = threading.Event(), threading.Lock()

    def run(self, acknowledged):
        """Works, cuts, and looks at all logs of this image; takes up what was acknowledged."""
        point = self.check.path("disk")
        self.taken, self.tried = [], []
        with mounted(point, "-o", f"loop,{self.options}", self.image):
            self.work(os.path.join(point, self.log_name))
        acknowledged += [(self.log_name, ids) for ids in self.taken]
        with mounted(point, "-o", "loop", self.image):
            for log_name in sorted({name for name, _ in acknowledged}):
                expected = [one for name, ids in acknowledged if name == log_name for one in ids]
                self.look(os.path.join(point, log_name), expected)
            acknowledged += [(self.log_name, [f"after-{self.number}-{journal}"])
                             for journal in ("events", "east", "west")
                             if self.mend(os.path.join(point, self.log_name), journal)]
        self.check.count(f"cuts with {self.kind}")

    def work(self, log):
        """Lets the writers append until the power is cut."""
        writers = [
            threading.Thread(target=self.write, args=(log, number, *writer))
            for number, writer in enumerate(WRITERS)]
        writers.append(threading.Thread(target=self.disturb, args=(os.path.dirname(log),)))
        for writer in writers:
            writer.start()
        self.is_off.wait(self.seconds)
        cut_power(os.path.dirname(log), KINDS[self.kind])
        self.is_off.set()
        for writer in writers:
            writer.join()

    def disturb(self, folder):
        """Brings another file to the disk all the time, and with it sizes of files without bytes."""
        with open(os.path.join(folder, "other"), "wb", buffering=0) as file:
            while not self.is_off.is_set():
                try:
                    file.write(b"other")
                    os.fsync(file.fileno())
                except OSError:
                    return

    def write(self, log, number, journal, size):
        """Appends until the power is cut."""
        step, prefix = 0, RESTING if number else ()
        while not self.is_off.is_set():
            step += 1
            ids = [f"cut-{self.number}-{number}-{step}-{event}" for event in range(size)]
            if size == 1:
                answer = self.program.append(
                    log, ids[0], f"--journal={journal}", prefix=prefix)
            else:
                path = write_batch(self.check.path(f"batch-{number}"), ids)
                answer = self.program.append_batch(
                    log, path, f"--journal={journal}", prefix=prefix)
            with self.lock:
                self.tried.append(ids)
                if answer.acknowledges:
                    self.taken.append(ids)
                else:
                    self.check.count("appends cut off")
                    self.check.expect(
                        answer.status == 4 and answer.helps, f"{self.place}: {answer.shown}")

    def look(self, log, expected):
        """Before anything is mended: readers find all that was acknowledged, and no damage."""
        recorded = self.program.recorded(log)
        if self.check.expect(recorded is not None, f"{self.place}: the log cannot be read"):
            for event_id in expected:
                count = recorded[event_id]
                self.check.expect(count == 1, f"{self.place}: {event_id} is there {count} times")
            for ids in self.tried if log.endswith(self.log_name) else ():
                found = {recorded[event_id] for event_id in ids}
                self.check.expect(found in ({0}, {1}), f"{self.place}: {ids[0]}..: {found} there")
        checked = self.program.run("check", f"--log={log}")
        self.check.expect(checked.finds_order, f"{self.place}: check: {checked.shown}")
        told = checked.output + checked.errors
        self.check.count("torn tails found", told.count("no whole line"))
        self.check.count("unfinished batches found", told.count("never finished"))

    def mend(self, log, journal):
        """The next append works, and then every line is whole."""
        answer = self.program.append(log, f"after-{self.number}-{journal}", f"--journal={journal}")
        self.check.expect(answer.status == 0, f"{self.place}: the next append: {answer.shown}")
        if journal == "west":
            self.check.expect_recorded(
                Journals(log), [one for ids in self.taken for one in ids], self.place)
        return answer.acknowledges


def cut_power(folder, kind):
    """Lets a file system stop where it is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, SHUTDOWN, struct.pack("I", kind))
    except OSError as error:
        raise CannotRun(f"the power of an ext4 cannot be cut: {error}") from error
    finally:
        os.close(descriptor)


def plant_tail(check):
    """NUL bytes in place of a line are a torn tail; the next append saves and cuts them."""
    log = check.path("planted")
    check.program.append(log, "before")
    with open(os.path.join(log, "events.jsonl"), "ab") as file:
        file.write(bytes(250))
    told = check.program.run("replay", f"--log={log}")
    check.expect(
        told.status == 0 and "250 bytes that are no whole line" in told.errors,
        f"NUL bytes: {told.shown}")
    answer = check.program.append(log, "after")
    check.expect(answer.status == 0 and "saved here and cut" in answer.errors, answer.shown)
    saved = [name for name in os.listdir(log) if ".torn-" in name]
    sizes = [os.path.getsize(os.path.join(log, name)) for name in saved]
    check.expect(sizes == [250], f"NUL bytes: saved were {sizes} bytes")
    check.expect_recorded(Journals(log), ["before", "after"], "NUL bytes")
