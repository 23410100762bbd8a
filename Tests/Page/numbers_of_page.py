"""Compares the numbers of a page with those of `replay`, `pending` and `needs`, at any dates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import program
from browser import Browser

STATUS_WORDS = {"partiallyAllocated": "partly allocated", "partiallyDelivered": "partly delivered",
                "overDelivered": "over-delivered"}
DELIVERIES = ("pledged", "purchased", "dispatched", "promised", "delivered", "cancelled", "drawnDown",
              "outstanding", "overdueQuantity")
INVENTORY = ("requested", "received", "transferredIn", "transferredOut", "issued", "adjusted", "onHand")
PENDING = ("delivered", "outstanding", "overdueDays", "ageDays")
NEEDS = ("requested", "received", "outstanding", "unmet", "shared")
OPEN_ALL = """
for (let level = 0; level < 200; level += 1) {
  const closed = document.querySelector("#table-inventory button.toggle[aria-expanded=false]");
  if (!closed) return true;
  closed.click();
}
return false;
"""


def rows(table: list[dict[str, Any]], texts: tuple[str, ...], amounts: tuple[str, ...]) -> list[tuple]:
    """The texts and the exact amounts of rows."""
    return [tuple([row[key] for key in texts] + [Decimal(row[key]) for key in amounts]) for row in table]


def worded(report: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A report's rows with the words of the page for what has words there."""
    return [dict(row, status=STATUS_WORDS.get(row["status"], row["status"]),
                 expectedOn=row.get("expectedOn") or "") for row in report]


def is_below(path: str, upper: str) -> bool:
    return path == upper or path.startswith(upper + "/")


def compare(browser: Browser, log: Path | str, at: str, known: str | None, where: str,
            filters: dict[str, str] | None = None, goods: tuple[str, str] | None = None) -> int:
    """Compares what an opened page shows with the reports of the same dates; says how many rows.

    `goods` are those that the pictures show: an item, with those below it, and a unit.
    """
    options = [f"--at={at}"] + ([f"--known-at={known}"] if known else [])
    options += [f"--{key}={value}" for key, value in (filters or {}).items()]
    state = program.ask(log, "replay", *options)
    places = ("district", "item", "unit")

    def same(name: str, found: list[tuple], expected: list[tuple]) -> int:
        if found != expected:
            unlike = next((pair for pair in zip(found, expected) if pair[0] != pair[1]),
                          (len(found), len(expected)))
            raise AssertionError(f"{where}, at {at} known {known}: {name}: the page says {unlike[0]}, "
                                 f"waybill says {unlike[1]}")
        return len(found)

    count = same("deliveries", rows(browser.table("deliveries"), places + ("status",), DELIVERIES),
                 rows(worded(state["deliveries"]), places + ("status",), DELIVERIES))
    answer = program.ask(log, "pending", *options)
    pending = answer["pending"]
    texts = ("shipment",) + places + ("status", "expectedOn")
    for table in ("pending", "pools"):
        count += same(table, rows(browser.table(table), texts, PENDING),
                      rows(worded(answer[table]), texts, PENDING))
    count += same("needs", rows(browser.table("needs"), places, NEEDS),
                  rows(program.ask(log, "needs", *options)["needs"], places, NEEDS))
    if not browser.run(OPEN_ALL):
        raise AssertionError(f"{where}: the inventory does not open")
    browser.settle()
    shown = browser.table("inventory")
    deepest = max([row["district"].count("/") + 1 for row in shown], default=0)
    for depth in range(1, deepest + 1):
        level = [row for row in shown if "own" not in row["class"] and row["district"].count("/") + 1 == depth]
        expected = [row for row in program.ask(log, "replay", *options, f"--depth={depth}")["inventory"]
                    if row["district"].count("/") + 1 == depth]
        count += same(f"inventory at depth {depth}", sorted(rows(level, places, INVENTORY)),
                      sorted(rows(expected, places, INVENTORY)))
    if goods:
        compare_figures(browser, state, pending, goods, where)
    return count


def compare_changes(browser: Browser, log: Path | str, since: str, until: str, where: str,
                    filters: dict[str, str] | None = None) -> int:
    """Compares the corrections and late reports of an opened page with those of `diff`; says how many."""
    if since > until:
        until = since
    options = [f"--{key}={value}" for key, value in (filters or {}).items()]
    said = program.ask(log, "diff", f"--from={since}", f"--to={until}", *options)
    expected = []
    for correction in said["corrections"]:
        old, new = correction["old"], correction["new"]
        expected.append(("correction", new or old, old, new))
    for kind, name in (("late report", "lateFacts"), ("another day promised", "rescheduled")):
        expected += [(kind, event, None, event) for event in said[name]]
    wanted = []
    for kind, event, old, new in expected:
        place = next((one for one in (new, old) if one and one.get("district")), event)
        wanted.append((kind, event["occurredOn"], place.get("shipment", ""), place.get("district", ""),
                       old is not None, "does not count any more" if new is None else new["occurredOn"]))
    found = [(row["kind"], row["day"], row["shipment"], row["district"], row["before"] != "",
              row["now"] if row["now"] == "does not count any more" else row["now"].split(":")[0][-10:])
             for row in browser.table("changes")]
    if found != wanted:
        unlike = next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), (found, wanted))
        raise AssertionError(f"{where}, since {since} until {until}: the page says {unlike[0]}, "
                             f"diff says {unlike[1]}")
    return len(found)


def compare_figures(browser: Browser, state: dict[str, Any], pending: list[dict[str, Any]],
                    goods: tuple[str, str], where: str) -> None:
    """Compares the figures at the head of the page, and the last point of its course."""
    item, unit = goods
    chosen = [row for row in state["deliveries"] if row["unit"] == unit and is_below(row["item"], item)]
    stocks = [row for row in state["inventory"] if row["unit"] == unit and is_below(row["item"], item)]
    expected = {
        "open": len(pending), "overdue": sum(row["overdue"] for row in pending),
        "waiting": len({row["district"] for row in pending}),
        "delivered": sum(row["delivered"] for row in chosen),
        "outstanding": sum(row["outstanding"] for row in chosen),
        "onHand": sum(row["onHand"] for row in stocks),
    }
    for name, value in expected.items():
        if browser.figure(name) != value:
            raise AssertionError(f"{where}: {name} is {browser.figure(name)}, not {value}")
    unstated = sum(row["unspecifiedLines"] for row in chosen)
    if ("?" in browser.figure_text("outstanding")) != (unstated > 0):
        raise AssertionError(f"{where}: outstanding is {browser.figure_text('outstanding')}, and "
                             f"{unstated} lines do not say how much")
    course = [row for row in browser.table("course") if row["day"] <= state["at"]]
    last = course[-1] if course else {"delivered": "0", "outstanding": "0"}
    for name in ("delivered", "outstanding"):
        if Decimal(last[name]) != expected[name]:
            raise AssertionError(f"{where}: the course has {last[name]} {name}, not {expected[name]}")
