"""Logs of an odd size: very many journals with few descriptors, and a line that never ends."""

import json
import os
import resource
import shutil

from journals import Journals, xxh64
from program import append_arguments

SMALL_JOURNALS, DESCRIPTORS = 20_000, 64
HUGE_BYTES, LARGE_BYTES, MEMORY_MEGABYTES = 1 << 30, 1 << 28, 200
READERS = [["replay"], ["pending"], ["log", "--district=China"], ["show", "first"], ["check"]]
FEW_READERS = [["replay"], ["check"]]


def run(check):
    many_journals(check)
    before, after = ["huge-1"], ["huge-2"]
    endless_line(check, "nothing but bytes without a line feed", HUGE_BYTES, READERS)
    endless_line(check, "a line and then such bytes", LARGE_BYTES, FEW_READERS, before)
    endless_line(check, "such bytes between lines", LARGE_BYTES, FEW_READERS, before, after)
    endless_input(check)


def line(event_id):
    """A whole line of a journal, made without the program."""
    body = json.dumps({
        "id": event_id, "type": "pledged", "occurredOn": "2020-02-13",
        "recordedAt": "2020-02-13T10:00:00Z", "shipment": event_id, "district": "China/Shanghai",
        "items": [{"item": "mask", "unit": "piece", "quantity": 10}]}, separators=(",", ":"))
    body = body[:-1].encode()
    return body + b',"sum":"%016x"}\n' % xxh64(body)


def many_journals(check):
    """However many journals there are, few are open at a time."""
    log = check.path("many")
    os.mkdir(log)
    for number in range(SMALL_JOURNALS):
        name = "first" if number == 0 else f"s-{number}"
        with open(os.path.join(log, f"{name}.jsonl"), "wb") as file:
            file.write(line(name))
    check.count("small journals", SMALL_JOURNALS)

    def limited():
        resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))

    for arguments in [*READERS, ["index"]]:
        answer = check.program.run(*arguments, f"--log={log}", preexec_fn=limited)
        check.expect(answer.status == 0, f"many journals: {arguments}: {answer.shown}")
    for options in [], ["--journal=s-7"]:
        answer = check.program.append(log, f"after-{len(options)}", *options, preexec_fn=limited)
        check.expect(answer.status == 0, f"many journals: append {options}: {answer.shown}")
    answer = check.program.run("replay", "--format=json", f"--log={log}", preexec_fn=limited)
    events = json.loads(answer.output)["events"] if answer.status == 0 else None
    check.expect(events == SMALL_JOURNALS + 2, f"many journals: {events} events: {answer.shown}")


def endless_line(check, name, size, readers, before=(), after=()):
    """A large journal without a line feed is read in little memory, and so is it mended."""
    log = check.path("huge")
    shutil.rmtree(log, ignore_errors=True)
    check.program.append(log, "first")
    path = os.path.join(log, "huge.jsonl")
    with open(path, "wb") as file:
        file.write(b"".join(map(line, before)))
        file.truncate(size)
        file.seek(0, os.SEEK_END)
        file.write(b"".join(b"\n" + line(event_id) for event_id in after))
    # Valid lines behind such bytes make them damage.
    status, words = (3, "is damaged in") if after else (0, "that are no whole line")
    for arguments in readers:
        # To find it is what `check` is for, so that the answer is no.
        expected = (1, "huge.jsonl:") if arguments == ["check"] else (status, words)
        expect_small(check, [*arguments, f"--log={log}"], f"{name}: {arguments[0]}", *expected)
    salvaged = check.path("salvaged")
    expect_small(check, ["salvage", path, f"--output={salvaged}"], f"{name}: salvage", 0, "")
    os.remove(salvaged)
    append = [*append_arguments(log, "second"), "--journal=huge"]
    expect_small(check, append, f"{name}: append", status, words if after else "saved here")
    if not after:
        check.expect_recorded(Journals(log), ["first", "second", *before], name)


def endless_input(check):
    """Such bytes in the input of an append are refused in little memory, too."""
    log, path = check.path("log"), check.path("input")
    with open(path, "wb") as file:
        file.truncate(HUGE_BYTES)
    expect_small(
        check, ["append", f"--log={log}", f"--input={path}"], "endless input", 2, "longer than")


def expect_small(check, arguments, name, status, words):
    """A run ends with a status and words, and its memory stays small."""
    answer, megabytes = check.program.run_measured(*arguments)
    check.count("readings of a line without end")
    check.expect(
        answer.status == status and words in answer.output + answer.errors,
        f"{name}: {answer.shown}; expected {status} {words!r}")
    check.expect(
        megabytes < MEMORY_MEGABYTES, f"{name}: took {megabytes} MB, not {MEMORY_MEGABYTES}")

