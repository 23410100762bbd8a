"""The report `diff`: what changed between the reports of two days, and what each cause did to the sums.

The report of a day is the one as of that day, as it was known by the day's last instant. An event is
shown by its id only: the reference does not keep what `log` prints of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference import (Amount, Event, Instant, Item, Line, Log, State, day_text, delivery_row, facts,
                       inventory_row, matches, parse_day, parse_known_at, rolled_up, utf8)

STOCK_SUMS = ("requested", "requestedUnspecified", "received", "transferredIn", "transferredOut", "issued",
              "adjusted", "onHand")
SUMS = ("requested", "requestedUnspecified", "pledged", "purchased", "dispatched", "allocated", "promised",
        "delivered", "damaged", "missing", "cancelled", "drawnDown", "outstanding", "overdueQuantity",
        "lines", "openLines", "overdueLines", "unspecifiedLines", "received", "transferredIn",
        "transferredOut", "issued", "adjusted", "onHand")
COUNTS = ("requestedUnspecified", "lines", "openLines", "overdueLines", "unspecifiedLines")
CAUSES = ("lateFacts", "corrections", "newFacts", "rescheduled", "days")

Key = tuple[str, str, str]


# ---------------------------------------------------------------------------------------------
# What changed
# ---------------------------------------------------------------------------------------------


@dataclass
class Correction:
    """A fact that has another version than before, or none."""

    old: Event | None
    new: Event | None


@dataclass
class Changes:
    """What entered and left a report. `corrected` are the events that entered as corrections."""

    late_facts: list[Event] = field(default_factory=list)
    new_facts: list[Event] = field(default_factory=list)
    rescheduled: list[Event] = field(default_factory=list)
    corrected: list[Event] = field(default_factory=list)
    leaving: list[Event] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def counting(log: Log, day: int) -> list[Event]:
    """The events that count in the report of the day."""
    return [event for event in log.summed(day, last_instant(day)) if event.type != "voided"]


def last_instant(day: int) -> Instant:
    return parse_known_at(day_text(day))


def ids_of(events: list[Event]) -> list[str]:
    return [event.id for event in events]


def changes_between(log: Log, first: int, last: int) -> Changes:
    """What changed from the report of the first day to the report of the last."""
    changes = Changes()
    before, after = counting(log, first), counting(log, last)
    in_force_before = log.in_force(last_instant(first))
    in_force_after = log.in_force(last_instant(last))
    known = [event for event in log.events if event.recorded_at <= last_instant(last)]
    changes.leaving = [event for event in before if event.id not in ids_of(after)]
    entering = [event for event in after if event.id not in ids_of(before)]
    for versions in facts(known):
        here = ids_of(versions)
        entered = [event for event in entering if event.id in here]
        left = [event for event in changes.leaving if event.id in here]
        corrected = [event for event in entered
                     if is_correction(event, versions, in_force_before, first)]
        changes.corrected += corrected
        for event in entered:
            if event not in corrected:
                list_of_entered(changes, event, first).append(event)
        if left or corrected:
            old = left or [event for event in in_force_before if event.id in here]
            new = [event for event in in_force_after if event.id in here]
            changes.corrections.append(Correction(newest(old), newest(new)))
    return changes


def is_correction(event: Event, versions: list[Event], in_force_before: list[Event], first: int
                  ) -> bool:
    """Whether an entering event is another version of what was recorded by the first day. One that
    was in force by then had its day ahead, nothing else."""
    if event.id in ids_of(in_force_before):
        return False
    return any(version.id != event.id and version.recorded_at <= last_instant(first)
               for version in versions)


def list_of_entered(changes: Changes, event: Event, first: int) -> list[Event]:
    """Where an entering event belongs that is no correction."""
    if event.type == "rescheduled":
        return changes.rescheduled
    return changes.new_facts if event.occurred_on > first else changes.late_facts


def newest(versions: list[Event]) -> Event | None:
    """The one version; of several facts that became one, that of the greatest (recordedAt, id)."""
    return max(versions, key=Event.recorded_key, default=None)


# ---------------------------------------------------------------------------------------------
# How two versions differ
# ---------------------------------------------------------------------------------------------


def item_key(item: Item) -> tuple:
    return (*item.sort_key(), item.value or (), item.extra is not None, item.extra or "")


def compared_fields(event: Event) -> dict[str, Any]:
    """The fields in which versions are compared, in the order of the format. Arrays in any order."""
    return {
        "type": event.type,
        "occurredOn": event.occurred_on,
        "shipment": event.shipment,
        "donor": event.donor,
        "jointly": sorted(event.jointly),
        "district": event.district,
        "among": sorted(event.among),
        "from": event.source,
        "items": sorted(item_key(item) for item in event.items),
        "expectedOn": event.expected_on,
        "final": event.final,
        "waybill": event.others.get("waybill"),
        "to": event.others.get("to"),
        "source": event.others.get("source"),
        "note": event.others.get("note"),
        "extra": event.others.get("extra"),
    }


def changed_fields(old: Event | None, new: Event | None) -> list[str]:
    if old is None or new is None:
        return []
    before, after = compared_fields(old), compared_fields(new)
    return [name for name in before if before[name] != after[name]]


# ---------------------------------------------------------------------------------------------
# What each cause does to the sums
# ---------------------------------------------------------------------------------------------


def sums_of(events: list[Event], day: int) -> dict[Key, dict[str, int]]:
    """The sums that `replay` shows as of the day, by district, item and unit."""
    state = State(events, day)
    sums: dict[Key, dict[str, int]] = {}
    for groups, row_of, is_stock in ((rolled_up(state.stocks.values(), None), inventory_row, True),
                                     (rolled_up(state.lines.values(), None), delivery_row, False)):
        for group in groups:
            row = row_of(group)
            key = row["district"], row["item"], row["unit"]
            here = sums.setdefault(key, dict.fromkeys(SUMS, 0))
            here.update({name: row[name] if name in COUNTS else row[name].thousandths for name in SUMS
                         if (name in STOCK_SUMS) == is_stock})
    return sums


def stages(log: Log, changes: Changes, first: int, last: int) -> list[dict[Key, dict[str, int]]]:
    """The sums of the first report, and those after each cause."""
    events = counting(log, first)
    stages = [sums_of(events, first)]
    leaving = ids_of(changes.leaving)
    for joining, going in ((changes.late_facts, []), (changes.corrected, leaving),
                           (changes.new_facts, []), (changes.rescheduled, [])):
        events = [event for event in events if event.id not in going] + joining
        stages.append(sums_of(events, first))
    assert sorted(ids_of(events)) == sorted(ids_of(counting(log, last)))
    return stages + [sums_of(events, last)]


def effects_of(log: Log, changes: Changes, first: int, last: int) -> list[dict[str, Any]]:
    sums = stages(log, changes, first, last)
    keys = sorted({key for stage in sums for key in stage},
                  key=lambda key: tuple(utf8(part) for part in key))
    rows = []
    nothing = dict.fromkeys(SUMS, 0)
    for district, item, unit in keys:
        for cause, before, after in zip(CAUSES, sums, sums[1:]):
            old = before.get((district, item, unit), nothing)
            new = after.get((district, item, unit), nothing)
            if old != new:
                row = {"district": district, "item": item, "unit": unit, "cause": cause}
                more = {name: new[name] - old[name] for name in SUMS}
                rows.append(row | {name: number if name in COUNTS else Amount(number)
                                   for name, number in more.items()})
    return rows


# ---------------------------------------------------------------------------------------------
# The report
# ---------------------------------------------------------------------------------------------


def is_shown(event: Event, query: Mapping[str, Any], lines: Iterable[Line] = ()) -> bool:
    """The filters of `log`: by any district and any item of the event. What moves a promised day has no
    items: it is shown where one of the lines, of its shipment and district, is of the item."""
    def any_matches(paths: list[str], wanted: str | None) -> bool:
        return wanted is None or any(matches(path, wanted) for path in paths)

    items = [item.item for item in event.items]
    if event.type == "rescheduled":
        items = [line.item for line in lines
                 if (line.shipment, line.district) == (event.shipment, event.district)]
    districts = [path for path in (event.district, event.source) if path is not None]
    return any_matches(districts, query.get("district")) and any_matches(items, query.get("item"))


def shows(log: Log, query: Mapping[str, Any]) -> Callable[[Event], bool]:
    """The filters of a comparison, by the lines of the later report."""
    last = parse_day(query["to"])
    lines = State(counting(log, last), last).lines.values()
    return lambda event: is_shown(event, query, lines)


def shown_ids(events: list[Event], is_shown: Callable[[Event], bool]) -> list[str]:
    return ids_of(sorted(filter(is_shown, events), key=Event.occurred_key))


def shown_corrections(corrections: list[Correction], is_shown: Callable[[Event], bool]
                      ) -> list[dict[str, Any]]:
    shown = [one for one in corrections
             if any(event is not None and is_shown(event) for event in (one.old, one.new))]
    shown.sort(key=lambda one: (one.new or one.old).occurred_key())
    return [{"old": one.old.id if one.old else None, "new": one.new.id if one.new else None,
             "changed": changed_fields(one.old, one.new)} for one in shown]


def diff_report(log: Log, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill diff` prints, as a value for `to_json`, with the id of each event in its place."""
    first, last = parse_day(query["from"]), parse_day(query["to"])
    changes = changes_between(log, first, last)
    is_shown = shows(log, query)
    return {
        "from": query["from"],
        "to": query["to"],
        "newFacts": shown_ids(changes.new_facts, is_shown),
        "lateFacts": shown_ids(changes.late_facts, is_shown),
        "corrections": shown_corrections(changes.corrections, is_shown),
        "rescheduled": shown_ids(changes.rescheduled, is_shown),
        "effects": [row for row in effects_of(log, changes, first, last)
                    if matches(row["district"], query.get("district"))
                    and matches(row["item"], query.get("item"))],
    }
