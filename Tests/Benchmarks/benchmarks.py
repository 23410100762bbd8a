#!/usr/bin/env python3
"""Asks Waybill and the tools one would use instead the same questions on the same logs.

    swift build -c release
    python3 Tests/Benchmarks/benchmarks.py --waybill=.build/release/waybill \\
        --maker=.build/release/benchmark-log --write=Docs/Benchmarks.md

takes half an hour and 10 GB of disk (in `--folder`) at 10 million events; small, for the answers
alone: `--events 1000 30000 --runs=1`. DuckDB comes from PyPI; jq, hledger and sqlite3 from Debian,
in the versions that tools.py names. All that answer a question take turns (A B C, A B C, ...), so
that a busy machine slows all of them, and every answer is compared row by row; where two differ,
the script ends with what differs. Exit status 1 also where the binary has no index, but for
--without-index.
"""

import argparse
import os
import sys
import tempfile

import page
from indexed import indexed
from logs import LogMaker
from one_shipment import one_shipment
from other_programs import article, bulk_append
from tools import DUCKDB_VERSION, DuckDB, Waybill, debian_versions
from whole_log import (
    huge, other_reports, replay, replay_figures, replay_section, second_mix)

SMALL = 10_000


class Setting:
    """What every benchmark needs: the tools, the logs, a folder, how often to ask."""

    def __init__(self, arguments, folder):
        self.runs, self.folder = arguments.runs, folder
        self.waybill = Waybill(arguments.waybill)
        self.logs = LogMaker(arguments.maker, folder)
        self.versions = debian_versions()
        self.duckdb = DuckDB(folder)
        self.with_index = self.waybill.has_index and not arguments.without_index
        self.waybill.uses_index = self.with_index
        if not self.waybill.has_no_index_option:
            print("no --no-index in this binary: cold replays run without that option")
        if arguments.without_index:
            print("--without-index: indexed benchmarks not run")
        elif not self.waybill.has_index:
            print("no index in this binary: indexed benchmarks not run")


def parsed_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--waybill", required=True, help="the executable")
    parser.add_argument("--maker", required=True, help="the executable benchmark-log")
    parser.add_argument(
        "--events", type=int, nargs="+", help="sizes of the logs (1 thousand to 10 million)",
        default=[1_000, 10_000, 100_000, 1_000_000, 10_000_000])
    parser.add_argument("--runs", type=int, default=5, help="how often each is asked (5)")
    parser.add_argument(
        "--append-events", type=int, default=1_000_000,
        help="how many to append at once (1 million, or the largest log if that is less)")
    parser.add_argument(
        "--thirty-million", type=int, nargs="?", const=30_000_000, metavar="EVENTS",
        help="also replay so many events once (30 million)")
    parser.add_argument("--without-index", action="store_true", help="only what needs no index")
    parser.add_argument("--folder", help="where logs and DuckDB go; else a temporary folder")
    parser.add_argument("--write", help="the page to write; else it is printed")
    return parser.parse_args()


def introduction(setting):
    """What was run, where, and which versions."""
    versions = ", ".join(
        [f"Waybill {setting.waybill.version}", f"DuckDB {DUCKDB_VERSION}"]
        + [f"{name} {version}" for name, version in setting.versions.items()])
    return [
        "# Benchmarks", "",
        *page.prose(
            "Written by `Tests/Benchmarks/benchmarks.py`, which says what is asked. The logs are "
            "those of `benchmark-log`; each is in the page cache when it is read. Times are those "
            "of whole processes, where nothing else is said. The tools take turns (runs of each: "
            f"{setting.runs}), so that a busy machine slows all of them; those that answer the "
            "same question gave the same rows. Peak memory below some 10 MB is not seen."),
        f"- Machine: {page.machine()}",
        f"- {versions}", "",
    ]


def cold_replays(setting, sizes):
    """Sections of all sizes, figures of the largest, and its log, which is kept."""
    lines, replays = [], []
    for events in sizes:
        log = setting.logs.make(events)
        contestants = replay(setting, log)
        lines += replay_section(log, contestants)
        replays.append((events, log.size, contestants))
        if events != sizes[-1]:
            log.remove()
    heading = ["## Cold replay", "", *page.prose(
        "What has every district received, what is outstanding, and how many lines are open, per "
        "item and unit, at a date? Nothing but the log is read.")]
    return [*page.growth(replays), *heading, *lines], replay_figures(contestants), log


def benchmarks(setting, arguments):
    """The whole page."""
    sizes = sorted(set(arguments.events))
    lines, (easy, same, memory), log = cold_replays(setting, sizes)
    others = other_reports(setting, log)
    mixed = second_mix(setting, log)
    with_index = indexed(setting, log)
    small = setting.logs.make(SMALL, name="small")
    shipment = one_shipment(setting, small, log)
    small.remove()
    log.remove()
    many = bulk_append(setting, min(arguments.append_events, sizes[-1]))
    rest = [many, article(setting), huge(setting, arguments.thirty_million)]
    figures = [easy, same, *mixed[1], memory, *with_index[1], *shipment[1]]
    for section in others, mixed, with_index, shipment, *rest:
        lines += section[0]
    for section in *rest, others:
        figures += section[1]
    return [*introduction(setting), *lines, *page.figures(figures, sizes[-1])]


def main():
    arguments = parsed_arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.abspath(arguments.folder or temporary)
        os.makedirs(folder, exist_ok=True)
        setting = Setting(arguments, folder)
        text = "\n".join(benchmarks(setting, arguments)).rstrip() + "\n"
    if arguments.write:
        with open(arguments.write, "w") as file:
            file.write(text)
    else:
        print(text)
    if not (setting.waybill.has_index or arguments.without_index):
        sys.exit("no index in this binary: indexed benchmarks not run")


if __name__ == "__main__":
    main()
