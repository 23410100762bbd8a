"""Standard output that takes nothing: a full device, and a pipe that nobody reads."""

import os

from journals import Journals
from program import append_arguments, write_batch

READERS = [["replay"], ["pending"], ["log", "--all", "--format=json"], ["show", "first"], ["check"],
           ["replay", "--format=csv"], ["help"], ["help", "append"], ["completions", "bash"],
           ["--version"]]


def run(check):
    log = check.path("log")
    check.program.append(log, "first")
    write_batch(check.path("large"), [f"large-{number}" for number in range(2000)])
    check.program.append_batch(log, check.path("large"))
    for arguments in READERS:
        is_about_log = arguments[0] in ("replay", "pending", "log", "show", "check")
        arguments = [*arguments, f"--log={log}"] if is_about_log else arguments
        expect_complaint(check, arguments)
        expect_silence(check, arguments)
        with open("/dev/full", "wb") as full:
            answer = check.program.run(*arguments, stdout=full, stderr=full)
        check.expect(answer.status == 4, f"{' '.join(arguments)} >& /dev/full: {answer.shown}")
    for number, try_out in enumerate((expect_complaint, expect_silence)):
        recording(check, log, number, try_out)
    derived(check, log)


def expect_complaint(check, arguments, *words):
    """A full device is named, and the status is that of a system that says no."""
    with open("/dev/full", "wb") as full:
        answer = check.program.run(*arguments, stdout=full)
    expected = ["error: standard output: No space left on device", *words]
    check.expect(
        answer.status == 4 and all(word in answer.errors for word in expected),
        f"{' '.join(arguments)} > /dev/full: {answer.shown}; expected {expected}")
    check.count("full outputs")


def expect_silence(check, arguments, *_):
    """A reader that has enough is no reason to complain."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = check.program.run(*arguments, stdout=writing)
    finally:
        os.close(writing)
    check.expect(
        answer.status == 0 and "error" not in answer.errors,
        f"{' '.join(arguments)} | head -c 0: {answer.shown}")
    check.count("closed pipes")


def recording(check, log, number, try_out):
    """What records says that it has, where only its words got lost, and has it once."""
    ids = [f"{number}-{word}" for word in ("one", "corrected", "voided")]
    batch = [f"{number}-batch-{event}" for event in range(3)]
    write_batch(check.path("batch"), batch)
    recorded = ["recorded"] if try_out is expect_complaint else []
    try_out(check, append_arguments(log, ids[0]), *recorded)
    try_out(check, ["append", f"--log={log}", f"--input={check.path('batch')}"], *recorded)
    try_out(check, ["correct", ids[0], "--note=late", f"--id={ids[1]}", f"--log={log}"], *recorded)
    try_out(check, ["void", ids[1], "--reason=wrong", f"--id={ids[2]}", f"--log={log}"], *recorded)
    check.expect_recorded(Journals(log), ["first", *ids, *batch], try_out.__name__)


def derived(check, log):
    """The index and the salvaged file are made, though it cannot be said."""
    salvaged = check.path("salvaged")
    for try_out in expect_complaint, expect_silence:
        try_out(check, ["index", f"--log={log}"])
    expect_silence(check, ["salvage", os.path.join(log, "events.jsonl"), f"--output={salvaged}"])
    check.expect(os.path.getsize(salvaged) > 0, "nothing was salvaged")
