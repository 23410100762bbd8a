#!/usr/bin/env python3
"""Feeds the readers of the product with bytes that libFuzzer thinks up, and wants no crash.

    python3 Tests/Fuzz/run.py --seconds=60                  # all four targets, each its share
    python3 Tests/Fuzz/run.py --target=line --runs=1000000
    python3 Tests/Fuzz/run.py --coverage --seconds=60       # and which lines that covers, by file
    python3 Tests/Fuzz/run.py --keep --seconds=600          # and keep what reached new code

Exit status 1 says that a target crashed, or that two readers disagreed; the input stands in a file
that is named. `FUZZ_TARGET=TARGET fuzz FILE` runs it again.
"""

import argparse
import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

import seeds

here = pathlib.Path(__file__).resolve().parent
root = here.parents[1]
# Where the first inputs of each target come from.
TARGETS = {"line": seeds.lines, "journal": seeds.journals, "arguments": seeds.arguments,
           "index": seeds.indexes}
# The bytes that an input may have at most, and how much of the time the target gets.
LONGEST = {"line": 2048, "journal": 6000, "arguments": 300, "index": 12000}
SHARE = {"line": 0.4, "journal": 0.3, "arguments": 0.1, "index": 0.2}
# Freed memory is watched for a while only, and handed back to nobody: it takes half of the time else.
ASAN = ("detect_leaks=0:symbolize=0:malloc_context_size=0:quarantine_size_mb=8"
        ":allocator_release_to_os_interval_ms=-1")
# The files whose coverage is of interest: what reads bytes that anybody may have written.
COVERED = ("Sources/EventLog/Line/", "Sources/EventLog/Journal/", "Sources/EventLog/Index/",
           "Sources/EventLog/Append/BatchIntent.swift", "Sources/EventLog/Bytes/",
           "Sources/EventLog/Packed/", "Sources/EventLog/Scan/", "Sources/Console/Parsing/")


def build(coverage):
    """Builds the fuzz program with its own build folder; returns its path.

    Lines are counted in an unoptimized build, since an optimizer moves them.
    """
    folder = "fuzz-coverage" if coverage else "fuzz"
    flags = ["-enable-testing", "-assert-config", "Debug", "-use-ld=lld", "-sanitize=fuzzer"]
    if coverage:
        flags += ["-profile-generate", "-profile-coverage-mapping", "-Onone"]
    command = ["swift", "build", "-c", "release", "--scratch-path", root / ".build" / folder,
               "--product", "fuzz", "--sanitize", "address"]
    command += [word for flag in flags for word in ("-Xswiftc", flag)]
    done = subprocess.run(command, cwd=root, env=os.environ | {"WAYBILL_FUZZ": "1"},
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout[-4000:] + done.stderr[-2000:])
    return root / ".build" / folder / "release" / "fuzz"


def kept(target):
    """The inputs of earlier runs that reached something new."""
    path = here / "Corpus" / f"{target}.txt"
    for line in path.read_text().splitlines() if path.exists() else ():
        yield zlib.decompress(base64.b64decode(line))


def unpack(target, folder):
    """Writes the first inputs of a target into a folder, a file each."""
    folder.mkdir()
    for number, data in enumerate([*TARGETS[target](), *kept(target)]):
        (folder / f"{number:04}").write_bytes(data)


def variables(target):
    """The environment in which the fuzz program runs."""
    return os.environ | {"FUZZ_TARGET": target, "SWIFT_BACKTRACE": "enable=no",
                         "ASAN_OPTIONS": ASAN}


def run(program, target, folder, arguments, seconds, runs):
    """Runs one target; returns its executions, and whether it failed."""
    limits = [f"-max_total_time={seconds}"] if seconds else []
    limits += [f"-runs={runs}"] if runs is not None else []
    command = [program, f"-max_len={LONGEST[target]}", "-timeout=20", "-rss_limit_mb=4096",
               "-len_control=0", "-detect_leaks=0", f"-artifact_prefix={arguments.crashes}/",
               f"-dict={here / 'fuzz.dict'}", *limits, folder]
    began = time.monotonic()
    profile = {"LLVM_PROFILE_FILE": str(folder.parent / f"{target}.profraw")}
    done = subprocess.run(command, env=variables(target) | profile, capture_output=True, text=True,
                          errors="replace", timeout=seconds + 120 if seconds else None)
    log = done.stderr + done.stdout
    executions = max([int(n) for n in re.findall(r"^#(\d+)\s", log, re.M)]
                     + [int(n) for n in re.findall(r"Done (\d+) runs", log)] + [0])
    state = re.findall(r"cov: (\d+) ft: (\d+)", log)
    points, features = state[-1] if state else ("0", "0")
    print(f"{target:10} {executions:>10} executions in {time.monotonic() - began:4.0f} s, "
          f"{points} points of code, {features} features", flush=True)
    if done.returncode != 0:
        path = re.findall(r"Test unit written to (\S+)", log)
        print(f"FAILED: {target}; the input stands in {path[-1] if path else 'no file'}; "
              f"run again: FUZZ_TARGET={target} {program} {path[-1] if path else ''}")
        fatal = re.findall(r"Fatal error.*|SUMMARY:.*|ERROR:.*", log)
        print("\n".join(fatal[:4]) or log[-2000:])
    return executions, done.returncode != 0


def keep(program, target, folder, limit):
    """Writes what the target's inputs reach, in as few of them as do, into the corpus."""
    with tempfile.TemporaryDirectory() as merged:
        subprocess.run([program, "-merge=1", f"-max_len={LONGEST[target]}", merged, folder],
                       env=variables(target), capture_output=True, check=True)
        known = set(TARGETS[target]())
        files = sorted(pathlib.Path(merged).iterdir(), key=lambda path: path.stat().st_size)
        packed = [base64.b64encode(zlib.compress(path.read_bytes(), 9)).decode()
                  for path in files if path.read_bytes() not in known]
    text, size = [], 0
    for line in packed:
        size += len(line) + 1
        if size > limit:
            break
        text.append(line + "\n")
    (here / "Corpus").mkdir(exist_ok=True)
    (here / "Corpus" / f"{target}.txt").write_text("".join(text))


def report_coverage(program, folder):
    """Prints which part of each file's lines was run."""
    raw = [str(path) for path in folder.glob("*.profraw")]
    data = folder / "fuzz.profdata"
    # Those of another LLVM do not read what Swift's writes.
    tools = pathlib.Path(shutil.which("swiftc")).resolve().parent
    subprocess.run([tools / "llvm-profdata", "merge", "-o", data, *raw], check=True)
    report = subprocess.run([tools / "llvm-cov", "export", "-summary-only", f"-instr-profile={data}",
                             program], check=True, capture_output=True, text=True).stdout
    print("lines covered, by file")
    for file in json.loads(report)["data"][0]["files"]:
        name = os.path.relpath(file["filename"], root)
        lines = file["summary"]["lines"]
        if name.startswith(COVERED):
            print(f"{lines['percent']:6.1f} %  {lines['covered']:4} of {lines['count']:4}  {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", action="append", choices=TARGETS)
    parser.add_argument("--seconds", type=int, help="for all targets together")
    parser.add_argument("--runs", type=int, help="for each target")
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--crashes", default=tempfile.gettempdir(), help="where inputs are left")
    arguments = parser.parse_args()
    targets = arguments.target or list(TARGETS)
    if arguments.seconds is None and arguments.runs is None:
        arguments.seconds = 60
    began = time.monotonic()
    program = build(arguments.coverage)
    print(f"built in {time.monotonic() - began:.0f} s", flush=True)
    whole = sum(SHARE[target] for target in targets)
    total, failed = 0, False
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for target in targets:
            unpack(target, folder / target)
            seconds = arguments.seconds and max(1, int(arguments.seconds * SHARE[target] / whole))
            count, has_failed = run(program, target, folder / target, arguments, seconds,
                                   arguments.runs)
            total, failed = total + count, failed or has_failed
            if arguments.keep and not has_failed:
                keep(program, target, folder / target, 48_000)
        if arguments.coverage:
            report_coverage(program, folder)
    print(f"{total} executions, {'FAILED' if failed else 'no failure'}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
