#!/usr/bin/env python3
"""Examples of needs, worked out by hand."""

from __future__ import annotations

import tempfile
import unittest
from typing import Any

import answers
import needs
import odd_logs
import reference
from examples import Event, ask
from test_reference import LATE, event, log_of


def needed(*events: Event, at: str = LATE, **options: Any) -> list[Any]:
    return ask("needs", events, at=at, **options)["needs"]


def shared(asking: str, /, *events: Event, **options: Any) -> tuple[Any, Any]:
    """What is shared with a district that asks for 100 masks, and how many lines without a quantity."""
    rows = needed(event("requested", asking, 100), *events, **options)
    return rows[0]["shared"], rows[0]["sharedUnspecifiedLines"]


class Needs(unittest.TestCase):
    def test_a_row(self) -> None:
        rows = needed(event("requested", "A", 100), event("requested", "A", None),
                      event("delivered", "A", 20), event("pledged", "A", 50),
                      event("pledged", "A", None, shipment="T"))
        self.assertEqual(rows, [{
            "district": "A", "item": "mask", "unit": "piece", "requested": 100,
            "requestedQualifier": None, "requestedUnspecified": 1, "received": 20, "outstanding": 30, "qualifier": None,
            "unspecifiedLines": 1, "unmet": 50, "shared": 0, "sharedQualifier": None,
            "sharedUnspecifiedLines": 0}])

    def test_how_sure_what_is_on_its_way_is(self) -> None:
        def promised(district: str, qualifier: str, shipment: str, **fields: Any) -> Event:
            made = event("pledged", district, 10, shipment=shipment, **fields)
            made["items"][0]["qualifier"] = qualifier
            return made
        (row,) = needed(event("requested", "A/B", 100), promised("A/B", "atLeast", "S"),
                        promised("A", "about", "T"), promised("A", "atLeast", "U"))
        self.assertEqual((row["qualifier"], row["sharedQualifier"]), ("atLeast", "about"))
        self.assertIsNone(row["requestedQualifier"])
        rough = event("requested", "A/B", 5)
        rough["items"][0]["qualifier"] = "atLeast"
        self.assertEqual(needed(rough)[0]["requestedQualifier"], "atLeast")
        closed = event("cancelled", "A/B", None, shipment="S")
        (row,) = needed(event("requested", "A/B", 100), promised("A/B", "atLeast", "S"), closed)
        self.assertEqual((row["qualifier"], row["sharedQualifier"]), (None, None))

    def test_the_members_in_their_order(self) -> None:
        text = reference.to_json(answers.report(
            log_of(event("requested", "A", 1.5)), {"command": "needs", "at": "2020-02-01"}, {}))
        self.assertEqual(text, (
            '{"at":"2020-02-01","knownAt":null,"needs":[{"district":"A","item":"mask","unit":"piece",'
            '"requested":1.5,"requestedQualifier":null,"requestedUnspecified":0,"received":0,"outstanding":0,"qualifier":null,'
            '"unspecifiedLines":0,"unmet":1.5,"shared":0,"sharedQualifier":null,'
            '"sharedUnspecifiedLines":0}]}'))

    def test_only_what_was_requested_has_a_row(self) -> None:
        other_unit = event("requested", "A", 1)
        other_unit["items"][0]["unit"] = "box"
        rows = needed(event("delivered", "A", 5), event("pledged", "B", 5), other_unit,
                      event("requested", "B", None))
        self.assertEqual([(row["district"], row["unit"], row["received"], row["outstanding"])
                          for row in rows], [("A", "box", 0, 0), ("B", "piece", 0, 5)])

    def test_unmet_is_never_below_zero(self) -> None:
        self.assertEqual(needed(event("requested", "A", 5), event("delivered", "A", 9))[0]["unmet"], 0)
        self.assertEqual(needed(event("requested", "A", 5), event("pledged", "A", 9))[0]["unmet"], 0)

    def test_unmet_is_made_of_the_sums_after_the_cut(self) -> None:
        events = (event("requested", "A/B", 10), event("requested", "A/C", 10), event("delivered", "A/C", 25))
        self.assertEqual([row["unmet"] for row in needed(*events)], [10, 0])
        self.assertEqual([(row["district"], row["requested"], row["received"], row["unmet"])
                          for row in needed(*events, depth=1)], [("A", 20, 25, 0)])

    def test_filters_look_at_the_full_path(self) -> None:
        events = (event("requested", "A/B", 10), event("requested", "A/C", 5), event("delivered", "A/C", 5))
        (row,) = needed(*events, depth=1, district="A/B")
        self.assertEqual((row["district"], row["requested"], row["received"]), ("A", 10, 0))
        self.assertEqual(needed(*events, item="mas"), [])
        self.assertEqual(len(needed(*events, item="mask")), 2)

    def test_dates(self) -> None:
        later = event("requested", "A", 7, occurredOn="2020-02-02", recordedAt="2020-02-03T00:00:00Z")
        self.assertEqual(needed(event("requested", "A", 1), later, at="2020-02-01")[0]["requested"], 1)
        self.assertEqual(needed(event("requested", "A", 1), later, known_at="2020-02-02")[0]["requested"], 1)
        self.assertEqual(needed(event("requested", "A", 1), later)[0]["requested"], 8)

    def test_shared_by_a_line_above(self) -> None:
        pledge = event("pledged", "China", 40)
        self.assertEqual(shared("China/Hubei/Wuhan", pledge), (40, 0))
        self.assertEqual(shared("China/Hubei", event("pledged", "China/Hubei/Wuhan", 40)), (0, 0))
        self.assertEqual(shared("Chinaa", pledge), (0, 0))
        self.assertEqual(shared("China", pledge), (0, 0))

    def test_shared_by_names(self) -> None:
        def pledge(*names: str) -> Event:
            return event("pledged", "Japan", 40, among=list(names))

        self.assertEqual(shared("China/Hubei", pledge("China/Hubei", "China/Fujian")), (40, 0))
        self.assertEqual(shared("China/Hubei/Wuhan", pledge("China/Hubei")), (40, 0))
        self.assertEqual(shared("China", pledge("China/Hubei")), (40, 0))
        self.assertEqual(shared("China/Fujian", pledge("China/Hubei")), (0, 0))
        self.assertEqual(shared("Japan/Nagasaki", pledge("China/Hubei")), (0, 0))

    def test_shared_by_a_line_below_that_names_others(self) -> None:
        pledge = event("pledged", "China/Hubei", 40, among=["China/Fujian"])
        self.assertEqual(shared("China", pledge), (40, 0))
        self.assertEqual(shared("China", pledge, depth=1), (0, 0))

    def test_elsewhere_is_after_the_cut(self) -> None:
        pledge = event("pledged", "China", 40)
        self.assertEqual(shared("China/Hubei", pledge, depth=2), (40, 0))
        self.assertEqual(shared("China/Hubei", pledge, depth=1), (0, 0))

    def test_shared_of_all_shipments_but_of_one_item_and_unit(self) -> None:
        box = event("pledged", "China", 3, shipment="V")
        box["items"][0]["unit"] = "box"
        gloves = event("pledged", "China", 3, shipment="V")
        gloves["items"][0]["item"] = "glove"
        self.assertEqual(shared("China/Hubei", event("pledged", "China", 40),
                                event("pledged", "China", None, shipment="T"),
                                event("dispatched", "China", 2, shipment="U"), box, gloves), (42, 1))

    def test_shared_is_what_is_outstanding(self) -> None:
        self.assertEqual(shared("China/Hubei", event("pledged", "China", 40),
                                event("delivered", "China/Fujian", 15)), (25, 0))
        self.assertEqual(shared("China/Hubei", event("pledged", "China", None),
                                event("cancelled", "China", None)), (0, 0))

    def test_only_promises_cover(self) -> None:
        taken = event("allocated", "Japan", 5, source="China")
        self.assertEqual(shared("China/Hubei", event("delivered", "China", 9)), (0, 0))
        self.assertEqual(shared("China/Hubei", taken), (0, 0))
        self.assertEqual(shared("Japan/Omura", taken), (5, 0))
        self.assertEqual(shared("China/Hubei", event("delivered", "Japan", 9, among=["China"]),
                                event("pledged", "Japan", 10)), (0, 0))

    def test_filters_hide_no_line_from_shared(self) -> None:
        pledge = event("pledged", "China", 40)
        self.assertEqual(shared("China/Hubei", pledge, district="China/Hubei"), (40, 0))

    def test_order(self) -> None:
        def asked(district: str, quantity: int | None, item: str = "mask") -> Event:
            made = event("requested", district, quantity)
            made["items"][0]["item"] = item
            return made

        rows = needed(asked("few", 1), asked("open", None), asked("open", None), asked("half", None),
                      asked("\uff5e", 5), asked("\U0001f600", 5), asked("A/B", 5), asked("A B", 5),
                      asked("A B", 5, "glove"), asked("worst", 9))
        self.assertEqual([(row["district"], row["item"]) for row in rows], [
            ("worst", "mask"), ("A B", "glove"), ("A B", "mask"), ("A/B", "mask"), ("\uff5e", "mask"),
            ("\U0001f600", "mask"), ("few", "mask"), ("open", "mask"), ("half", "mask")])

    def test_pools_of_pending_and_shared_of_needs_cover_alike(self) -> None:
        """Where a line is not at or below the district, the two notions are one."""
        for seed in range(1, 60):
            odd_log = odd_logs.make_log(seed)
            if odd_log.refusal is not None:
                continue
            with tempfile.TemporaryDirectory() as folder:
                odd_log.write(folder)
                state = reference.State.of(reference.Log.read(folder), odd_logs.LAST_DAY, None)
            for line in state.lines.values():
                for district in {other.district for other in state.lines.values()}:
                    if not reference.is_at_or_below(line.district, district):
                        self.assertEqual(needs.covers_or_below(line, district), line.is_pool_of(district))


if __name__ == "__main__":
    unittest.main()
