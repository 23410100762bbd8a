"""The report `donors`: what each donor promised and what came, how late and how often put off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reference import (COVERING_TYPES, LARGEST_TOTAL, PROMISE_TYPES, Amount, Event, Line, Refusal, State,
                       matches, total, utf8)

WORTH_TYPES = ("pledged", "purchased", "dispatched", "delivered", "cancelled")


def is_of_line(event: Event, line: Line) -> bool:
    """Whether the event has an item of the line; an allocation counts for the line of `district`."""
    return ((event.shipment, event.district) == (line.shipment, line.district)
            and any((item.item, item.unit) == (line.item, line.unit) for item in event.items))


def promise_events(state: State, line: Line) -> list[Event]:
    return [event for event in state.events
            if event.type in PROMISE_TYPES and is_of_line(event, line)]


def joint_donors(state: State, line: Line) -> set[str]:
    return {name for event in promise_events(state, line) for name in event.jointly}


def first_promise(state: State, line: Line) -> int | None:
    """The day of the first promise: the least of pledged, allocated, purchased and dispatched."""
    return min((event.occurred_on for event in promise_events(state, line)
                if event.type in COVERING_TYPES), default=None)


def delivery_days(state: State, line: Line) -> list[int]:
    """The days of what was delivered on the line, one for each item."""
    return [event.occurred_on for event in promise_events(state, line) if event.type == "delivered"
            for item in event.items if (item.item, item.unit) == (line.item, line.unit)]


def waits(state: State, line: Line) -> list[int]:
    """The days from the first promise to each delivery; none where nothing was promised."""
    promised = first_promise(state, line)
    return [] if promised is None else [day - promised for day in delivery_days(state, line)]


def first_promised_day(state: State, line: Line) -> int | None:
    """The day for which the line was first promised, of its own events only."""
    telling = [event for event in state.events
               if event.expected_on is not None
               and (is_of_line(event, line)
                    or (event.type == "rescheduled"
                        and (event.shipment, event.district) == (line.shipment, line.district)))]
    return min(telling, key=Event.occurred_key).expected_on if telling else None


def end_of(state: State, line: Line) -> int | None:
    """The day that the line came in, or is expected on, or has not come by."""
    if not line.open:
        return max(delivery_days(state, line), default=None)
    if line.overdue:
        return max(line.expected_on, state.at)
    return line.expected_on


def slip(state: State, line: Line) -> int | None:
    """By how many days the line came, or will come, after the day for which it was first promised."""
    promised, end = first_promised_day(state, line), end_of(state, line)
    return None if promised is None or end is None else max(0, end - promised)


def mean(numbers: list[int]) -> Amount | None:
    """The mean, rounded half away from zero to thousandths."""
    if not numbers:
        return None
    total_of_all, count = sum(numbers), len(numbers)
    rounded = (2 * 1000 * abs(total_of_all) + count) // (2 * count)
    return Amount(-rounded if total_of_all < 0 else rounded)


def donors_row(state: State, lines: list[Line]) -> dict[str, Any]:
    overdue = [line for line in lines if line.overdue]
    joint = [joint_donors(state, line) for line in lines]
    waited = [days for line in lines for days in waits(state, line)]
    slips = [days for days in (slip(state, line) for line in lines) if days is not None]
    return {
        "donor": lines[0].donor,
        "item": lines[0].item,
        "unit": lines[0].unit,
        "jointly": sorted(set().union(*joint), key=utf8),
        "lines": len(lines),
        "jointLines": sum(bool(names) for names in joint),
        "openLines": sum(line.open for line in lines),
        "overdueLines": len(overdue),
        "unspecifiedLines": sum(line.unspecified for line in lines),
        "promised": total(lines, "promised"),
        "delivered": total(lines, "delivered"),
        "outstanding": total(lines, "outstanding"),
        "overdueQuantity": total(overdue, "outstanding"),
        "deliveries": len(waited),
        "meanDays": mean(waited),
        "worstDays": max(waited, default=None),
        "slippedLines": sum(days > 0 for days in slips),
        "meanSlippedDays": mean(slips),
        "worstSlippedDays": max(slips, default=None),
    }


def donors_key(line: Line) -> tuple:
    return line.donor is None, utf8(line.donor or ""), utf8(line.item), utf8(line.unit)


def shown_lines(state: State, query: Mapping[str, Any]) -> list[Line]:
    return [line for line in state.lines.values()
            if matches(line.donor, query.get("donor"))
            and matches(line.district, query.get("district"))
            and matches(line.item, query.get("item"))]


def worths(state: State, lines: list[Line]) -> dict[tuple, dict[str, list[tuple[int, str]]]]:
    """What the events of lines say that their items are worth: amounts with their qualifiers, by type of
    event, for each donor, item, unit and currency."""
    found: dict[tuple, dict[str, list[tuple[int, str]]]] = {}
    for line in lines:
        for event in promise_events(state, line):
            for item in event.items:
                if (event.type not in WORTH_TYPES or item.value is None
                        or (item.item, item.unit) != (line.item, line.unit)):
                    continue
                amount, currency, qualifier = item.value
                types = found.setdefault((line.donor, line.item, line.unit, currency), {})
                types.setdefault(event.type, []).append((amount, qualifier))
    return found


def worth_row(key: tuple, types: dict[str, list[tuple[int, str]]]) -> dict[str, Any]:
    row = dict(zip(("donor", "item", "unit", "currency"), key))
    for kind in WORTH_TYPES:
        stated = types.get(kind, [])
        amount, qualifiers = sum(amount for amount, _ in stated), {name for _, name in stated}
        if amount > LARGEST_TOTAL:
            raise Refusal(f"the worth of what was {kind} is above 10^15")
        row[f"{kind}Worth"] = Amount(amount)
        row[f"{kind}WorthQualifier"] = ("about" if "about" in qualifiers else
                                        "atLeast" if "atLeast" in qualifiers else None)
    return row


def worth_key(key: tuple) -> tuple:
    donor, *rest = key
    return donor is None, utf8(donor or ""), *map(utf8, rest)


def donors_report(state: State, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill donors` prints, as a value for `to_json`."""
    groups: dict[tuple, list[Line]] = {}
    for line in shown_lines(state, query):
        groups.setdefault(donors_key(line), []).append(line)
    return {
        "at": query["at"],
        "knownAt": query.get("known-at"),
        "donors": [donors_row(state, groups[key]) for key in sorted(groups)],
        "worth": [worth_row(key, types) for key, types in sorted(
            worths(state, shown_lines(state, query)).items(), key=lambda pair: worth_key(pair[0]))],
    }
