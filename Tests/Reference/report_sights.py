"""Which rules of needs, ledger, donors and diff an answer reached, so that a long run can count them.

`SIGHTS` has the names for each report. A name that no answer of a long run shows is a rule that
nothing has tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import diff
import donors
import ledger
import needs
from reference import (Event, Line, Log, State, cut_to, facts, is_at_or_below, is_below, matches,
                       parse_day, parse_known_at)

Report = dict[str, Any]
Query = Mapping[str, Any]

SIGHTS: dict[str, tuple[str, ...]] = {
    "needs": (
        "row", "no rows", "rows left out: nothing requested", "requestedUnspecified > 0",
        "nothing but requests without quantity", "received > 0", "outstanding > 0", "no line for the row",
        "unspecifiedLines > 0", "unmet > 0", "unmet 0: more came or comes than requested",
        "unmet lessened by received and outstanding", "shared > 0", "sharedUnspecifiedLines > 0",
        "qualifier about", "qualifier atLeast", "sharedQualifier about", "sharedQualifier atLeast",
        "requestedQualifier about", "requestedQualifier atLeast",
        "shared by a line above, without names", "shared by a line with names, at or above the row",
        "shared by a line with names below the row", "shared by a line below the row, with names",
        "shared by several shipments", "filter deeper than the cut",
        "a covering line is not elsewhere", "shared by a closed line",
        "a line that covers nothing: no promise", "shared line hidden by the district filter",
        "added up by depth", "depth 1 or more cuts nothing", "district filter", "item filter", "knownAt",
        "order by requestedUnspecified", "order by names",
    ),
    "ledger": (
        "row", "no rows", "opening > 0", "opening < 0", "received > 0", "transferredIn > 0",
        "transferredOut > 0", "issued > 0", "adjusted > 0", "adjusted < 0",
        "closing < 0", "key with every number 0 left out",
        "key whose closing alone is 0", "row of zeros between others", "opening and no movement",
        "a movement before the range", "a movement after the range", "a movement on the first day",
        "a movement on the last day", "no period", "period day", "period week", "period month",
        "several periods", "week cut by the range", "month cut by the range", "fromDate by default",
        "fromDate by default, no movement", "fromDate by default, all movements later",
        "fromDate by default, earliest outside the filters", "fromDate by default, a request earlier",
        "toDate by default", "transfer within a cut district", "added up by depth",
        "district filter", "item filter", "knownAt", "usage error",
    ),
    "donors": (
        "row", "no rows", "donor null", "donor null hidden by the filter", "donor filter finds below",
        "district filter", "item filter", "knownAt", "jointly of one", "jointly of several",
        "some lines joint, some not", "jointly of an allocation", "jointly of a delivery or cancellation",
        "several lines", "lines of several shipments", "openLines > 0", "overdueLines > 0",
        "overdueQuantity > 0", "unspecifiedLines > 0", "promised < 0", "deliveries > 0", "deliveries 0",
        "delivery without a first promise", "two items of a line in one delivery",
        "first promise an allocation", "first promise of several", "meanDays < 0", "worstDays < 0",
        "meanDays > 0", "meanDays rounded", "worstDays > meanDays", "a delivery of 0",
        "slippedLines > 0", "no slip", "meanSlippedDays null", "meanSlippedDays rounded",
        "end: a later expectedOn", "end: overdue", "end: expectedOn is the first day promised",
        "end: came in late", "end: came in early", "closed line without delivery has no end",
        "end: cancelled after the last delivery", "first promise where goods come from",
        "goods of a promise handed on twice", "joint by where goods come from",
        "first promised day where goods come from", "first promised day of a covering line", "first promised day rescheduled", "qualifier about",
        "qualifier atLeast", "cancelled > 0", "worth jointly", "promised to an area and on its way",
        "first promised day of a delivery or cancellation", "first promised day of an allocation",
        "worth", "worth of several currencies", "worth of no named donor", "worth of several events",
        "worth about", "worth at least",
        *(f"worth of {kind}" for kind in donors.WORTH_TYPES),
    ),
    "diff": (
        "new fact", "new fact known before", "new fact known before, of several versions",
        "new fact of several versions", "late fact", "late fact of several versions", "rescheduled",
        "rescheduled late", "rescheduled corrected", "correction", "correction: old null",
        "correction: new null", "correction: voided", "correction of a void", "correction: old not counting",
        "correction: new not counting", "correction: leaves and enters", "correction: only leaves",
        "correction: only enters", "correction moves an event behind X",
        "correction moves an event before X", "correction: facts became one",
        "correction: several versions since", "correction changes nothing", "corrected and new fact at once",
        "arrays in another order", "changed items by value or extra alone",
        *(f"changed {name}" for name in ("type", "occurredOn", "shipment", "donor", "jointly", "district",
                                         "among", "from", "items", "expectedOn", "final", "waybill", "to",
                                         "source", "note", "extra")),
        *(f"effect of {cause}" for cause in diff.CAUSES), *(f"effect on {name}" for name in diff.SUMS),
        "effect below 0", "effects of several causes on a key", "effects that undo each other",
        "void before it counted", "no changes", "the same day", "days but no events", "district filter",
        "item filter", "event hidden by a filter", "event shown by its from", "correction shown by old only",
        "correction shown by new only", "rescheduled shown by an item of its lines",
        "rescheduled hidden by the item", "usage error",
    ),
}


def true_ones(facts: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name, true in facts.items() if true)


def common_sights(query: Query) -> Iterator[str]:
    yield from true_ones({"district filter": "district" in query, "item filter": "item" in query,
                          "knownAt": "known-at" in query})


def sights(log: Log, state: State | None, query: Query, report: Report) -> Iterator[str]:
    """What was reached by an answer, each with the name of the report before it."""
    command = query["command"]
    found: Iterator[str] = {"needs": needs_sights, "donors": donors_sights}[command](
        state, query, report) if state is not None else {
            "ledger": ledger_sights, "diff": diff_sights}[command](log, query, report)
    for name in (*found, *common_sights(query)):
        if name != "knownAt" or command != "diff":
            assert name in SIGHTS[command], (command, name)
            yield f"{command}: {name}"


# ---------------------------------------------------------------------------------------------
# needs
# ---------------------------------------------------------------------------------------------


def needs_sights(state: State, query: Query, report: Report) -> Iterator[str]:
    rows, depth = report["needs"], query.get("depth")
    stocks = [stock for stock in state.stocks.values()
              if matches(stock.district, query.get("district")) and matches(stock.item, query.get("item"))]
    if not rows:
        yield "no rows"
    if any(stock.requested == 0 and stock.requested_unspecified == 0 for stock in stocks):
        yield "rows left out: nothing requested"
    for row in rows:
        yield "row"
        yield from needs_row_sights(row)
        yield from shared_sights(state, row, query)
        cut = [stock for stock in stocks if (stock.item, stock.unit) == (row["item"], row["unit"])
               and (stock.district if depth is None else cut_to(stock.district, depth)) == row["district"]]
        yield from true_ones({"added up by depth": len(cut) > 1,
                              "depth 1 or more cuts nothing": depth is not None and len(cut) == 1
                              and cut[0].district == row["district"]})
    for one, other in zip(rows, rows[1:]):
        if one["unmet"] == other["unmet"]:
            same = one["requestedUnspecified"] == other["requestedUnspecified"]
            yield "order by names" if same else "order by requestedUnspecified"


def needs_row_sights(row: Report) -> Iterator[str]:
    requested, received, outstanding, unmet = (
        row[name].thousandths for name in ("requested", "received", "outstanding", "unmet"))
    yield from true_ones({
        "requestedUnspecified > 0": row["requestedUnspecified"] > 0,
        "nothing but requests without quantity": requested == 0,
        "received > 0": received > 0,
        "outstanding > 0": outstanding > 0,
        "unspecifiedLines > 0": row["unspecifiedLines"] > 0,
        "unmet > 0": unmet > 0,
        "unmet 0: more came or comes than requested": 0 < requested < received + outstanding,
        "unmet lessened by received and outstanding": received > 0 and outstanding > 0 and unmet > 0,
        "shared > 0": row["shared"].thousandths > 0,
        "sharedUnspecifiedLines > 0": row["sharedUnspecifiedLines"] > 0,
        **{f"{name} {kind}": row[name] == kind
           for name in ("qualifier", "sharedQualifier", "requestedQualifier")
           for kind in ("about", "atLeast")},
    })


def shared_sights(state: State, row: Report, query: Query) -> Iterator[str]:
    district, _ = needs.place_of_row(row["district"], query)
    shared = needs.sharing_lines(state, row, query)
    lines = [line for line in state.lines.values()
             if (line.item, line.unit) == (row["item"], row["unit"])]
    here = [line for line in lines if needs.stands_in_row(line, row["district"], query)]
    yield from true_ones({
        "no line for the row": not here,
        "filter deeper than the cut": district != row["district"],
        "a covering line is not elsewhere": any(needs.covers_or_below(line, district) for line in here),
        "shared by several shipments": len({line.shipment for line in shared if line.outstanding}) > 1,
        "a line that covers nothing: no promise": any(
            line.covering_depth(district) is None and is_below(district, line.district)
            and not line.covering_names for line in lines),
    })
    for line in shared:
        names = line.covering_names
        hidden = "district" in query and not is_at_or_below(line.district, query["district"])
        yield from true_ones({
            "shared by a line above, without names": not names and line.outstanding,
            "shared by a line with names, at or above the row": line.outstanding and any(
                is_at_or_below(district, name) for name in names),
            "shared by a line with names below the row": line.outstanding and line.covering_depth(
                district) is None,
            "shared by a line below the row, with names": line.outstanding and is_below(
                line.district, district),
            "shared by a closed line": line.closed,
            "shared line hidden by the district filter": hidden and line.outstanding,
        })


# ---------------------------------------------------------------------------------------------
# ledger
# ---------------------------------------------------------------------------------------------


def ledger_sights(log: Log, query: Query, report: Report) -> Iterator[str]:
    known_at = parse_known_at(query["known-at"]) if "known-at" in query else None
    moving = ledger.moving_events(log, known_at)
    first, last = parse_day(report["fromDate"]), parse_day(report["toDate"])
    days = {event.occurred_on for event in moving}
    yield f"period {query['period']}" if "period" in query else "no period"
    yield from true_ones({
        "no rows": not report["ledger"],
        "a movement before the range": min(days, default=last) < first,
        "a movement after the range": max(days, default=last) > last,
        "a movement on the first day": first in days and first < last,
        "a movement on the last day": last in days and first < last,
        "toDate by default": "to-date" not in query,
    })
    if "from-date" not in query:
        yield from default_sights(log, query, moving, last)
    if "period" in query:
        yield from period_sights(query["period"], first, last)
    upto = [event for event in moving if event.occurred_on <= last]
    keys = {(stock.district, stock.item, stock.unit) for stock in State(upto, 0).stocks.values()}
    yield from ledger_key_sights(query, report, keys)
    for event in upto:
        if "depth" in query and event.type == "transferred" and first <= event.occurred_on and (
                cut_to(event.source, query["depth"]) == cut_to(event.district, query["depth"])):
            yield "transfer within a cut district"
    for row in report["ledger"]:
        yield "row"
        yield from ledger_row_sights(row)


def default_sights(log: Log, query: Query, moving: list[Event], last: int) -> Iterator[str]:
    yield "fromDate by default"
    earliest = min((event.occurred_on for event in moving), default=None)
    known_at = parse_known_at(query["known-at"]) if "known-at" in query else None
    yield from true_ones({
        "fromDate by default, no movement": earliest is None,
        "fromDate by default, all movements later": earliest is not None and earliest > last,
        "fromDate by default, earliest outside the filters": moving and not any(
            diff.is_shown(event, query) for event in moving if event.occurred_on == earliest),
        "fromDate by default, a request earlier": earliest is not None and any(
            event.type == "requested" and event.occurred_on < earliest
            for event in log.in_force(known_at)),
    })


def period_sights(period: str, first: int, last: int) -> Iterator[str]:
    all_periods = list(ledger.periods(first, last, period))
    if len(all_periods) > 1:
        yield "several periods"
    if period != "day" and ledger.end_of_period(last, period) > last:
        yield f"{period} cut by the range"


def ledger_key_sights(query: Query, report: Report, keys: set[tuple[str, str, str]]) -> Iterator[str]:
    rows_of: dict[tuple[str, str, str], list[Report]] = {}
    for row in report["ledger"]:
        rows_of.setdefault((row["district"], row["item"], row["unit"]), []).append(row)
    wanted = {key for key in keys
              if matches(key[0], query.get("district")) and matches(key[1], query.get("item"))}
    cut = {(cut_to(district, query.get("depth", 99)), item, unit) for district, item, unit in wanted}
    yield from true_ones({"key with every number 0 left out": cut - set(rows_of),
                          "added up by depth": len(cut) < len(wanted)})
    for rows in rows_of.values():
        if any(ledger.is_all_zero([row]) for row in rows):
            yield "row of zeros between others"


def ledger_row_sights(row: Report) -> Iterator[str]:
    amounts = {name: row[name].thousandths for name in ("opening", *ledger.MOVEMENTS, "closing")}
    moved = [name for name in ledger.MOVEMENTS if amounts[name] != 0]
    yield from (f"{name} > 0" for name in amounts if amounts[name] > 0 and name != "closing")
    yield from (f"{name} < 0" for name in amounts if amounts[name] < 0)
    yield from true_ones({
        "opening and no movement": amounts["opening"] != 0 and not moved,
        "key whose closing alone is 0": moved and amounts["closing"] == 0,
    })


# ---------------------------------------------------------------------------------------------
# donors
# ---------------------------------------------------------------------------------------------


def donors_sights(state: State, query: Query, report: Report) -> Iterator[str]:
    lines = donors.shown_lines(state, query)
    rows = report["donors"]
    yield from true_ones({
        "no rows": not rows,
        "donor null hidden by the filter": "donor" in query and any(
            line.donor is None for line in state.lines.values()),
        "donor filter finds below": "donor" in query and any(
            is_below(line.donor, query["donor"]) for line in lines),
    })
    yield from worth_sights(state, lines, report["worth"])
    for row in rows:
        yield "row"
        here = [line for line in lines
                if (line.donor, line.item, line.unit) == (row["donor"], row["item"], row["unit"])]
        yield from donors_row_sights(state, row)
        if len({line.shipment for line in here}) > 1:
            yield "lines of several shipments"
        for line in here:
            yield from joint_sights(state, line)
            yield from delivery_sights(state, line)
            yield from slip_sights(state, line)


def worth_sights(state: State, lines: list[Line], rows: list[Report]) -> Iterator[str]:
    goods = [(row["donor"], row["item"], row["unit"]) for row in rows]
    qualifiers = {row[f"{kind}WorthQualifier"] for row in rows for kind in donors.WORTH_TYPES}
    yield from true_ones({
        "worth": rows,
        "worth jointly": any(row["jointly"] for row in rows),
        "worth of several currencies": len(set(goods)) < len(goods),
        "worth of no named donor": any(row["donor"] is None for row in rows),
        "worth of several events": any(
            len(stated) > 1 for types in donors.worths(state, lines).values() for stated in types.values()),
        "worth about": "about" in qualifiers,
        "worth at least": "atLeast" in qualifiers,
    })
    for kind in donors.WORTH_TYPES:
        if any(row[f"{kind}Worth"].thousandths > 0 for row in rows):
            yield f"worth of {kind}"


def donors_row_sights(state: State, row: Report) -> Iterator[str]:
    mean, slipped = row["meanDays"], row["meanSlippedDays"]
    yield from true_ones({
        "donor null": row["donor"] is None,
        "jointly of one": len(row["jointly"]) == 1,
        "jointly of several": len(row["jointly"]) > 1,
        "some lines joint, some not": 0 < row["jointLines"] < row["lines"],
        "several lines": row["lines"] > 1,
        "openLines > 0": row["openLines"] > 0,
        "overdueLines > 0": row["overdueLines"] > 0,
        "overdueQuantity > 0": row["overdueQuantity"].thousandths > 0,
        "unspecifiedLines > 0": row["unspecifiedLines"] > 0,
        "promised < 0": row["promised"].thousandths < 0,
        "promised to an area and on its way": any(
            donors.promised_once(line) < line.promised for line in state.lines.values()
            if (line.donor, line.item, line.unit) == (row["donor"], row["item"], row["unit"])),
        "deliveries > 0": row["deliveries"] > 0,
        "deliveries 0": row["deliveries"] == 0,
        "slippedLines > 0": row["slippedLines"] > 0,
        "qualifier about": row["qualifier"] == "about",
        "qualifier atLeast": row["qualifier"] == "atLeast",
        "cancelled > 0": row["cancelled"].thousandths > 0,
        "no slip": row["worstSlippedDays"] == 0,
        "meanSlippedDays null": slipped is None,
        "meanSlippedDays rounded": slipped is not None and slipped.thousandths % 10 != 0,
    })
    if mean is not None:
        yield from true_ones({
            "meanDays < 0": mean.thousandths < 0,
            "meanDays > 0": mean.thousandths > 0,
            "meanDays rounded": mean.thousandths % 10 != 0,
            "worstDays < 0": row["worstDays"] < 0,
            "worstDays > meanDays": row["worstDays"] * 1000 > mean.thousandths,
        })


def joint_sights(state: State, line: Line) -> Iterator[str]:
    for event in donors.promise_events(state, line):
        if event.jointly:
            yield from true_ones({
                "jointly of an allocation": event.type == "allocated",
                "jointly of a delivery or cancellation": event.type in ("delivered", "cancelled"),
            })


def delivery_sights(state: State, line: Line) -> Iterator[str]:
    events = donors.promise_events(state, line)
    origins = donors.origins(state, line)
    promises = [event for one in origins for event in donors.promise_events(state, one)
                if event.type in donors.COVERING_TYPES]
    first = donors.first_promise(state, line)
    delivered = [event for event in events if event.type == "delivered"]
    yield from true_ones({
        "delivery without a first promise": delivered and first is None,
        "first promise where goods come from": first != donors.own_first_promise(state, line),
        "goods of a promise handed on twice": len(origins) > 2,
        "joint by where goods come from": donors.joint_donors(state, line) and not any(
            event.jointly for event in events),
        "first promise of several": len({event.occurred_on for event in promises}) > 1,
        "first promise an allocation": first is not None and {"allocated"} == {
            event.type for event in promises if event.occurred_on == first},
        "two items of a line in one delivery": len(donors.waits(state, line)) > len(delivered),
        "a delivery of 0": first is not None and any(
            item.quantity == 0 for event in delivered for item in event.items
            if (item.item, item.unit) == (line.item, line.unit)),
    })


def slip_sights(state: State, line: Line) -> Iterator[str]:
    first, end = donors.first_promised_day(state, line), donors.end_of(state, line)
    if first is None:
        return
    telling = [event for one in donors.origins(state, line) for event in donors.telling_events(state, one)]
    kinds = {event.type for event in telling if event.expected_on == first}
    own = donors.telling_events(state, line)
    deliveries = donors.delivery_days(state, line)
    yield from true_ones({
        "first promised day rescheduled": kinds == {"rescheduled"},
        "first promised day of a delivery or cancellation": kinds and kinds <= {"delivered", "cancelled"},
        "first promised day of an allocation": kinds == {"allocated"},
        "end: overdue": line.overdue,
        "end: a later expectedOn": line.open and not line.overdue and end is not None and end > first,
        "end: expectedOn is the first day promised": line.open and not line.overdue and end == first,
        "end: came in late": not line.open and end is not None and end > first,
        "end: came in early": not line.open and end is not None and end < first,
        "closed line without delivery has no end": end is None,
        "end: cancelled after the last delivery": (
            not line.open and deliveries and end > max(deliveries)),
        "first promised day of a covering line": not telling,
        "first promised day where goods come from": telling and (not own or (
            min(telling, key=Event.occurred_key) is not min(own, key=Event.occurred_key))),
    })


# ---------------------------------------------------------------------------------------------
# diff
# ---------------------------------------------------------------------------------------------


def diff_sights(log: Log, query: Query, report: Report) -> Iterator[str]:
    first, last = parse_day(query["from"]), parse_day(query["to"])
    changes = diff.changes_between(log, first, last)
    is_shown = diff.shows(log, query)
    everything = (*changes.new_facts, *changes.late_facts, *changes.rescheduled, *changes.corrections)
    yield from true_ones({
        "no changes": not everything,
        "the same day": first == last,
        "days but no events": not everything and report["effects"],
        "event hidden by a filter": len(everything) > sum(
            len(report[name]) for name in ("newFacts", "lateFacts", "rescheduled", "corrections")),
        "event shown by its from": "district" in query and any(
            is_shown(event) and not matches(event.district, query["district"])
            for event in (*changes.new_facts, *changes.late_facts)),
        "void before it counted": any(
            event.type == "voided" and event.id not in {
                one.new.id for one in changes.corrections if one.new is not None}
            for event in log.in_force(diff.last_instant(last))
            if event.recorded_at > diff.last_instant(first)),
    })
    yield from entered_sights(log, changes, first, last)
    for one in changes.corrections:
        yield from correction_sights(log, changes, one, first, last)
        shown = [event is not None and is_shown(event) for event in (one.old, one.new)]
        if one.old is not None and one.new is not None:
            yield from true_ones({"correction shown by old only": shown == [True, False],
                                  "correction shown by new only": shown == [False, True]})
    yield from true_ones({
        "rescheduled shown by an item of its lines": "item" in query and report["rescheduled"],
        "rescheduled hidden by the item": "item" in query and not all(
            is_shown(event) or not matches(event.district, query.get("district"))
            for event in changes.rescheduled)})
    yield from effect_sights(report)


def versions_of(log: Log, event: Event, last: int) -> list[Event]:
    """The versions of the fact that were known by the last day."""
    known = [one for one in log.events if one.recorded_at <= diff.last_instant(last)]
    return next(versions for versions in facts(known) if event.id in diff.ids_of(versions))


def entered_sights(log: Log, changes: diff.Changes, first: int, last: int) -> Iterator[str]:
    corrected_ids = {event.id for one in changes.corrections for event in (one.old, one.new) if event}
    for kind, events in (("new fact", changes.new_facts), ("late fact", changes.late_facts),
                         ("rescheduled", changes.rescheduled)):
        for event in events:
            yield kind
            known_before = event.recorded_at <= diff.last_instant(first)
            several = len(versions_of(log, event, last)) > 1
            yield from true_ones({
                "new fact known before": kind == "new fact" and known_before,
                "new fact known before, of several versions": kind == "new fact" and known_before and several,
                "new fact of several versions": kind == "new fact" and not known_before and several,
                "late fact of several versions": kind == "late fact" and several,
                "rescheduled late": kind == "rescheduled" and event.occurred_on <= first,
                "corrected and new fact at once": event.id in corrected_ids,
            })
    if any(event.type == "rescheduled" for event in changes.corrected):
        yield "rescheduled corrected"


def correction_sights(log: Log, changes: diff.Changes, one: diff.Correction, first: int, last: int
                      ) -> Iterator[str]:
    yield "correction"
    old, new = one.old, one.new
    versions = versions_of(log, old or new, last)
    here = set(diff.ids_of(versions))
    leaves = here & set(diff.ids_of(changes.leaving))
    enters = here & set(diff.ids_of(changes.corrected))
    before = [event for event in log.in_force(diff.last_instant(first)) if event.id in here]
    since = [event for event in versions if event.recorded_at > diff.last_instant(first)]
    yield from true_ones({
        "correction: old null": old is None,
        "correction: new null": new is None,
        "correction: voided": new is not None and new.type == "voided",
        "correction of a void": old is not None and old.type == "voided",
        "correction: old not counting": old is not None and old.type != "voided" and not leaves,
        "correction: new not counting": new is not None and new.type != "voided" and not enters,
        "correction: leaves and enters": leaves and enters,
        "correction: only leaves": leaves and not enters,
        "correction: only enters": enters and not leaves,
        "correction: facts became one": len(before) > 1,
        "correction: several versions since": len(since) > 1,
    })
    if old is not None and new is not None and "voided" not in (old.type, new.type):
        changed = diff.changed_fields(old, new)
        same_meaning = old.meaning().items == new.meaning().items
        yield from true_ones({
            "arrays in another order": any(
                name not in changed and before != after for name, before, after in (
                    ("items", old.items, new.items), ("among", old.among, new.among),
                    ("jointly", old.jointly, new.jointly))),
            "changed items by value or extra alone": "items" in changed and same_meaning,
            "correction moves an event behind X": old.occurred_on <= first < new.occurred_on,
            "correction moves an event before X": new.occurred_on <= first < old.occurred_on,
            "correction changes nothing": not changed,
        })
        yield from (f"changed {name}" for name in changed)


def effect_sights(report: Report) -> Iterator[str]:
    rows_of: dict[tuple[str, str, str], list[Report]] = {}
    for row in report["effects"]:
        rows_of.setdefault((row["district"], row["item"], row["unit"]), []).append(row)
        yield f"effect of {row['cause']}"
        sums = {name: row[name] if name in diff.COUNTS else row[name].thousandths for name in diff.SUMS}
        yield from (f"effect on {name}" for name in diff.SUMS if sums[name] != 0)
        if any(number < 0 for number in sums.values()):
            yield "effect below 0"
    for rows in rows_of.values():
        sums = [sum(row[name] if name in diff.COUNTS else row[name].thousandths for row in rows)
                for name in diff.SUMS]
        yield from true_ones({"effects of several causes on a key": len(rows) > 1,
                              "effects that undo each other": not any(sums)})
