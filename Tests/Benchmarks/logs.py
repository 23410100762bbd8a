"""Made logs, and what to pick out of them."""

import json
import mmap
import os
import shutil
import subprocess
from datetime import date


class Log:
    """A folder with one journal."""

    def __init__(self, folder, events, mix):
        self.folder, self.events, self.mix = folder, events, mix
        self.journal = os.path.join(folder, "events.jsonl")
        self.index = os.path.join(folder, ".waybill")

    @property
    def size(self):
        return os.path.getsize(self.journal)

    @property
    def index_size(self):
        return sum(
            os.path.getsize(os.path.join(folder, name))
            for folder, _, names in os.walk(self.index) for name in names)

    def remove_index(self):
        shutil.rmtree(self.index, ignore_errors=True)

    def remove(self):
        shutil.rmtree(self.folder)

    def event(self, share):
        """The event that stands at such a share of the journal's bytes, 0 to 1."""
        with open(self.journal, "rb") as file:
            start = int(self.size * share)
            if start > 0:
                file.seek(max(0, start - 100_000))
                before = file.read(min(start, 100_000))
                file.seek(start - len(before) + before.rfind(b"\n", 0, -1) + 1)
            return json.loads(file.readline())

    def days(self):
        """Days at a quarter, a half and three quarters of the time that the log tells of."""
        first, last = (date.fromisoformat(self.event(share)["occurredOn"]) for share in (0, 1))
        return sorted({str(first + (last - first) * quarter // 4) for quarter in (1, 2, 3)})

    def ids_of(self, shipment):
        """The ids of a shipment's events, found by looking at every byte; for the plain mix."""
        needle = f'"shipment":{json.dumps(shipment)}'.encode()
        found = []
        with open(self.journal, "rb") as file:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as bytes_:
                place = bytes_.find(needle)
                while place >= 0:
                    start = bytes_.rfind(b"\n", 0, place) + 1
                    file.seek(start)
                    found.append(json.loads(file.readline())["id"])
                    place = bytes_.find(needle, place + 1)
        return found


class LogMaker:
    """Makes logs in a folder, with `benchmark-log`."""

    def __init__(self, maker, folder):
        self.maker, self.folder = os.path.abspath(maker), folder

    def make(self, events, mix="plain", name="log"):
        """A log on the disk and in the page cache, nothing of it left to be written."""
        folder = os.path.join(self.folder, f"{name}-{events}-{mix}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        log = Log(folder, events, mix)
        subprocess.run(
            [self.maker, f"--events={events}", "--seed=1", f"--mix={mix}", log.journal], check=True)
        os.sync()
        return log
