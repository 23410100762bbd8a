"""Lets every system call of an append fail, and kills the program at each, with strace."""

import collections
import concurrent.futures
import os
import re

from checking import needs
from journals import Journals, holds
from scenarios import SCENARIOS

# What a call may answer; `retval` is a call that lies: it was not made and says that it was.
ERRORS = {
    "openat": "EIO EACCES ENOSPC EROFS EMFILE EINTR",
    "mkdir": "EIO EACCES ENOSPC EROFS",
    "flock": "EIO ENOLCK EINTR",
    "newfstatat": "EIO EACCES",
    "fstat": "EIO",
    "getdents64": "EIO",
    "pread64": "EIO EINTR",
    "read": "EIO EINTR",
    "write": "EIO ENOSPC EDQUOT EROFS EINTR retval=50",
    "fdatasync": "EIO ENOSPC EDQUOT EINTR",
    "fsync": "EIO ENOSPC EDQUOT EINTR",
    "ftruncate": "EIO ENOSPC EROFS EINTR",
    "rename": "EIO EACCES ENOSPC EROFS",
    "renameat2": "EIO EACCES ENOSPC EROFS",
    "unlink": "EIO EACCES EROFS",
}
SYNCS = ("fdatasync", "fsync")
CHANGES = ("write", *SYNCS, "ftruncate", "rename", "unlink")
CALL = re.compile(r"^\d+\s+(\w+)\((.*)")

# One fault: the call, its words, the options of strace; whether it kills, whether the call is to be
# made again, and whether what the program says is lost with it.
Fault = collections.namedtuple(
    "Fault", "call text options kills retries mutes", defaults=(False, False, False))


def run(check):
    needs("strace", "strace")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda pair: run_part(check, *pair), enumerate(SCENARIOS)))


def run_part(check, number, scenario):
    """All faults of one scenario, one after another."""
    folder = check.path(str(number))
    for fault in faults(calls(check, scenario, folder)):
        check.count("kills" if fault.kills else "failing calls")
        run_fault(check, scenario, fault, folder)


def calls(check, scenario, folder):
    """The calls that an undisturbed append makes on the log: name, number of its kind, text."""
    scenario.prepare(check, folder)
    trace = os.path.join(folder, "trace")
    check.program.run(*scenario.arguments(folder), prefix=["strace", "-f", "-y", "-o", trace])
    numbers, found = collections.Counter(), []
    with open(trace, encoding="utf-8", errors="replace") as file:
        for name, rest in (match.groups() for match in map(CALL.match, file) if match):
            numbers[name] += 1
            if name != "execve" and (folder in rest or rest.startswith("1<")):
                found.append((name, numbers[name], rest[:80]))
    expect_synced(check, scenario, found)
    return found


def expect_synced(check, scenario, found):
    """Journal and folder are brought to the disk between the last byte and the acknowledgement."""
    written = acknowledged = None
    for place, (name, _, text) in enumerate(found):
        if name == "write" and text.startswith("1<"):
            acknowledged = acknowledged or place
        elif name == "write" and "/log/events.jsonl>" in text:
            written = place
    if not check.expect(None not in (written, acknowledged), f"{scenario.name}: no write was seen"):
        return
    synced = [text for name, _, text in found[written:acknowledged] if name in SYNCS]
    for kind, end in ("journal", "/log/events.jsonl>"), ("folder", "/log>"):
        check.expect(
            any(end in text for text in synced), f"{scenario.name}: the {kind} is not synced")


def faults(found):
    """Every fault that is tried with calls that were seen."""
    for name, number, text in found:
        to_output = text.startswith("1<")
        yield Fault(name, f"killed at {name} {number} ({text})",
                    [f"{name}:signal=KILL:when={number}"], kills=True)
        for error in ERRORS.get(name, "").split():
            answer = error if "=" in error else f"error={error}"
            yield Fault(name, f"{answer} of {name} {number} ({text})",
                        [f"{name}:{answer}:when={number}"], retries=error == "EINTR",
                        mutes=to_output and error != "EINTR")
        if name in CHANGES:
            yield from double_faults(found, name, number, text)


def double_faults(found, name, number, text):
    """A disk that is gone for good, and one that lets nothing be undone either."""
    yield Fault(name, f"EIO of {name} {number} and all later ones ({text})",
                [f"{name}:error=EIO:when={number}+"], mutes=name == "write")
    others = [other for other in CHANGES if other not in (name, "write")]
    yield Fault(name, f"ENOSPC of {name} {number}, then EIO of all other changes ({text})",
                [f"{name}:error=ENOSPC:when={number}", *late(others, found, name, number)],
                mutes=text.startswith("1<"))


def late(others, found, name, number):
    """Options that let other calls fail as soon as one call was made."""
    before = found[:[call[:2] for call in found].index((name, number))]
    for other in others:
        seen = max([count for call, count, _ in before if call == other], default=0)
        yield f"{other}:error=EIO:when={seen + 1}+"


def run_fault(check, scenario, fault, folder):
    """One append with one fault, and a look at all that was promised."""
    log = scenario.prepare(check, folder)
    trace = os.path.join(folder, "trace")
    prefix = ["strace", "-f", "-y", "-o", trace]
    if not fault.kills:
        # Twice as fast, but a signal gets lost.
        prefix.append("--seccomp-bpf")
    for option in fault.options:
        prefix += ["-e", f"inject={option}"]
    names = {option.split(":")[0] for option in fault.options}
    prefix += ["-e", f"trace={','.join(sorted(names))}"]
    answer = check.program.run(*scenario.arguments(folder), prefix=prefix)
    place = f"{scenario.name}, {fault.text}"
    with open(trace, encoding="utf-8", errors="replace") as file:
        traced = file.read()
    check.expect("(INJECTED)" in traced or "killed by SIGKILL" in traced, f"{place}: did not fire")
    judge_answer(check, scenario, fault, answer, log, place)
    judge_log(check, scenario, answer, log, place)


def judge_answer(check, scenario, fault, answer, log, place):
    """What the program said has to be true."""
    place = f"{place}: {answer.shown}"
    if fault.kills:
        check.expect(answer.status in (-9, 137), f"{place}: was not killed")
    elif not fault.mutes:
        check.expect(answer.status in (0, 4), f"{place}: an odd status")
        check.expect(answer.status == 0 or answer.helps, f"{place}: the message does not help")
        check.expect(answer.acknowledges == (answer.status == 0), f"{place}: status and words differ")
    if fault.call in SYNCS and not fault.kills and not fault.retries:
        check.expect(not answer.acknowledges, f"{place}: a failed sync was acknowledged")
    if fault.retries:
        check.expect(answer.acknowledges, f"{place}: an interrupted call was not made again")
    if answer.says_nothing_recorded:
        for event_id in scenario.new:
            check.expect(not holds(log, f'"{event_id}"'), f"{place}: yet {event_id} is there")


def judge_log(check, scenario, answer, log, place):
    """Readers go on, the next append works, and all that was acknowledged is there once."""
    if os.path.isdir(log):
        recorded = check.program.recorded(log)
        if not check.expect(recorded is not None, f"{place}: the log cannot be read afterwards"):
            return
        new = [recorded[event_id] for event_id in scenario.new]
        check.expect(set(new) in ({0}, {1}), f"{place}: of the new events stand {new} in the log")
        check.expect(not answer.acknowledges or 0 not in new, f"{place}: acknowledged and lost")
    again = check.program.append(log, "next-1")
    check.expect(again.status == 0, f"{place}: the next append: {again.shown}")
    checked = check.program.run("check", f"--log={log}")
    check.expect(checked.status == 0, f"{place}: check: {checked.shown}")
    expected = [*scenario.old, "next-1", *(scenario.new if answer.acknowledges else ())]
    check.expect_recorded(Journals(log), expected, place)
