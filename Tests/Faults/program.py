"""The program under test, and what it answered."""

import collections
import datetime
import json
import os
import subprocess
import tempfile
import threading

LIMIT_SECONDS = 60


class Answer(collections.namedtuple("Answer", "status output errors")):
    """How a run ended: its exit status, or the negative number of the signal that ended it."""

    @property
    def acknowledges(self):
        """Whether it said that what was to be recorded is in the log."""
        return self.output.startswith(("recorded ", "the log has "))

    @property
    def says_nothing_recorded(self):
        return "nothing was recorded" in self.errors

    @property
    def helps(self):
        """Whether it says what went wrong, and a step that mends it."""
        return "error: " in self.errors and "\nfix: " in self.errors

    @property
    def lines(self):
        return (self.output + self.errors).splitlines()

    @property
    def complaints(self):
        return [line for line in self.lines if "error: " in line or "warning: " in line]

    @property
    def finds_order(self):
        """Whether `check` found nothing wrong but ends of journals that a crash left."""
        return self.status in (0, 1) and all(
            "warning: the journal ends with" in line for line in self.complaints)

    @property
    def shown(self):
        """The answer on one line, for a report: what it complains of, or else its end."""
        told = self.complaints[:5] or self.lines[-3:]
        return f"status {self.status}, {' | '.join(told)[:600]!r}"


class Program:
    """The executable, run in an environment without settings of the user."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith("WAYBILL_")}

    def start(self, *arguments, prefix=(), **how):
        """Starts a run; `prefix` is a command that starts the program."""
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
               "stderr": subprocess.PIPE, "env": self.environment, **how}
        return subprocess.Popen([*prefix, self.path, *arguments], **how)

    def run(self, *arguments, kill_after=None, **how):
        """Runs to the end, or until it is killed after so many seconds."""
        with self.start(*arguments, **how) as process:
            if kill_after is not None:
                threading.Timer(kill_after, process.kill).start()
            try:
                output, errors = process.communicate(timeout=LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                output, errors = process.communicate()
                errors += b"(stopped: it took too long)"
        return Answer(process.returncode, text(output), text(errors))

    def run_measured(self, *arguments, **how):
        """Runs to the end; returns the answer and the most memory that it had, in megabytes."""
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = self.start(*arguments, stdout=output, stderr=errors, **how)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            errors.seek(0)
            answer = Answer(process.returncode, text(output.read()), text(errors.read()))
        return answer, usage.ru_maxrss // 1000

    def append(self, log, event_id, *options, **how):
        """Appends one event by its options."""
        return self.run(*append_arguments(log, event_id), *options, **how)

    def append_batch(self, log, path, *options, **how):
        """Appends the events of a file."""
        return self.run("append", f"--log={log}", f"--input={path}", *options, **how)

    def recorded(self, log, *options):
        """How often each id is in the log, by the program's own word; None where it refuses."""
        answer = self.run(
            "log", f"--log={log}", "--all", "--format=json", "--no-index", *options)
        if answer.status != 0:
            return None
        return collections.Counter(event["id"] for event in json.loads(answer.output)["events"])


def text(output):
    return (output or b"").decode(errors="replace")


def append_arguments(log, event_id):
    """The arguments that append one event, of a shipment of its own."""
    return ["append", "pledged", f"--log={log}", f"--id={event_id}", f"--shipment={event_id}",
            "--donor=Korea/Busan", "--district=China/Shanghai", "--item=mask/KF94=10 piece"]


def write_batch(path, ids):
    """Writes events as JSON lines, to be appended with `--input`."""
    today = datetime.date.today().isoformat()
    with open(path, "w", encoding="utf-8") as file:
        for event_id in ids:
            file.write(json.dumps({
                "id": event_id, "type": "pledged", "occurredOn": today,
                "shipment": event_id, "donor": "Korea/Busan", "district": "China/Shanghai",
                "items": [{"item": "mask/KF94", "unit": "piece", "quantity": 10}]}) + "\n")
    return path
