"""The report `needs`: what districts asked for, and what of it neither came nor is on its way.

What is promised to an area stands beside the needs of its districts as `shared`, and does not lessen them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reference import (Amount, Line, State, Stock, delivery_row, inventory_row, is_at_or_below, is_below,
                       number_of_names, row_key, shown_groups, total, utf8, vaguest)


def covers_or_below(line: Line, district: str) -> bool:
    """Whether the line covers the district or a name below it."""
    return (line.covering_depth(district) is not None
            or any(is_below(name, district) for name in line.covering_names))


def place_of_row(district: str, query: Mapping[str, Any]) -> tuple[str, bool]:
    """The district whose lines a row adds up, and whether those below it, too, for depth cut them.

    A filter that goes deeper than the cut says which of them.
    """
    if number_of_names(district) < query.get("depth", float("inf")):
        return district, False
    wanted = query.get("district", district)
    return wanted if is_at_or_below(wanted, district) else district, True


def stands_in_row(line: Line, district: str, query: Mapping[str, Any]) -> bool:
    place, with_those_below = place_of_row(district, query)
    return is_at_or_below(line.district, place) if with_those_below else line.district == place


def sharing_lines(state: State, row: Mapping[str, Any], query: Mapping[str, Any]) -> list[Line]:
    """The lines elsewhere, whatever their shipment, that the district of a row may get a part of."""
    place, _ = place_of_row(row["district"], query)
    return [line for line in state.lines.values()
            if (line.item, line.unit) == (row["item"], row["unit"])
            and not stands_in_row(line, row["district"], query) and covers_or_below(line, place)]


def needs_row(state: State, stocks: list[Stock], lines: list[Line], query: Mapping[str, Any]
              ) -> dict[str, Any]:
    """A row of the report from the stocks and the delivery lines of the same key."""
    stock = inventory_row(stocks)
    delivery = delivery_row(lines) if lines else {}
    outstanding = delivery.get("outstanding", Amount(0))
    unmet = (stock["requested"].thousandths - stock["received"].thousandths
             - outstanding.thousandths)
    shared = sharing_lines(state, stock, query)
    return {
        "district": stock["district"],
        "item": stock["item"],
        "unit": stock["unit"],
        "requested": stock["requested"],
        "requestedQualifier": vaguest(name for one in stocks for name in one.requested_qualifiers),
        "requestedUnspecified": stock["requestedUnspecified"],
        "received": stock["received"],
        "outstanding": outstanding,
        "qualifier": vaguest(line.qualifier for line in lines if line.open),
        "unspecifiedLines": delivery.get("unspecifiedLines", 0),
        "unmet": Amount(max(0, unmet)),
        "shared": total(shared, "outstanding"),
        "sharedQualifier": vaguest(line.qualifier for line in shared if line.open),
        "sharedUnspecifiedLines": sum(line.unspecified for line in shared),
    }


def needs_key(row: Mapping[str, Any]) -> tuple:
    return (-row["unmet"].thousandths, -row["requestedUnspecified"], utf8(row["district"]),
            utf8(row["item"]), utf8(row["unit"]))


def needs_report(state: State, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill needs` prints, as a value for `to_json`."""
    deliveries = {row_key(lines[0]): lines
                  for lines in shown_groups(state.lines.values(), query)}
    rows = []
    for stocks in shown_groups(state.stocks.values(), query):
        stock = inventory_row(stocks)
        if stock["requested"] != Amount(0) or stock["requestedUnspecified"] > 0:
            rows.append(needs_row(state, stocks, deliveries.get(row_key(stocks[0]), []), query))
    return {"at": query["at"], "knownAt": query.get("known-at"), "needs": sorted(rows, key=needs_key)}
