#!/usr/bin/env python3
"""Plays what may befall the program on a real machine, and sees whether it keeps its promises.

Failing system calls, a full disk, a limit on sizes, kills at any moment, power cuts, odd files. Each
check prints one line with its figures. The status is 1 where a promise was broken, and where a check
could not be run: a check that is passed over in silence would prove nothing.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback

import full_disk
import injections
import odd_files
import odd_logs
import outputs
import power_cuts
import replacements
import size_limit
import storms
from checking import CannotRun, Check
from program import Program

CHECKS = {
    "injections": injections.run,
    "full-disk": full_disk.run,
    "size-limit": size_limit.run,
    "storms": storms.run,
    "ext4": power_cuts.run,
    "outputs": outputs.run,
    "odd-files": odd_files.run,
    "odd-logs": odd_logs.run,
    "replacements": replacements.run,
}
MAXIMUM_MESSAGES = 20


def main():
    arguments = parsed()
    # So that what was mounted is unmounted also where somebody stops the script.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ["LC_ALL"] = "C"
    print(f"seed {arguments.seed}; the same again: --seed={arguments.seed}", flush=True)
    program = Program(arguments.waybill)
    names = [name for name in arguments.only or CHECKS if name not in arguments.without]
    for name in arguments.without:
        print(f"{name}: left out by --without={name}")
    passed = [run(name, program, arguments.seed) for name in names]
    sys.exit(0 if passed and all(passed) else 1)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--waybill", required=True, help="the executable")
    parser.add_argument("--only", nargs="+", choices=CHECKS, help="these checks, by name")
    parser.add_argument(
        "--without", nargs="+", choices=CHECKS, default=[],
        help="leave checks out that the machine does not permit")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    return parser.parse_args()


def run(name, program, seed):
    """Runs one check in a folder of its own; prints what it found and returns whether it passed."""
    folder = tempfile.mkdtemp(prefix=f"waybill-{name}-")
    # Others look at the log, too, and may not when only its owner may.
    os.chmod(folder, 0o755)
    check = Check(name, program, folder, seed)
    before = time.monotonic()
    # What breaks down in a thread of a check is a failure of it, too.
    threading.excepthook = lambda problem: broken_down(check, problem.exc_value)
    try:
        CHECKS[name](check)
    except CannotRun as reason:
        check.broken.append(f"cannot be run here: {reason}")
    except Exception as problem:  # pylint: disable=broad-exception-caught
        broken_down(check, problem)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report(check, time.monotonic() - before)
    return not check.broken


def broken_down(check, problem):
    """Notes that a check could not go on; the other checks still run."""
    check.broken.append("broke down: " + "".join(traceback.format_exception(problem)[-3:]))


def report(check, seconds):
    word = "FAILED" if check.broken else "passed"
    figures = ", ".join(f"{count} {what}" for what, count in check.figures.items())
    print(f"{check.name}: {word} in {seconds:.1f} s: {figures or 'nothing done'}", flush=True)
    for message in check.broken[:MAXIMUM_MESSAGES]:
        print(f"  {message}")
    if len(check.broken) > MAXIMUM_MESSAGES:
        print(f"  and {len(check.broken) - MAXIMUM_MESSAGES} more", flush=True)


if __name__ == "__main__":
    main()
