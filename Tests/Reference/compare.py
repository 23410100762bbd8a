#!/usr/bin/env python3
"""Asks `waybill` and the reference the same questions about odd logs, and compares the answers.

    python3 compare.py --waybill=PATH [--logs=1000] [--first-seed=1] [--jobs=2] [--reports=replay,pending]
    python3 compare.py --reference-only [--logs=1000] [--first-seed=1] [--jobs=2] [--reports=...]

For each seed the log is written to a temporary folder, and both sides answer all its queries, waybill
once more when the log has an index. The
exit status must be the same, and so must the JSON: members in the same order, numbers by their exact
values. Of the events in `diff` the ids are compared with the reference, and all else with what waybill
itself shows by `log --all`, but for `inForce` and `journal`. The folder of a log with a difference is kept.

At the end comes what the logs and the answers contained. A run of 1000 logs or more fails also where
an event type, a field, a flaw, an oddity, a status or a rule of a report never occurred: then it did not
test what it is for. Reports that `--reports` leaves out are named, and nothing is demanded of them.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import answers
import odd_logs
import reference
import report_sights

FIRST_REPORTS = ("replay", "pending")
LOGS_FOR_COVERAGE = 1000
SECONDS_FOR_AN_ANSWER = 30

LINE_STATUSES = ("pledged", "purchased", "dispatched", "partiallyDelivered", "partiallyAllocated",
                 "delivered", "overDelivered", "allocated", "cancelled")
PENDING_STATUSES = LINE_STATUSES[:5]
DELIVERY_STATUSES = ("overdue", "partiallyDelivered", "dispatched", "purchased", "pledged",
                     "delivered", "allocated", "cancelled")
SIGHTS = (
    "inventory row", "inventory row that is left out", "requestedUnspecified > 0", "onHand < 0",
    "adjusted < 0", "transferredOut > 0", "deliveries row", "row added up by depth",
    "drawnDown > 0 in replay", "promised < 0", "allocated < 0", "overdueQuantity > 0",
    "unspecifiedLines > 0", "damaged > 0", "missing > 0",
    "pending row", "pools row", "drawnDown > 0 in pending", "drawnDown > 0 in pools", "donor",
    "donor null", "among", "among empty", "unspecified", "qualifier about", "qualifier atLeast",
    "qualifier null", "expectedOn null", "overdue row", "no events", "no pending rows",
    "expectedOn of a covering line", "claim drawn from several lines", "claim not wholly covered",
    "line drawn on by several claims", "drawn without limit", "covered at several depths",
    "covered at one depth by several lines", "drawn from a closed line", "closed line with capacity",
    "claim of a closed line", "claim left out for an unstated pledge",
)


class Members(list):
    """The members of a JSON object in their order."""


@dataclass
class Result:
    """What came out for one seed."""

    seed: int
    failures: list[str] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class Answer:
    """An exit status and what was printed."""

    status: int
    text: str


# ---------------------------------------------------------------------------------------------
# Comparing
# ---------------------------------------------------------------------------------------------


def parse_json(text: str) -> Any:
    """JSON with exact numbers, objects as `Members`; ValueError where it is none."""
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON")
    return json.loads(text, object_pairs_hook=Members, parse_float=Decimal, parse_int=Decimal,
                      parse_constant=refuse)


def first_difference(left: Any, right: Any, path: str = "$") -> tuple[str, Any, Any] | None:
    """The first place where two parsed JSON values differ, and both values there."""
    if type(left) is not type(right):
        return path, left, right
    if isinstance(left, Members):
        names = [name for name, _ in left], [name for name, _ in right]
        if names[0] != names[1]:
            return f"{path} (members)", *names
        pairs = [(f"{path}.{name}", one, other)
                 for (name, one), (_, other) in zip(left, right)]
    elif isinstance(left, list):
        pairs = [(f"{path}[{index}]", one, other)
                 for index, (one, other) in enumerate(zip(left, right))]
    else:
        return None if left == right else (path, left, right)
    for place, one, other in pairs:
        difference = first_difference(one, other, place)
        if difference is not None:
            return difference
    if len(left) != len(right):
        longer = left if len(left) > len(right) else right
        extra = longer[min(len(left), len(right))]
        return f"{path} (length; then the first that one side has alone)", len(left), (len(right), extra)
    return None


def shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False, default=str)


def ask_waybill(binary: str, folder: str, query: odd_logs.Query) -> Answer:
    command, *options = odd_logs.query_arguments(query)
    try:
        done = subprocess.run([binary, command, f"--log={folder}", *options, "--format=json"],
                              capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=SECONDS_FOR_AN_ANSWER, check=False)
    except subprocess.TimeoutExpired:
        return Answer(-1, f"no answer in {SECONDS_FOR_AN_ANSWER} seconds")
    text = done.stdout if done.returncode == 0 else done.stderr
    return Answer(done.returncode, text.decode("utf-8", "backslashreplace"))


def compare_answers(expected: Answer, found: Answer, logged: dict[str, Any] | None = None) -> str | None:
    """What differs, in words; None where nothing does. For `diff`, `logged` has the events by id as `log`
    shows them."""
    if expected.status != found.status:
        return (f"exit status: reference {expected.status}, waybill {found.status}\n"
                f"  reference: {expected.text[:500]}\n  waybill:   {found.text[:500]}")
    if expected.status != 0:
        return None
    try:
        parsed = parse_json(found.text)
    except ValueError as error:
        return f"waybill printed no JSON: {error}\n  {found.text[:500]}"
    if logged is not None:
        difference = unlike_log(parsed, logged)
        if difference is not None:
            return difference
        parsed = with_ids_for_events(parsed)
    difference = first_difference(parse_json(expected.text), parsed)
    if difference is None:
        return None
    path, left, right = difference
    return f"{path}\n  reference: {shown(left)}\n  waybill:   {shown(right)}"


# ---------------------------------------------------------------------------------------------
# The events in `diff`
# ---------------------------------------------------------------------------------------------

NOT_OF_THE_EVENT = ("inForce", "journal")


def is_event(value: Any) -> bool:
    return isinstance(value, Members) and bool(value) and value[0][0] == "id"


def with_ids_for_events(value: Any) -> Any:
    """The JSON with the id in the place of each event. Events are the objects that start with `id`."""
    if is_event(value):
        return value[0][1]
    if isinstance(value, Members):
        return Members((name, with_ids_for_events(member)) for name, member in value)
    if isinstance(value, list):
        return [with_ids_for_events(element) for element in value]
    return value


def events_in(value: Any) -> Iterator[Members]:
    if is_event(value):
        yield value
    elif isinstance(value, Members):
        for _, member in value:
            yield from events_in(member)
    elif isinstance(value, list):
        for element in value:
            yield from events_in(element)


def event_alone(event: Members) -> Members:
    return Members((name, value) for name, value in event if name not in NOT_OF_THE_EVENT)


def unlike_log(report: Any, logged: dict[str, Any]) -> str | None:
    """The first event of the report that is not as `log` shows it, in words."""
    for event in events_in(report):
        identifier = dict(event)["id"]
        if identifier not in logged:
            return f"an event that log --all does not show: {identifier!r}"
        difference = first_difference(logged[identifier], event_alone(event), f"event {identifier!r}")
        if difference is not None:
            path, left, right = difference
            return f"{path}\n  log:  {shown(left)}\n  diff: {shown(right)}"
    return None


def logged_events(binary: str, folder: str) -> dict[str, Any]:
    """All events by id as `log` shows them; none where it refuses."""
    query = {"command": "log", "all": True, "at": odd_logs.day_text(odd_logs.LAST_DAY)}
    answer = ask_waybill(binary, folder, query)
    if answer.status != 0:
        return {}
    events = dict(parse_json(answer.text))["events"]
    return {dict(event)["id"]: event_alone(event) for event in events}


# ---------------------------------------------------------------------------------------------
# What the answers contain
# ---------------------------------------------------------------------------------------------


def sights(log: reference.Log, states: answers.States, query: odd_logs.Query, report: Any, text: str
           ) -> Iterator[str]:
    """What an answer shows of those things that every long run must have seen."""
    state = states[answers.times_of(query)] if query["command"] in answers.STATE_REPORTS else None
    if query["command"] not in FIRST_REPORTS:
        yield from report_sights.sights(log, state, query, report)
        return
    report = json.loads(text)
    if query["command"] == "replay":
        yield from replay_sights(state, query, report)
    else:
        yield from pending_sights(report)
    for line in state.lines.values():
        yield f"line status {line.status}"
        yield from line_sights(state, line)


def replay_sights(state: reference.State, query: odd_logs.Query, report: Any) -> Iterator[str]:
    if report["events"] == 0:
        yield "no events"
    for row in report["inventory"]:
        yield "inventory row"
        yield from (name for name, true in {
            "requestedUnspecified > 0": row["requestedUnspecified"] > 0,
            "onHand < 0": row["onHand"] < 0,
            "adjusted < 0": row["adjusted"] < 0,
            "transferredOut > 0": row["transferredOut"] > 0,
        }.items() if true)
    unfiltered = {"command", "at", "known-at"}.issuperset(query)
    if unfiltered and len(report["inventory"]) < len(state.stocks):
        yield "inventory row that is left out"
    if "depth" in query and "district" not in query and "item" not in query and len(
            report["deliveries"]) < len({reference.row_key(line) for line in state.lines.values()}):
        yield "row added up by depth"
    for row in report["deliveries"]:
        yield "deliveries row"
        yield f"deliveries status {row['status']}"
        yield from (name for name, true in {
            "drawnDown > 0 in replay": row["drawnDown"] > 0,
            "promised < 0": row["promised"] < 0,
            "allocated < 0": row["allocated"] < 0,
            "overdueQuantity > 0": row["overdueQuantity"] > 0,
            "unspecifiedLines > 0": row["unspecifiedLines"] > 0,
            "damaged > 0": row["damaged"] > 0,
            "missing > 0": row["missing"] > 0,
        }.items() if true)


def pending_sights(report: Any) -> Iterator[str]:
    if not report["pending"]:
        yield "no pending rows"
    for kind in ("pending", "pools"):
        for row in report[kind]:
            yield f"{kind} row"
            yield f"pending status {row['status']}"
            yield "among" if row["among"] else "among empty"
            yield "donor null" if row["donor"] is None else "donor"
            yield f"qualifier {row['qualifier'] or 'null'}"
            yield from (name for name, true in {
                f"drawnDown > 0 in {kind}": row["drawnDown"] > 0,
                "unspecified": row["unspecified"],
                "overdue row": row["overdue"],
                "expectedOn null": row["expectedOn"] is None,
            }.items() if true)


def line_sights(state: reference.State, line: reference.Line) -> Iterator[str]:
    covering = state.covering_lines(line)
    if line.own_expected_on is None and line.expected_on is not None:
        yield "expectedOn of a covering line"
    if line.closed and line.capacity > 0:
        yield "closed line with capacity"
    if line.drawn_down > 0:
        if line.unlimited and line.drawn_down > line.capacity:
            yield "drawn without limit"
        if line.closed:
            yield "drawn from a closed line"
        drawing = [other for other in state.lines.values()
                   if other.drawn_for > 0 and line in state.covering_lines(other)]
        if len(drawing) > 1 and line.drawn_down > max(other.drawn_for for other in drawing):
            yield "line drawn on by several claims"
    depths = [other.covering_depth(line.district) for other in covering]
    if len(set(depths)) > 1:
        yield "covered at several depths"
    if len(set(depths)) < len(depths):
        yield "covered at one depth by several lines"
    if "pledged" in line.unstated and line.reached > line.pledged_here:
        yield "claim left out for an unstated pledge"
    if line.claim > 0 and covering:
        if line.closed:
            yield "claim of a closed line"
        if line.drawn_for < line.claim:
            yield "claim not wholly covered"
        if all(line.drawn_for > other.drawn_down for other in covering):
            yield "claim drawn from several lines"


# ---------------------------------------------------------------------------------------------
# Seeds
# ---------------------------------------------------------------------------------------------


def check_seed(seed: int, binary: str | None, reports: tuple[str, ...] = answers.REPORTS) -> Result:
    """Makes the log of a seed and asks all its queries to the reports."""
    result = Result(seed)
    odd_log = odd_logs.make_log(seed)
    folder = tempfile.mkdtemp(prefix=f"waybill-odd-{seed}-")
    odd_log.write(folder)
    refusal: str | None = None
    log = None
    try:
        log = reference.Log.read(folder)
    except reference.Refusal as error:
        refusal = str(error)
    states: answers.States = {}
    statuses = Counter()
    asked: list[tuple[odd_logs.Query, Answer]] = []
    for query in odd_log.queries:
        if query["command"] not in reports:
            continue
        expected = answer_of_reference(log, refusal, query, states, result.counts)
        statuses[expected.status] += 1
        result.counts[f"queries to {query['command']}"] += 1
        asked.append((query, expected))
    if binary is not None:
        ask_all(seed, binary, folder, asked, "", result)
        if make_index(binary, folder):
            result.counts["logs asked again with an index"] += 1
            ask_all(seed, binary, folder, asked, "with an index: ", result)
    disagreement = surprise(odd_log, statuses)
    if disagreement is not None:
        result.failures.append(f"seed {seed}: {disagreement}: {refusal}\n  {folder}")
    if not result.failures:
        shutil.rmtree(folder)
    count_log(result.counts, odd_log, statuses)
    return result


def make_index(binary: str, folder: str) -> bool:
    """Whether the log has an index now; one that is damaged or in conflict gets none."""
    done = subprocess.run([binary, "index", f"--log={folder}"], capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=SECONDS_FOR_AN_ANSWER, check=False)
    return done.returncode == 0


def ask_all(seed: int, binary: str, folder: str, asked: list[tuple[odd_logs.Query, Answer]],
            how: str, result: Result) -> None:
    """Asks waybill the queries, and notes where it says something else than expected."""
    logged: dict[str, Any] | None = None
    for query, expected in asked:
        is_diff = query["command"] == "diff"
        if is_diff and logged is None:
            logged = logged_events(binary, folder)
        difference = compare_answers(expected, ask_waybill(binary, folder, query),
                                     logged if is_diff else None)
        if difference is not None:
            words = shlex.join([*odd_logs.query_arguments(query), f"--log={folder}"])
            result.failures.append(f"seed {seed}: {how}{words}\n{difference}")


def answer_of_reference(log: reference.Log | None, refusal: str | None, query: odd_logs.Query,
                        states: answers.States, counts: Counter) -> Answer:
    """The answer, with what it shows counted. What is wrong with a query is said before the log is read."""
    problem = answers.usage_error(query)
    if problem is not None:
        counts[f"{query['command']}: usage error"] += 1
        return Answer(2, problem)
    if log is None:
        return Answer(3, refusal or "")
    try:
        report = answers.report(log, query, states)
    except reference.Refusal as error:
        return Answer(3, str(error))
    text = reference.to_json(report)
    counts.update(sights(log, states, query, report, text))
    return Answer(0, text)


def surprise(odd_log: odd_logs.OddLog, statuses: Counter) -> str | None:
    """Whether the reference did not do what the log was made for."""
    if odd_log.refusal is None:
        return "the reference refuses a log without flaw" if statuses[3] else None
    if statuses[0] == 0 and statuses[3] == 0:
        return None
    if statuses[3] == 0:
        return f"the reference answers in spite of {odd_log.refusal}"
    if statuses[0] > 0 and not odd_log.refusal.startswith("overflow"):
        return f"the reference answers some queries in spite of {odd_log.refusal}"
    return None


def count_log(counts: Counter, odd_log: odd_logs.OddLog, statuses: Counter) -> None:
    counts["logs"] += 1
    counts["queries"] += sum(statuses.values())
    counts["answered"] += statuses[0]
    counts["refused"] += statuses[3]
    counts["usage errors"] += statuses[2]
    counts["logs that can be answered"] += statuses[3] == 0
    counts.update(f"type {name}" for name in odd_log.types)
    counts.update(f"field {name}" for name in odd_log.fields)
    counts.update(f"oddity {name}" for name in odd_log.oddities)
    if odd_log.refusal is not None:
        counts[f"flaw {odd_log.refusal}"] += 1


def wanted(reports: tuple[str, ...]) -> dict[str, list[str]]:
    """The names of all that a long run must have, by the heading that they are shown under."""
    names = {
        "event types, in logs": [f"type {name}" for name in odd_logs.TYPES],
        "fields, in logs": [f"field {name}" for name in odd_logs.FIELDS]
        + [f"field items.{name}" for name in odd_logs.ITEM_FIELDS],
        "oddities, in logs": [f"oddity {name}" for name in odd_logs.ODDITIES],
        "flaws, in logs": [f"flaw {name}" for name in odd_logs.flaw_group_names()],
    }
    if set(FIRST_REPORTS).issubset(reports):
        names["statuses, in answers"] = (
            [f"line status {name}" for name in LINE_STATUSES]
            + [f"pending status {name}" for name in PENDING_STATUSES]
            + [f"deliveries status {name}" for name in DELIVERY_STATUSES])
        names["seen in answers, or in the lines behind them"] = list(SIGHTS)
    for report, sights_of_report in report_sights.SIGHTS.items():
        if report in reports:
            names[f"rules of {report}, in answers"] = [f"{report}: {name}" for name in sights_of_report]
    return names


def print_summary(counts: Counter, reports: tuple[str, ...]) -> list[str]:
    """Prints what was counted. The names of what never occurred."""
    for heading, names in wanted(reports).items():
        print(f"\n{heading}:")
        for name in names:
            short = name.split(" ", 1)[1] if heading.endswith("in logs") else name
            print(f"  {counts[name]:>7}  {short}")
    print()
    for name in ("logs", "logs that can be answered", "logs asked again with an index", "queries",
                 "answered", "refused", "usage errors", *(f"queries to {name}" for name in reports)):
        print(f"{counts[name]} {name}")
    left_out = [name for name in answers.REPORTS if name not in reports]
    if left_out:
        print(f"not asked, by --reports: {', '.join(left_out)}")
    if not set(FIRST_REPORTS).issubset(reports):
        print("statuses and lines are not demanded: they take both replay and pending")
    return [name for names in wanted(reports).values() for name in names if counts[name] == 0]


def report_names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = [name for name in names if name not in answers.REPORTS]
    if unknown:
        raise ValueError(f"no such report: {', '.join(unknown)}")
    return names


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Compares waybill with the reference.")
    sides = parser.add_mutually_exclusive_group(required=True)
    sides.add_argument("--waybill", metavar="PATH", help="the binary to test")
    sides.add_argument("--reference-only", action="store_true", help="try the logs without a binary")
    parser.add_argument("--logs", type=int, default=1000)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--reports", type=report_names, default=answers.REPORTS,
                        metavar=",".join(answers.REPORTS), help="which reports to ask; all by default")
    options = parser.parse_args(arguments)
    binary = os.path.abspath(options.waybill) if options.waybill else None
    if binary is not None and not os.access(binary, os.X_OK):
        parser.error(f"{binary} cannot be run")

    seeds = range(options.first_seed, options.first_seed + options.logs)
    counts: Counter = Counter()
    failed = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        results = pool.map(check_seed, seeds, [binary] * len(seeds),
                           [options.reports] * len(seeds), chunksize=5)
        for result in results:
            counts.update(result.counts)
            failed += bool(result.failures)
            for failure in result.failures[:1]:
                print(failure)
            if len(result.failures) > 1:
                print(f"  and {len(result.failures) - 1} more queries of this log")
            sys.stdout.flush()
    absent = print_summary(counts, options.reports)
    if absent and options.logs >= LOGS_FOR_COVERAGE:
        failed += 1
        print("never occurred: " + "; ".join(absent))
    print(f"{counts['logs'] - min(failed, counts['logs'])} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
