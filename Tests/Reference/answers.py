#!/usr/bin/env python3
"""The answers of the reference to every report, and the command line for those that `reference.py` has not.

    python3 answers.py needs  --log=DIR --at=YYYY-MM-DD [--known-at=X] [--district=D] [--item=I] [--depth=N]
    python3 answers.py ledger --log=DIR [--from-date=YYYY-MM-DD] [--to-date=YYYY-MM-DD]
                              [--period=day|week|month] [--known-at=X] [--district=D] [--item=I] [--depth=N]
    python3 answers.py donors --log=DIR --at=YYYY-MM-DD [--known-at=X] [--donor=P] [--district=D] [--item=I]
    python3 answers.py diff   --log=DIR --from=YYYY-MM-DD --to=YYYY-MM-DD [--district=D] [--item=I]

Exit status: 0 answered, 2 usage, 3 the log is damaged, in conflict or too large.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any

import reference
from diff import diff_report
from donors import donors_report
from ledger import ledger_report, to_day
from needs import needs_report
from reference import Log, State, _at_least, _checked, parse_day, parse_known_at

STATE_REPORTS = {
    "replay": reference.replay_report,
    "pending": reference.pending_report,
    "needs": needs_report,
    "donors": donors_report,
}
LOG_REPORTS = {"ledger": ledger_report, "diff": diff_report}
REPORTS = (*STATE_REPORTS, *LOG_REPORTS)

States = dict[tuple[str, str | None], State]


def usage_error(query: Mapping[str, Any]) -> str | None:
    """What is wrong with the query itself, whatever the log says."""
    if query["command"] == "diff" and parse_day(query["from"]) > parse_day(query["to"]):
        return "--from is after --to"
    if query["command"] == "ledger" and "from-date" in query and (
            parse_day(query["from-date"]) > to_day(query)):
        return "--from-date is after --to-date"
    return None


def times_of(query: Mapping[str, Any]) -> tuple[str, str | None]:
    return query["at"], query.get("known-at")


def report(log: Log, query: Mapping[str, Any], states: States) -> dict[str, Any]:
    """The answer as a value for `to_json`. States are kept for the next query with the same times."""
    command = query["command"]
    if command in LOG_REPORTS:
        return LOG_REPORTS[command](log, query)
    if times_of(query) not in states:
        states[times_of(query)] = reference.state_for(log, query)
    return STATE_REPORTS[command](states[times_of(query)], query)


def parse_arguments(arguments: list[str]) -> tuple[str, dict[str, Any]]:
    """The log folder and the query."""
    parser = argparse.ArgumentParser(prog="answers.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    day, instant = _checked(parse_day), _checked(parse_known_at)
    for name in ("needs", "ledger", "donors", "diff"):
        command = commands.add_parser(name, allow_abbrev=False)
        command.add_argument("--log", required=True)
        command.add_argument("--district")
        command.add_argument("--item")
        if name in ("needs", "donors"):
            command.add_argument("--at", required=True, type=day)
        if name != "diff":
            command.add_argument("--known-at", type=instant)
        if name in ("needs", "ledger"):
            command.add_argument("--depth", type=_at_least(1))
        if name == "donors":
            command.add_argument("--donor")
        if name == "ledger":
            command.add_argument("--from-date", type=day)
            command.add_argument("--to-date", type=day)
            command.add_argument("--period", choices=("day", "week", "month"))
        if name == "diff":
            command.add_argument("--from", required=True, type=day)
            command.add_argument("--to", required=True, type=day)
    options = vars(parser.parse_args(arguments))
    folder = options.pop("log")
    query = {name.replace("_", "-"): value for name, value in options.items() if value is not None}
    problem = usage_error(query)
    if problem is not None:
        parser.error(problem)
    return folder, query


def main(arguments: list[str]) -> int:
    folder, query = parse_arguments(arguments)
    try:
        text = reference.to_json(report(Log.read(folder), query, {}))
    except reference.Refusal as refusal:
        print(f"answers.py: {refusal}", file=sys.stderr)
        return 3
    sys.stdout.buffer.write(reference.utf8(text) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
