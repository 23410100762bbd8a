"""What a check is given and what it finds: its figures, and the promises that were broken."""

import collections
import contextlib
import os
import random
import subprocess


class CannotRun(Exception):
    """This machine does not permit what the check needs; that is a failure, and says why."""


class Check:
    """One check at work: the program, a folder of its own, chances by a seed, and what was found."""

    def __init__(self, name, program, folder, seed):
        self.name, self.program, self.folder = name, program, folder
        self.random = random.Random(f"{seed} {name}")
        self.figures = collections.Counter()
        self.broken = []

    def expect(self, holds, promise):
        """Notes a promise that does not hold; returns whether it does."""
        if not holds:
            self.broken.append(promise)
        return holds

    def count(self, what, number=1):
        """Adds to one of the figures that are printed at the end."""
        self.figures[what] += number

    def path(self, *names):
        """A path in the check's own folder."""
        return os.path.join(self.folder, *names)

    def expect_recorded(self, journals, expected, place):
        """Every acknowledged id stands in the log exactly once, and every line is whole."""
        for name, offset in journals.broken:
            self.expect(False, f"{place}: bytes of {name} at {offset} are no whole line")
        for event_id in expected:
            found = journals.counts[event_id]
            self.expect(found == 1, f"{place}: {event_id} stands {found} times in the log")


def mount(point, *arguments):
    """Mounts something at a folder, or mounts it anew with other options."""
    command = ["mount", *arguments, point]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise CannotRun(f"{error}; on Debian: apt-get install mount") from error
    if done.returncode != 0:
        raise CannotRun(f"not permitted here: {' '.join(command)}: {done.stderr.strip()}")


@contextlib.contextmanager
def mounted(point, *arguments):
    """Mounts something at a new folder, and takes it away again whatever happens."""
    os.makedirs(point, exist_ok=True)
    mount(point, *arguments)
    try:
        yield point
    finally:
        if subprocess.run(["umount", point], capture_output=True, check=False).returncode != 0:
            subprocess.run(["umount", "--lazy", point], check=True)


def needs(tool, package):
    """Ends the check where a tool is not installed."""
    if not any(os.access(os.path.join(folder, tool), os.X_OK)
               for folder in [*os.get_exec_path(), "/sbin", "/usr/sbin"]):
        raise CannotRun(f"{tool} is not installed; on Debian: apt-get install {package}")
