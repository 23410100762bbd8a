"""A limit on the size of files that is met in the midst of an append (RLIMIT_FSIZE)."""

import os
import resource
import shutil
import signal

from journals import Journals, holds
from program import write_batch

OLD = ["old-1", "old-2"]
# Bytes between limits; each limit is a run of its own.
STEP = 24
LONGEST_BATCH_BYTES = 1200


def run(check):
    log = check.path("log")
    for event_id in OLD:
        check.program.append(log, event_id)
    size = os.path.getsize(os.path.join(log, "events.jsonl"))
    batch = ["new-1", "new-2", "new-3"]
    write_batch(check.path("batch"), batch)
    # Below the size of the note, and around all ends of the events.
    limits = [0, 1, 40, *range(size - STEP, size + LONGEST_BATCH_BYTES, STEP)]
    for limit in [*limits, *line_ends(check, log, size)]:
        for disposition in signal.SIG_DFL, signal.SIG_IGN:
            run_limited(check, log, ["new-1"], limit, disposition)
            run_limited(check, log, batch, limit, disposition)


def line_ends(check, log, size):
    """The limits at which one event just fits, and by one byte does not."""
    shutil.copytree(log, check.path("tried"))
    check.program.append(check.path("tried"), "new-1")
    end = os.path.getsize(check.path("tried", "events.jsonl"))
    return size + 1, end - 1, end, end + 1


def run_limited(check, old, ids, limit, disposition):
    """One append that may write to files up to a size, with the signal as usual or ignored."""
    log = check.path("limited")
    shutil.rmtree(log, ignore_errors=True)
    shutil.copytree(old, log)

    def limited():
        signal.signal(signal.SIGXFSZ, disposition)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    if len(ids) == 1:
        answer = check.program.append(log, ids[0], preexec_fn=limited)
    else:
        answer = check.program.append_batch(log, check.path("batch"), preexec_fn=limited)
    place = f"{len(ids)} events, at most {limit} bytes, {disposition.name}: {answer.shown}"
    check.count("appends acknowledged" if answer.acknowledges else "appends refused")
    check.expect(answer.acknowledges == (answer.status == 0), f"{place}: status and words differ")
    if not answer.acknowledges:
        check.expect(
            answer.status == 4 and answer.helps and "File too large" in answer.errors,
            f"{place}: the message does not help")
    check.expect(
        not answer.says_nothing_recorded or not any(holds(log, f'"{one}"') for one in ids),
        f"{place}: yet something is there")
    judge_log(check, log, ids, answer, place)


def judge_log(check, log, ids, answer, place):
    """The next append works, and the log holds what was acknowledged, each event once."""
    recorded = check.program.recorded(log)
    if not check.expect(recorded is not None, f"{place}: the log cannot be read afterwards"):
        return
    found = {recorded[event_id] for event_id in ids}
    check.expect(found == {1 if answer.acknowledges else 0}, f"{place}: {found} in the log")
    again = check.program.append(log, "next-1")
    check.expect(again.status == 0, f"{place}: the next append: {again.shown}")
    expected = [*OLD, "next-1", *(ids if answer.acknowledges else ())]
    check.expect_recorded(Journals(log), expected, place)
