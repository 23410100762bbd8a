"""The report `ledger`: opening, in, out and closing of each stock between two dates."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from reference import (Amount, Event, Instant, Log, State, day_text, inventory_row, parse_day,
                       parse_known_at, shown_groups)

MOVING_TYPES = ("delivered", "transferred", "issued", "adjusted")
MOVEMENTS = ("received", "transferredIn", "transferredOut", "issued", "adjusted")

Key = tuple[str, str, str]


def moving_events(log: Log, known_at: Instant | None) -> list[Event]:
    """The events in force that move stock, whenever they occurred."""
    return [event for event in log.in_force(known_at) if event.type in MOVING_TYPES]


def to_day(query: Mapping[str, Any]) -> int:
    if "to-date" in query:
        return parse_day(query["to-date"])
    return datetime.date.today().toordinal()


def from_day(query: Mapping[str, Any], moving: list[Event], last: int) -> int:
    if "from-date" in query:
        return parse_day(query["from-date"])
    return min([event.occurred_on for event in moving] + [last])


def end_of_period(day: int, period: str) -> int:
    """The last day of the period that the day is in."""
    if period == "day":
        return day
    date = datetime.date.fromordinal(day)
    if period == "week":
        return day + 7 - date.isoweekday()
    days_of_month = calendar.monthrange(date.year, date.month)[1]
    return day + days_of_month - date.day


def periods(first: int, last: int, period: str | None) -> Iterator[tuple[int, int]]:
    """The first and the last day of each period that meets the range, cut to it."""
    while first <= last:
        end = last if period is None else min(last, end_of_period(first, period))
        yield first, end
        first = end + 1


def stock_rows(events: list[Event], query: Mapping[str, Any]) -> dict[Key, dict[str, Any]]:
    """The inventory rows that the events make, by district (after the cut), item and unit."""
    stocks = State(events, at=0).stocks.values()
    rows = [inventory_row(group) for group in shown_groups(stocks, query)]
    return {(row["district"], row["item"], row["unit"]): row for row in rows}


def ledger_row(key: Key, first: int, last: int, opening: Amount, moved: Mapping[str, Any],
               closing: Amount) -> dict[str, Any]:
    district, item, unit = key
    return {
        "district": district,
        "item": item,
        "unit": unit,
        "from": day_text(first),
        "to": day_text(last),
        "opening": opening,
        "received": moved.get("received", Amount(0)),
        "transferredIn": moved.get("transferredIn", Amount(0)),
        "transferredOut": moved.get("transferredOut", Amount(0)),
        "issued": moved.get("issued", Amount(0)),
        "adjusted": moved.get("adjusted", Amount(0)),
        "closing": closing,
    }


def is_all_zero(rows: list[dict[str, Any]]) -> bool:
    names = ("opening", *MOVEMENTS, "closing")
    return all(row[name] == Amount(0) for row in rows for name in names)


def ledger_report(log: Log, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill ledger` prints, as a value for `to_json`."""
    known_at = parse_known_at(query["known-at"]) if "known-at" in query else None
    moving = moving_events(log, known_at)
    last = to_day(query)
    first = from_day(query, moving, last)
    State.of(log, last, known_at)  # Refuses totals that `replay` at that day refuses.

    def on_hand(day: int) -> dict[Key, Amount]:
        rows = stock_rows([event for event in moving if event.occurred_on <= day], query)
        return {key: row["onHand"] for key, row in rows.items()}

    rows_of: dict[Key, list[dict[str, Any]]] = {key: [] for key in on_hand(last)}
    closing = on_hand(first - 1)
    for start, end in periods(first, last, query.get("period")):
        opening, closing = closing, on_hand(end)
        moved = stock_rows([event for event in moving if start <= event.occurred_on <= end], query)
        for key, rows in rows_of.items():
            rows.append(ledger_row(key, start, end, opening.get(key, Amount(0)), moved.get(key, {}),
                                   closing.get(key, Amount(0))))
    return {
        "fromDate": day_text(first),
        "toDate": day_text(last),
        "period": query.get("period"),
        "knownAt": query.get("known-at"),
        "ledger": [row for rows in rows_of.values() if not is_all_zero(rows) for row in rows],
    }
