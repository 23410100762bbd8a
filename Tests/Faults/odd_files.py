"""Files and folders that are no ordinary journal, or that may not be used."""

import os
import shutil
import socket
import stat

from checking import CannotRun, mount, mounted, needs

NOBODY = 65534
READERS = [["replay"], ["pending"], ["log"], ["show", "first"], ["check"]]


def run(check):
    needs("setpriv", "util-linux")
    if os.geteuid() != 0:
        raise CannotRun("only root can become another user, make devices and mount")
    odd_journals(check)
    odd_folders(check)
    odd_derived(check)
    odd_inputs(check)
    no_permission(check)
    read_only_disk(check)


def make_log(check, name):
    log = check.path(name)
    answer = check.program.append(log, "first")
    check.expect(answer.status == 0, f"{name}: {answer.shown}")
    return log


def expect_readers(check, log, name, status=0, words="", prefix=()):
    """All readers end with a status and, where it is not 0, a message with these words."""
    for arguments in READERS:
        answer = check.program.run(*arguments, f"--log={log}", prefix=prefix)
        check.count("readers asked")
        check.expect(
            answer.status == status and words in answer.errors and (status == 0 or answer.helps),
            f"{name}: {arguments[0]}: {answer.shown}; expected {status} {words!r}")


def expect_refusal(check, answer, name, words, status=4):
    """The command says what is the matter and what to do."""
    check.count("refusals")
    check.expect(
        answer.status == status and answer.helps and words in answer.errors,
        f"{name}: {answer.shown}; expected {status} {words!r}")


def odd_journals(check):
    """Links, pipes, devices, sockets and folders with the name of a journal."""
    makers = {
        "a link": lambda path: os.symlink("events.jsonl", path),
        "a link to nowhere": lambda path: os.symlink("nowhere", path),
        "a pipe": os.mkfifo,
        "a device": lambda path: os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3)),
        "a socket": lambda path: socket.socket(socket.AF_UNIX).bind(path),
        "a folder": os.mkdir,
    }
    for name, make in makers.items():
        log = make_log(check, name)
        make(os.path.join(log, "x.jsonl"))
        expect_readers(check, log, name)
        for options in [], ["--input=-"]:
            command = ["append", *options, f"--log={log}", "--journal=x"]
            if not options:
                command += ["issued", "--district=China", "--item=mask=1 piece"]
            expect_refusal(check, check.program.run(*command), f"{name}: append", "x.jsonl: error:")
        answer = check.program.run("salvage", os.path.join(log, "x.jsonl"))
        expect_refusal(check, answer, f"{name}: salvage", "x.jsonl: error:")
        answer = check.program.append(log, "second")
        check.expect(answer.status == 0, f"{name}: append to another journal: {answer.shown}")
        check.count("odd journals")


def odd_folders(check):
    """A log that is a link to a folder works; one that is a file, or nothing, is named."""
    log = make_log(check, "folder")
    link = check.path("link")
    os.symlink(log, link)
    expect_readers(check, link, "a link to a log")
    answer = check.program.append(link, "second")
    check.expect(answer.status == 0, f"append through a link to the log: {answer.shown}")
    file = os.path.join(log, "events.jsonl")
    expect_readers(check, file, "a file for a folder", 4, "Not a directory")
    expect_refusal(
        check, check.program.append(file, "third"), "append to a file for a folder", "director")
    expect_readers(check, check.path("none"), "no folder", 4, "there is no such folder")


def odd_derived(check):
    """What stands where the index and a batch's note belong is never believed, nor waited for."""
    for name in ".waybill", ".events.jsonl.intent":
        for kind, make in ("folder", os.mkdir), ("pipe", os.mkfifo), ("file", touch):
            log = make_log(check, f"{kind} {name}")
            path = os.path.join(log, name)
            make(path)
            expect_readers(check, log, f"{name} is a {kind}")
            if name == ".waybill" and kind != "folder":
                answer = check.program.run("index", f"--log={log}")
                expect_refusal(check, answer, f"index beside a {kind}", "the index was not made")
            answer = check.program.append(log, "second")
            check.expect(
                answer.status == 0 or answer.status == 4 and answer.helps,
                f"append where {name} is a {kind}: {answer.shown}")


def touch(path):
    with open(path, "wb"):
        pass


def odd_inputs(check):
    """What is given to `append --input` is named where it cannot be read."""
    log = make_log(check, "inputs")
    for path, words in (log, "Is a directory"), (check.path("nowhere"), "No such file"):
        answer = check.program.append_batch(log, path)
        expect_refusal(check, answer, f"--input={path}", words)
    answer = check.program.append_batch(log, "/dev/null")
    check.expect(answer.output.startswith("recorded 0 of 0"), f"--input=/dev/null: {answer.shown}")


def no_permission(check):
    """Another user may read but not write, or may not even read."""
    log = make_log(check, "forbidden")
    journal = os.path.join(log, "events.jsonl")
    # The executable may stand where others may not go.
    program = check.path("waybill")
    shutil.copy(check.program.path, program)
    kept, check.program.path = check.program.path, program
    prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    try:
        expect_readers(check, log, "a read-only folder", prefix=prefix)
        for word, answer in (
            ("append", check.program.append(log, "second", prefix=prefix)),
            ("new journal", check.program.append(log, "second", "--journal=x", prefix=prefix)),
            ("new log", check.program.append(check.path("new"), "second", prefix=prefix)),
            ("index", check.program.run("index", f"--log={log}", prefix=prefix)),
            ("salvage", check.program.run("salvage", journal, prefix=prefix)),
        ):
            expect_refusal(check, answer, f"{word} without permission", "Permission denied")
        os.chmod(journal, 0o600)
        expect_readers(check, log, "a hidden journal", 4, "Permission denied", prefix)
        os.chmod(log, 0o700)
        expect_readers(check, log, "a hidden folder", 4, "Permission denied", prefix)
    finally:
        check.program.path = kept


def read_only_disk(check):
    """On a disk that is mounted read-only, reports are given and appends refused."""
    with mounted(check.path("disk"), "-t", "tmpfs", "-o", "size=256k", "none") as disk:
        log = os.path.join(disk, "log")
        check.program.append(log, "first")
        mount(disk, "-o", "remount,ro")
        expect_readers(check, log, "a read-only disk")
        for word, answer in (
            ("append", check.program.append(log, "second")),
            ("index", check.program.run("index", f"--log={log}")),
            ("salvage", check.program.run("salvage", os.path.join(log, "events.jsonl"))),
        ):
            expect_refusal(check, answer, f"{word} on a read-only disk", "Read-only file system")
