"""The appends that are disturbed: to a new log, an old one, a torn one, of one event and several."""

import os
import shutil

from program import append_arguments, write_batch


class Scenario:
    """An append to a log that was prepared before."""

    def __init__(self, name, old=(), new=("new-1",), torn=False, indexed=False):
        self.name, self.old, self.new = name, old, new
        self.torn, self.indexed = torn, indexed

    @property
    def is_batch(self):
        return len(self.new) > 1

    def prepare(self, check, folder):
        """Makes the log anew in a folder; returns its path."""
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        log = os.path.join(folder, "log")
        if self.is_batch:
            write_batch(os.path.join(folder, "input"), self.new)
        for event_id in self.old:
            check.program.append(log, event_id)
        if self.torn:
            with open(os.path.join(log, "events.jsonl"), "ab") as file:
                file.write(b'{"id":"torn","type":"pled')
        if self.indexed:
            check.program.run("index", f"--log={log}")
        return log

    def arguments(self, folder):
        log = os.path.join(folder, "log")
        if self.is_batch:
            return ["append", f"--log={log}", f"--input={os.path.join(folder, 'input')}"]
        return append_arguments(log, self.new[0])


OLD = ("old-1", "old-2")
BATCH = ("new-1", "new-2", "new-3")
SCENARIOS = [
    Scenario("new log"),
    Scenario("old log", OLD),
    Scenario("batch", OLD, BATCH),
    Scenario("batch to a new log", (), BATCH),
    Scenario("torn tail", OLD, torn=True),
    Scenario("batch after a torn tail", OLD, BATCH, torn=True),
    Scenario("indexed log", OLD, indexed=True),
]
