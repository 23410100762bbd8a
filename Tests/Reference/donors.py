"""The report `donors`: what each donor promised and what came, how late and how often put off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reference import (COVERING_TYPES, LARGEST_TOTAL, PROMISE_TYPES, Amount, Event, Line, Refusal, State,
                       matches, total, utf8, vaguest)

WORTH_TYPES = ("pledged", "purchased", "dispatched", "delivered", "cancelled")


def is_of_line(event: Event, line: Line) -> bool:
    """Whether the event has an item of the line; an allocation counts for the line of `district`."""
    return ((event.shipment, event.district) == (line.shipment, line.district)
            and any((item.item, item.unit) == (line.item, line.unit) for item in event.items))


def promise_events(state: State, line: Line) -> list[Event]:
    return [event for event in state.events
            if event.type in PROMISE_TYPES and is_of_line(event, line)]


def origins(state: State, line: Line) -> list[Line]:
    """The line, and those to which its goods were promised before: of a line to which nothing was
    pledged, the ones from which goods were allocated to it, the nearest that covers it, and theirs."""
    found = [line]
    for one in found:
        events = promise_events(state, one)
        if any(event.type == "pledged" for event in events):
            continue
        giving = [state.lines.get((one.shipment, event.source, one.item, one.unit))
                  for event in events if event.type == "allocated"]
        for other in giving + state.covering_lines(one)[:1]:
            if other is not None and other not in found:
                found.append(other)
    return found


def joint_donors(state: State, line: Line) -> set[str]:
    return {name for one in origins(state, line) for event in promise_events(state, one)
            for name in event.jointly}


def joint_names(state: State, lines: list[Line]) -> list[str]:
    return sorted(set().union(*(joint_donors(state, line) for line in lines)), key=utf8)


def own_first_promise(state: State, line: Line) -> int | None:
    """The least day of the line's pledged, allocated, purchased and dispatched events."""
    return min((event.occurred_on for event in promise_events(state, line)
                if event.type in COVERING_TYPES), default=None)


def first_promise(state: State, line: Line) -> int | None:
    """The day on which the line's goods were first promised, here or where they come from."""
    days = [own_first_promise(state, one) for one in origins(state, line)]
    return min((day for day in days if day is not None), default=None)


def delivery_days(state: State, line: Line) -> list[int]:
    """The days of what was delivered on the line, one for each item."""
    return [event.occurred_on for event in promise_events(state, line) if event.type == "delivered"
            for item in event.items if (item.item, item.unit) == (line.item, line.unit)]


def waits(state: State, line: Line) -> list[int]:
    """The days from the first promise to each delivery; none where nothing was promised."""
    promised = first_promise(state, line)
    return [] if promised is None else [day - promised for day in delivery_days(state, line)]


def telling_events(state: State, line: Line) -> list[Event]:
    """The line's events that say when something is expected."""
    return [event for event in state.events
            if event.expected_on is not None
            and (is_of_line(event, line)
                 or (event.type == "rescheduled"
                     and (event.shipment, event.district) == (line.shipment, line.district)))]


def first_promised_day(state: State, line: Line) -> int | None:
    """The day for which the line's goods were first promised, here or where they come from; where that
    is not said, that of the nearest covering line that says it."""
    telling = [event for one in origins(state, line) for event in telling_events(state, one)]
    for covering in state.covering_lines(line):
        telling = telling or telling_events(state, covering)
    return min(telling, key=Event.occurred_key).expected_on if telling else None


def end_of(state: State, line: Line) -> int | None:
    """The day on which the last of the line came in or was cancelled, or on which it is expected, or by
    which it has not come."""
    if not line.open:
        cancelled = [event.occurred_on for event in promise_events(state, line)
                     if event.type == "cancelled"]
        return max(delivery_days(state, line) + cancelled, default=None)
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


def promised_once(line: Line) -> int:
    """What is promised to the line, less what was promised to an area, from which it was drawn."""
    return line.promised - max(0, min(line.drawn_for, line.promised - line.pledged_here))


def donors_row(state: State, lines: list[Line]) -> dict[str, Any]:
    overdue = [line for line in lines if line.overdue]
    joint = [joint_donors(state, line) for line in lines]
    waited = [days for line in lines for days in waits(state, line)]
    slips = [days for days in (slip(state, line) for line in lines) if days is not None]
    return {
        "donor": lines[0].donor,
        "item": lines[0].item,
        "unit": lines[0].unit,
        "jointly": joint_names(state, lines),
        "lines": len(lines),
        "jointLines": sum(bool(names) for names in joint),
        "openLines": sum(line.open for line in lines),
        "overdueLines": len(overdue),
        "unspecifiedLines": sum(line.unspecified for line in lines),
        "promised": Amount(sum(promised_once(line) for line in lines)),
        "delivered": total(lines, "delivered"),
        "cancelled": total(lines, "cancelled"),
        "outstanding": total(lines, "outstanding"),
        "qualifier": vaguest(line.qualifier for line in lines if line.open),
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


def worth_row(key: tuple, types: dict[str, list[tuple[int, str]]], jointly: list[str]) -> dict[str, Any]:
    donor, *goods = key
    row = {"donor": donor, "jointly": jointly} | dict(zip(("item", "unit", "currency"), goods))
    for kind in WORTH_TYPES:
        stated = types.get(kind, [])
        amount = sum(amount for amount, _ in stated)
        if amount > LARGEST_TOTAL:
            raise Refusal(f"the worth of what was {kind} is above 10^15")
        row[f"{kind}Worth"] = Amount(amount)
        row[f"{kind}WorthQualifier"] = vaguest(name for _, name in stated)
    return row


def worth_key(key: tuple) -> tuple:
    donor, *rest = key
    return donor is None, utf8(donor or ""), *map(utf8, rest)


def goods_lines(state: State, query: Mapping[str, Any], key: tuple) -> list[Line]:
    """The shown lines of the donor, item and unit of a row of worths."""
    return [line for line in shown_lines(state, query)
            if (line.donor, line.item, line.unit) == key[:3]]


def donors_report(state: State, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill donors` prints, as a value for `to_json`."""
    groups: dict[tuple, list[Line]] = {}
    for line in shown_lines(state, query):
        groups.setdefault(donors_key(line), []).append(line)
    return {
        "at": query["at"],
        "knownAt": query.get("known-at"),
        "donors": [donors_row(state, groups[key]) for key in sorted(groups)],
        "worth": [worth_row(key, types, joint_names(state, goods_lines(state, query, key)))
                  for key, types in sorted(worths(state, shown_lines(state, query)).items(),
                                           key=lambda pair: worth_key(pair[0]))],
    }
