#!/usr/bin/env python3
"""Examples worked out by hand for the reference, and checks of the odd logs and the comparison.

    python3 -m unittest test_reference
"""

from __future__ import annotations

import copy
import itertools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from typing import Any

import compare
import odd_logs
import reference

FOLDER = os.path.dirname(os.path.abspath(__file__))
LATE = "2020-12-31"


def event(kind: str, district: str | None = None, quantity: Any = ..., **fields: Any) -> dict[str, Any]:
    """An event with one item of masks. A quantity of None is left out, none at all means no items."""
    made: dict[str, Any] = {"type": kind, "occurredOn": "2020-02-01",
                            "recordedAt": "2020-02-01T12:00:00Z"}
    if district is not None:
        made["district"] = district
    if kind in odd_logs.PROMISE_TYPES + ("rescheduled",):
        made["shipment"] = "S"
    if kind in odd_logs.REASON_REQUIRED:
        made["reason"] = "it is so"
    if quantity is not ...:
        made["items"] = [{"item": "mask", "unit": "piece"}]
        if quantity is not None:
            made["items"][0]["quantity"] = quantity
    if "source" in fields:
        made["from"] = fields.pop("source")
    return made | fields


def journal_of(events: list[dict[str, Any]], sums: bool = False) -> bytes:
    """A journal of the events; those without `id` are named e0, e1 and so on."""
    lines = []
    for number, one in enumerate(events):
        line = json.dumps({"id": f"e{number}"} | one, separators=(",", ":")).encode("utf-8")
        lines.append(odd_logs.with_sum(line) if sums else line)
    return b"".join(line + b"\n" for line in lines)


def log_of(*events: dict[str, Any]) -> reference.Log:
    return reference.Log(reference.read_journal(journal_of(list(events))))


def ask(log: reference.Log, command: str, at: str = LATE, **options: Any) -> Any:
    query = {"command": command, "at": at}
    query |= {name.replace("_", "-"): value for name, value in options.items()}
    return json.loads(reference.answer(log, query))


def replay(*events: dict[str, Any], **options: Any) -> Any:
    return ask(log_of(*events), "replay", **options)


def pending(*events: dict[str, Any], **options: Any) -> Any:
    return ask(log_of(*events), "pending", **options)


def outstanding(*events: dict[str, Any], **options: Any) -> dict[str, Any]:
    """What is outstanding by district, where something is."""
    return {row["district"]: row["outstanding"] for row in pending(*events, **options)["pending"]}


def deliveries(*events: dict[str, Any], **options: Any) -> dict[str, Any]:
    return {row["district"]: row for row in replay(*events, **options)["deliveries"]}


class Hash(unittest.TestCase):
    def test_known_vectors(self) -> None:
        self.assertEqual(reference.xxh64(b""), 0xEF46DB3751D8E999)
        self.assertEqual(reference.xxh64(b"a"), 0xD24EC4F1A98C6E5B)
        self.assertEqual(reference.xxh64(b"abc"), 0x44BC2CF5AD770999)
        text = b"Nobody inspects the spammish repetition"
        self.assertEqual(reference.xxh64(text), 0xFBCEA83C8A378BF1)

    def test_the_vectors_of_the_algorithm(self) -> None:
        """The buffer that the authors of XXH64 test with."""
        state, data = 2_654_435_761, bytearray()
        for _ in range(222):
            data.append(state >> 56)
            state = state * 11_400_714_785_074_694_797 % 2**64
        for length, expected in ((1, 0xE934A84ADB052768), (14, 0x8282DCC4994E35C8),
                                 (222, 0xB641AE8CB691C174)):
            self.assertEqual(reference.xxh64(bytes(data[:length])), expected)


class SharedPromises(unittest.TestCase):
    def test_allocated_and_delivered(self) -> None:
        rows = deliveries(
            event("pledged", "China", 100),
            event("allocated", "China/Shanghai", 60, source="China"),
            event("dispatched", "China/Shanghai", 60), event("delivered", "China/Shanghai", 60))
        self.assertEqual(rows["China"]["outstanding"], 40)
        self.assertEqual(rows["China"]["allocated"], -60)
        self.assertEqual(rows["China/Shanghai"]["outstanding"], 0)
        self.assertEqual(rows["China/Shanghai"]["status"], "delivered")

    def test_delivered_without_allocation(self) -> None:
        rows = deliveries(
            event("pledged", "China", 100),
            event("dispatched", "China/Shanghai", 60), event("delivered", "China/Shanghai", 60))
        self.assertEqual(rows["China"]["outstanding"], 40)
        self.assertEqual(rows["China"]["drawnDown"], 60)
        self.assertEqual(rows["China/Shanghai"]["outstanding"], 0)

    def test_cancelled_in_one_district_and_delivered_in_another(self) -> None:
        rows = deliveries(
            event("pledged", "China", 1000),
            event("dispatched", "China/Shanghai", 300), event("cancelled", "China/Shanghai", 300),
            event("dispatched", "China/Fujian", 300), event("delivered", "China/Fujian", 300))
        self.assertEqual({name: row["outstanding"] for name, row in rows.items()},
                         {"China": 700, "China/Shanghai": 0, "China/Fujian": 0})

    def test_damaged_is_owed_again_and_made_good(self) -> None:
        damaged = event("delivered", "Wuhan", 900)
        damaged["items"][0]["damaged"] = 100
        events = [event("pledged", "Wuhan", 1000), event("dispatched", "Wuhan", 1000), damaged]
        self.assertEqual(outstanding(*events), {"Wuhan": 100})
        events += [event("dispatched", "Wuhan", 100), event("delivered", "Wuhan", 100)]
        self.assertEqual(outstanding(*events), {})

    def test_damaged_is_not_owed_without_pledge(self) -> None:
        damaged = event("delivered", "Wuhan", 900)
        damaged["items"][0]["damaged"] = 60
        damaged["items"][0]["missing"] = 40
        self.assertEqual(outstanding(event("dispatched", "Wuhan", 1000), damaged), {})

    def test_the_nearest_covering_line_first(self) -> None:
        rows = deliveries(
            event("pledged", "China", 100), event("pledged", "China/Hubei", 10),
            event("delivered", "China/Hubei/Wuhan", 15))
        self.assertEqual(rows["China/Hubei"]["drawnDown"], 10)
        self.assertEqual(rows["China"]["drawnDown"], 5)

    def test_among_says_who_shares(self) -> None:
        pledge = event("pledged", "Japan", 100, among=["China/Hubei", "China"])
        rows = deliveries(pledge, event("delivered", "China/Hubei", 1), event("delivered", "Japan/N", 2),
                          event("delivered", "Chinaa", 4))
        self.assertEqual(rows["Japan"]["drawnDown"], 1)

    def test_among_of_all_events_of_the_line(self) -> None:
        rows = deliveries(event("pledged", "A", 100), event("dispatched", "A", 1, among=["B"]),
                          event("delivered", "A", 1, among=["C"]),
                          event("delivered", "A/X", 10), event("delivered", "B", 20),
                          event("delivered", "C", 40))
        self.assertEqual(rows["A"]["drawnDown"], 20)

    def test_claims_in_byte_order_of_district(self) -> None:
        rows = deliveries(
            event("pledged", "A", 10, among=["A/B", "A B", "\U0001f600", "\uff5e"]),
            event("pledged", "A/B", 1), event("delivered", "A/B", 8), event("delivered", "A B", 6))
        self.assertEqual(rows["A"]["drawnDown"], 10)
        self.assertEqual(rows["A B"]["promised"], 0)
        lines = reference.State.of(log_of(
            event("pledged", "A", 10, among=["A/B", "A B"]),
            event("delivered", "A/B", 8), event("delivered", "A B", 6)), 10**6, None).lines
        drawn = {line.district: line.drawn_for for line in lines.values()}
        self.assertEqual(drawn, {"A": 0, "A B": 6000, "A/B": 4000})

    def test_an_unstated_promise_gives_without_limit(self) -> None:
        rows = deliveries(event("pledged", "China", None), event("delivered", "China/A", 5),
                          event("delivered", "China/B", 7))
        self.assertEqual(rows["China"]["drawnDown"], 12)
        self.assertEqual(rows["China"]["outstanding"], 0)
        self.assertEqual(rows["China"]["unspecifiedLines"], 1)
        self.assertEqual(rows["China"]["openLines"], 1)

    def test_an_unstated_pledge_claims_nothing(self) -> None:
        rows = deliveries(event("pledged", "China", 10), event("pledged", "China/A", None),
                          event("delivered", "China/A", 5))
        self.assertEqual(rows["China"]["drawnDown"], 0)

    def test_a_closed_line_claims_what_came(self) -> None:
        events = [event("pledged", "China", 100), event("dispatched", "China/A", 50)]
        self.assertEqual(deliveries(*events)["China"]["drawnDown"], 50)
        events.append(event("delivered", "China/A", 20, final=True))
        self.assertEqual(deliveries(*events)["China"]["drawnDown"], 20)

    def test_allocated_away_may_exceed_what_there_is(self) -> None:
        row = deliveries(event("pledged", "China", 10),
                         event("allocated", "China/A", 15, source="China"))["China"]
        self.assertEqual((row["promised"], row["outstanding"], row["status"]), (-5, 0, "allocated"))

    def test_other_shipments_items_and_units_are_apart(self) -> None:
        other_unit = event("delivered", "China/A", 5)
        other_unit["items"][0]["unit"] = "box"
        rows = deliveries(event("pledged", "China", 10), other_unit,
                          event("delivered", "China/A", 5, shipment="T"))
        self.assertEqual(rows["China"]["drawnDown"], 0)


class Lines(unittest.TestCase):
    def test_closed_for_good(self) -> None:
        self.assertEqual(outstanding(event("cancelled", "A", None), event("pledged", "A", 10)), {})
        self.assertEqual(outstanding(event("delivered", "A", 1, final=True),
                                     event("pledged", "A", None, occurredOn="2020-03-01")), {})

    def test_statuses_of_open_lines(self) -> None:
        def status(*events: dict[str, Any]) -> str:
            return pending(*events)["pending"][0]["status"]

        self.assertEqual(status(event("pledged", "A", 9)), "pledged")
        self.assertEqual(status(event("pledged", "A", 9), event("purchased", "A", None)), "purchased")
        self.assertEqual(status(event("dispatched", "A", 1), event("pledged", "A", 9)), "dispatched")
        self.assertEqual(status(event("allocated", "A", 9, source="B")), "pledged")
        self.assertEqual(status(event("pledged", "A", 9), event("allocated", "B", 1, source="A"),
                                event("dispatched", "A", 2)), "partiallyAllocated")
        self.assertEqual(status(event("pledged", "A", 9), event("delivered", "A/B", 1)),
                         "partiallyAllocated")
        self.assertEqual(status(event("pledged", "A", 9), event("delivered", "A", 1)),
                         "partiallyDelivered")

    def test_statuses_of_lines_that_are_not_open(self) -> None:
        def status(*events: dict[str, Any]) -> str:
            lines = reference.State.of(log_of(*events), 10**6, None).lines
            return next(line.status for line in lines.values() if line.district == "A")

        self.assertEqual(status(event("pledged", "A", 9), event("delivered", "A", 9)), "delivered")
        self.assertEqual(status(event("pledged", "A", 9), event("delivered", "A", 10)), "overDelivered")
        self.assertEqual(status(event("delivered", "A", 10)), "delivered")
        self.assertEqual(status(event("delivered", "A", 9), event("delivered", "A", 9, final=True),
                                event("pledged", "A", None), event("pledged", "A", 1)), "delivered")
        self.assertEqual(status(event("pledged", "A", 9), event("allocated", "B", 9, source="A")),
                         "allocated")
        self.assertEqual(status(event("pledged", "A", 9), event("cancelled", "A", 9)), "cancelled")

    def test_over_delivery_counts_what_was_drawn_for_the_line(self) -> None:
        events = [event("pledged", "P", 4, among=["A"]), event("pledged", "A", 6),
                  event("delivered", "A", 10)]
        lines = reference.State.of(log_of(*events), 10**6, None).lines
        self.assertEqual([line.status for line in lines.values()], ["allocated", "delivered"])

    def test_expected_on_by_occurred_recorded_id(self) -> None:
        events = [event("pledged", "A", 9, expectedOn="2020-03-01", id="b"),
                  event("rescheduled", "A", expectedOn="2020-05-01", id="a"),
                  event("dispatched", "A", 1, occurredOn="2020-01-31", expectedOn="2020-06-01")]
        self.assertEqual(pending(*events)["pending"][0]["expectedOn"], "2020-03-01")
        events[1]["recordedAt"] = "2020-02-01T12:00:00.000000001Z"
        self.assertEqual(pending(*events)["pending"][0]["expectedOn"], "2020-05-01")

    def test_expected_on_of_the_nearest_covering_line_that_has_one(self) -> None:
        events = [event("pledged", "A", 9, expectedOn="2020-03-01"), event("pledged", "A/B", 9),
                  event("pledged", "A/B/C", 9, id="c")]
        rows = {row["district"]: row["expectedOn"] for row in pending(*events)["pending"]}
        self.assertEqual(rows, dict.fromkeys(("A", "A/B", "A/B/C"), "2020-03-01"))

    def test_rescheduled_makes_no_line(self) -> None:
        report = replay(event("rescheduled", "A", expectedOn="2020-03-01"))
        self.assertEqual((report["events"], report["deliveries"]), (0, []))

    def test_overdue(self) -> None:
        events = [event("pledged", "A", 9, expectedOn="2020-03-01")]
        row = pending(*events, at="2020-03-01")["pending"][0]
        self.assertEqual((row["overdue"], row["overdueDays"], row["ageDays"]), (False, 0, 29))
        row = pending(*events, at="2020-03-02")["pending"][0]
        self.assertEqual((row["overdue"], row["overdueDays"], row["ageDays"]), (True, 1, 30))
        self.assertEqual(deliveries(*events, at="2020-03-02")["A"]["overdueQuantity"], 9)

    def test_donor_of_a_shipment(self) -> None:
        events = [event("pledged", "A", 9), event("delivered", "B", 9, donor="Late"),
                  event("cancelled", "C", 9, donor="Early", occurredOn="2020-01-01")]
        self.assertEqual(pending(*events)["pending"][0]["donor"], "Early")

    def test_qualifier(self) -> None:
        pledge, purchase, delivery = (event(kind, "A", 9) for kind in ("pledged", "purchased", "delivered"))
        delivery["items"] = [{"item": "mask", "unit": "piece", "quantity": 1, "qualifier": "about"}]
        purchase["items"][0]["qualifier"] = "atLeast"
        self.assertIsNone(pending(pledge, delivery)["pending"][0]["qualifier"])
        self.assertEqual(pending(pledge, purchase, delivery)["pending"][0]["qualifier"], "atLeast")
        pledge["items"].append({"item": "mask", "unit": "piece", "qualifier": "about"})
        self.assertEqual(pending(pledge, purchase)["pending"][0]["qualifier"], "about")

    def test_an_allocation_marks_the_line_of_from_by_its_date_only(self) -> None:
        allocation = event("allocated", "B", 2, source="A", occurredOn="2020-01-01",
                           expectedOn="2020-01-02", among=["C"])
        allocation["items"][0]["qualifier"] = "about"
        rows = {row["district"]: row for row in pending(event("pledged", "A", 9), allocation)["pending"]}
        self.assertEqual((rows["A"]["since"], rows["A"]["expectedOn"], rows["A"]["among"],
                          rows["A"]["qualifier"]), ("2020-01-01", None, [], None))
        self.assertEqual((rows["B"]["since"], rows["B"]["expectedOn"], rows["B"]["among"],
                          rows["B"]["qualifier"]), ("2020-01-01", "2020-01-02", ["C"], "about"))


class Stock(unittest.TestCase):
    def test_inventory(self) -> None:
        report = replay(
            event("requested", "A", 50), event("requested", "A", None), event("delivered", "A", 10.5),
            event("transferred", "B", 4, source="A"), event("issued", "A", 8),
            event("adjusted", "A", -2.25), event("adjusted", "A", 0.5))
        self.assertEqual(report["inventory"], [
            {"district": "A", "item": "mask", "unit": "piece", "requested": 50,
             "requestedUnspecified": 1, "received": 10.5, "transferredIn": 0, "transferredOut": 4,
             "issued": 8, "adjusted": -1.75, "onHand": -3.25},
            {"district": "B", "item": "mask", "unit": "piece", "requested": 0,
             "requestedUnspecified": 0, "received": 0, "transferredIn": 4, "transferredOut": 0,
             "issued": 0, "adjusted": 0, "onHand": 4}])
        self.assertEqual(report["events"], 7)

    def test_rows_of_nothing_but_zeros_are_left_out(self) -> None:
        lost = event("delivered", "A", 0)
        lost["items"][0]["missing"] = 5
        report = replay(lost, event("adjusted", "A", 3), event("adjusted", "A", -3))
        self.assertEqual(report["inventory"], [])
        self.assertEqual(len(report["deliveries"]), 1)

    def test_overflow(self) -> None:
        huge = [{"item": "mask", "unit": "piece", "quantity": 10**12}] * 1000
        full = event("adjusted", "A", items=huge)
        empty = event("adjusted", "A", items=[dict(item, quantity=-(10**12)) for item in huge])
        one_more = event("adjusted", "A", 0.001, occurredOn="2020-02-02")
        self.assertEqual(replay(full)["inventory"][0]["onHand"], 10**15)
        self.assertEqual(replay(full, empty)["inventory"], [])
        log = log_of(full, empty, one_more)
        self.assertEqual(ask(log, "replay", at="2020-02-01")["inventory"], [])
        with self.assertRaisesRegex(reference.Refusal, "10\\^15"):
            ask(log, "replay", at="2020-02-02")


class Versions(unittest.TestCase):
    def quantity(self, *events: dict[str, Any], **options: Any) -> Any:
        rows = replay(*events, **options)["deliveries"]
        return sum(row["delivered"] for row in rows)

    def delivered(self, name: str, quantity: int, hour: int, **fields: Any) -> dict[str, Any]:
        return event("delivered", "A", quantity, id=name, recordedAt=f"2020-02-02T{hour:02}:00:00Z",
                     **fields)

    def test_two_sites_mend_the_same_delivery(self) -> None:
        events = [self.delivered("a", 1, 1), self.delivered("c", 2, 2, replaces="a"),
                  self.delivered("b", 4, 3, replaces="a")]
        for order in itertools.permutations(events):
            self.assertEqual(self.quantity(*order), 4)
        self.assertEqual(replay(*events)["events"], 1)

    def test_a_tie_is_decided_by_the_bytes_of_the_ids(self) -> None:
        events = [self.delivered("\U0001f4e6", 1, 2, replaces="x"),
                  self.delivered("\uff8a", 2, 2, replaces="x"), self.delivered("Z", 4, 2, replaces="x")]
        self.assertEqual(self.quantity(*events), 1)

    def test_chains_and_voids(self) -> None:
        chain = [self.delivered("a", 1, 1), self.delivered("b", 2, 2, replaces="a"),
                 self.delivered("c", 4, 3, replaces="b")]
        self.assertEqual(self.quantity(*chain), 4)
        void = event("voided", id="v", replaces="c", recordedAt="2020-02-02T04:00:00Z")
        self.assertEqual(self.quantity(*chain, void), 0)
        self.assertEqual(replay(*chain, void)["events"], 0)
        self.assertEqual(self.quantity(*chain, void, known_at="2020-02-02T03:59:59.999999999Z"), 4)

    def test_an_id_that_is_not_there_connects(self) -> None:
        self.assertEqual(self.quantity(self.delivered("a", 1, 1, replaces="gone"),
                                       self.delivered("b", 2, 2, replaces="gone")), 2)

    def test_an_id_that_is_not_known_yet_connects_but_is_not_needed(self) -> None:
        events = [self.delivered("a", 1, 9), self.delivered("b", 2, 1, replaces="a"),
                  self.delivered("c", 4, 2, replaces="a")]
        self.assertEqual(self.quantity(*events, known_at="2020-02-02T05:00:00Z"), 4)
        self.assertEqual(self.quantity(*events), 4)

    def test_a_link_that_is_not_known_yet_does_not_connect(self) -> None:
        events = [self.delivered("a", 1, 1), self.delivered("b", 2, 2),
                  self.delivered("c", 4, 9, replaces="a")]
        self.assertEqual(self.quantity(*events, known_at="2020-02-02"), 6)
        self.assertEqual(self.quantity(*events, known_at="2020-02-02T08:00:00Z"), 3)

    def test_versions_are_chosen_whatever_their_date(self) -> None:
        events = [self.delivered("a", 1, 1),
                  self.delivered("b", 2, 2, replaces="a", occurredOn="2020-06-01")]
        self.assertEqual(self.quantity(*events, at="2020-05-31"), 0)
        self.assertEqual(self.quantity(*events, at="2020-06-01"), 2)

    def test_cycles_are_out(self) -> None:
        ring = [self.delivered("a", 1, 1, replaces="b"), self.delivered("b", 2, 2, replaces="a")]
        self.assertEqual(self.quantity(*ring), 0)
        self.assertEqual(self.quantity(*ring, self.delivered("c", 4, 0, replaces="b")), 4)

    def test_copies_count_once_and_from_the_earliest(self) -> None:
        copies = [self.delivered("a", 1, 5, note="one"), self.delivered("a", 1, 3, waybill="W")]
        self.assertEqual(self.quantity(*copies), 1)
        self.assertEqual(self.quantity(*copies, known_at="2020-02-02T03:00:00Z"), 1)
        self.assertEqual(self.quantity(*copies, known_at="2020-02-02T11:00:00+08:00"), 1)
        self.assertEqual(self.quantity(*copies, known_at="2020-02-02T02:59:59Z"), 0)

    def test_arrays_in_any_order_mean_the_same(self) -> None:
        one = self.delivered("a", 1, 1, among=["X", "Y"], jointly=["P", "Q"])
        one["items"].append({"item": "mask", "unit": "box", "quantity": 2, "damaged": 0})
        other = copy.deepcopy(one)
        for name in ("items", "among", "jointly"):
            other[name].reverse()
        del other["items"][0]["damaged"]
        other["items"][1]["value"] = {"amount": 1, "currency": "USD"}
        self.assertEqual(self.quantity(one, other), 3)

    def test_conflicts(self) -> None:
        copies = [self.delivered("a", 1, 1), self.delivered("a", 2, 1)]
        with self.assertRaisesRegex(reference.Refusal, "conflict"):
            log_of(*copies)
        settled = [*copies, self.delivered("b", 4, 9, replaces="a")]
        self.assertEqual(self.quantity(*settled), 4)
        self.assertEqual(self.quantity(*settled, known_at="2020-02-02T05:00:00Z"), 0)

    def test_conflicting_ids_do_not_settle_each_other(self) -> None:
        copies = [self.delivered(identifier, quantity, 1, replaces=other)
                  for identifier, other in (("a", "b"), ("b", "a")) for quantity in (1, 2)]
        with self.assertRaisesRegex(reference.Refusal, "conflict"):
            log_of(*copies)
        void = event("voided", id="v", replaces="b", recordedAt="2020-02-03T00:00:00Z")
        with self.assertRaisesRegex(reference.Refusal, "conflict"):
            log_of(*copies, void)
        other = event("voided", id="w", replaces="a", recordedAt="2020-02-03T00:00:00Z")
        self.assertEqual(self.quantity(*copies, void, other), 0)

    def test_what_a_settled_conflict_replaces_stays(self) -> None:
        events = [self.delivered("a", 1, 1), self.delivered("b", 2, 2, replaces="a"),
                  self.delivered("b", 4, 2, replaces="a"),
                  event("voided", id="v", replaces="b", recordedAt="2020-02-03T00:00:00Z")]
        self.assertEqual(self.quantity(*events), 1)

    def test_known_at_a_date_is_its_last_instant(self) -> None:
        last = self.delivered("a", 1, 1) | {"recordedAt": "2020-02-02T23:59:59.999999999Z"}
        next_day = self.delivered("b", 2, 1) | {"recordedAt": "2020-02-03T08:00:00+08:00"}
        self.assertEqual(self.quantity(last, next_day, known_at="2020-02-02"), 1)
        self.assertEqual(self.quantity(last, next_day, known_at="2020-02-03"), 3)


class Reports(unittest.TestCase):
    def test_the_text_of_replay(self) -> None:
        log = log_of(event("pledged", "A", 1.5), event("delivered", "A", 10000))
        query = {"command": "replay", "at": LATE, "known-at": "2021-01-01"}
        self.assertEqual(reference.answer(log, query), (
            '{"at":"2020-12-31","knownAt":"2021-01-01","events":2,"inventory":[{"district":"A",'
            '"item":"mask","unit":"piece","requested":0,"requestedUnspecified":0,"received":10000,'
            '"transferredIn":0,"transferredOut":0,"issued":0,"adjusted":0,"onHand":10000}],'
            '"deliveries":[{"district":"A","item":"mask","unit":"piece","status":"delivered","lines":1,'
            '"openLines":0,"overdueLines":0,"unspecifiedLines":0,"pledged":1.5,"purchased":0,'
            '"dispatched":0,"allocated":0,"promised":1.5,"delivered":10000,"cancelled":0,"drawnDown":0,'
            '"outstanding":0,"overdueQuantity":0,"damaged":0,"missing":0}]}'))

    def test_the_text_of_pending(self) -> None:
        log = log_of(event("pledged", "上海", 1.5, among=["b", "a"]))
        self.assertEqual(reference.answer(log, {"command": "pending", "at": "2020-02-03"}), (
            '{"at":"2020-02-03","knownAt":null,"pending":[{"shipment":"S","donor":null,'
            '"district":"上海","among":["a","b"],"item":"mask","unit":"piece","status":"pledged",'
            '"pledged":1.5,"purchased":0,"dispatched":0,"allocated":0,"promised":1.5,"delivered":0,'
            '"cancelled":0,"drawnDown":0,"outstanding":1.5,"unspecified":false,"qualifier":null,'
            '"expectedOn":null,"overdue":false,"overdueDays":0,"since":"2020-02-01","ageDays":2}],'
            '"pools":[]}'))

    def test_amounts(self) -> None:
        for thousandths, text in ((1500, "1.5"), (10_000_000, "10000"), (-3000, "-3"), (-1, "-0.001"),
                                  (0, "0"), (10**18, "1" + "0" * 15), (1010, "1.01")):
            self.assertEqual(str(reference.Amount(thousandths)), text)

    def test_depth_cuts_and_adds_up(self) -> None:
        events = [event("pledged", "A/B/C", 1, expectedOn="2020-01-01"), event("pledged", "A/B", 2),
                  event("delivered", "A/D", 4), event("delivered", "AB", 8)]
        rows = deliveries(*events, depth=1)
        self.assertEqual(list(rows), ["A", "AB"])
        self.assertEqual((rows["A"]["lines"], rows["A"]["pledged"], rows["A"]["overdueLines"],
                          rows["A"]["overdueQuantity"], rows["A"]["status"]), (3, 3, 1, 1, "overdue"))
        self.assertEqual(list(deliveries(*events, depth=2)), ["A/B", "A/D", "AB"])
        self.assertEqual(list(deliveries(*events, depth=1, district="A/B")), ["A"])
        self.assertEqual(deliveries(*events, depth=1, district="A/B")["A"]["lines"], 2)

    def test_rows_in_byte_order(self) -> None:
        names = ["A", "A B", "A/B", "B", "\uff5e", "\U0001f600"]
        events = [event("delivered", name, 1) for name in reversed(names)]
        self.assertEqual(list(deliveries(*events)), names)
        self.assertEqual([row["district"] for row in replay(*events)["inventory"]], names)

    def test_pending_order(self) -> None:
        def pledge(shipment: str, **fields: Any) -> dict[str, Any]:
            return event("pledged", "A", 1, shipment=shipment, **fields)

        rows = pending(pledge("none"), pledge("b", expectedOn="2020-03-03"),
                       pledge("late", expectedOn="2020-02-01"), pledge("later", expectedOn="2020-02-02"),
                       pledge("a", expectedOn="2020-03-03"), at="2020-03-01")["pending"]
        self.assertEqual([row["shipment"] for row in rows], ["late", "later", "a", "b", "none"])

    def test_filters_of_pending(self) -> None:
        events = [event("pledged", "A", 1, donor="Japan/Omura", expectedOn="2020-02-05"),
                  event("pledged", "A", 1, shipment="T", occurredOn="2020-02-03")]
        def shipments(**options: Any) -> list[str]:
            return [row["shipment"] for row in pending(*events, at="2020-02-06", **options)["pending"]]

        self.assertEqual(shipments(), ["S", "T"])
        self.assertEqual(shipments(donor="Japan"), ["S"])
        self.assertEqual(shipments(donor="Jap"), [])
        self.assertEqual(shipments(overdue=True), ["S"])
        self.assertEqual(shipments(older_than=3), ["S"])
        self.assertEqual(shipments(older_than=2), ["S", "T"])
        self.assertEqual(shipments(due_by="2020-02-05"), ["S"])
        self.assertEqual(shipments(due_by="2020-02-04"), [])
        self.assertEqual(shipments(item="mask"), ["S", "T"])
        self.assertEqual(shipments(item="mask/N95"), [])

    def test_pools(self) -> None:
        events = [event("pledged", "China", 9), event("pledged", "China/Hubei", 9),
                  event("pledged", "Japan", 9, among=["China/Hubei/Wuhan"], shipment="T"),
                  event("pledged", "Korea", 9, among=["China"], shipment="U"),
                  event("pledged", "India", 9, among=["China/Hub"], shipment="V"),
                  event("pledged", "China/Hubei/Wuhan", 9)]
        report = pending(*events, district="China/Hubei")
        self.assertEqual([row["district"] for row in report["pending"]],
                         ["China/Hubei", "China/Hubei/Wuhan"])
        self.assertEqual([row["district"] for row in report["pools"]], ["China", "Japan", "Korea"])
        self.assertEqual(pending(*events)["pools"], [])


class Validation(unittest.TestCase):
    """What the format accepts and refuses. Every flaw of the odd logs is tried on its own."""

    def setUp(self) -> None:
        self.maker = odd_logs.Maker(0)

    def plain_line(self, kind: str, **fields: Any) -> bytes:
        return self.maker.flawed_line(odd_logs.Flaw("none", kind, fields), sums=False)

    def accept(self, kind: str, item: dict[str, str] | None = None, **fields: str) -> reference.Event:
        flaw = odd_logs.Flaw("none", kind, fields, item or {})
        (accepted,) = reference.read_journal(self.maker.flawed_line(flaw, sums=False))
        return accepted

    def test_plain_events_are_accepted(self) -> None:
        for kind in odd_logs.TYPES:
            with self.subTest(kind):
                self.assertEqual(self.accept(kind).type, kind)

    def test_flaws_of_meaning(self) -> None:
        for flaw in itertools.chain(*odd_logs.MEANING_FLAWS):
            for sums in (False, True):
                with self.subTest(flaw.name, sums=sums):
                    good = self.plain_line("issued")
                    good = odd_logs.with_sum(good) if sums else good
                    bad = self.maker.flawed_line(flaw, sums)
                    for lines in ((bad,), (good, bad), (bad, good)):
                        with self.assertRaises(reference.Malformed):
                            reference.read_journal(b"\n".join(lines))

    def test_flaws_of_bytes(self) -> None:
        for flaw in itertools.chain(*odd_logs.BYTES_FLAWS):
            for sums in (False, True):
                with self.subTest(flaw.name, sums=sums):
                    good = self.plain_line("issued")
                    good = odd_logs.with_sum(good) if sums else good
                    bad = self.maker.flawed_line(flaw, sums)
                    self.assertEqual(len(reference.read_journal(good + b"\n" + bad)), 1)
                    with self.assertRaisesRegex(reference.Refusal, "damage"):
                        reference.read_journal(bad + b"\n" + good)

    def test_flaws_of_lines(self) -> None:
        for name, with_sums, change in itertools.chain(*odd_logs.LINE_FLAWS):
            for sums in (False, True) if with_sums is None else (with_sums,):
                with self.subTest(name, sums=sums):
                    lines = [self.plain_line(kind) for kind in ("issued", "pledged", "voided")]
                    lines = [odd_logs.with_sum(line) if sums else line for line in lines]
                    self.assertEqual(len(reference.read_journal(b"\n".join(lines))), 3)
                    change(lines, self.maker.rng)
                    with self.assertRaises(reference.Refusal):
                        reference.read_journal(b"\n".join(lines))

    def test_quantities(self) -> None:
        for text, thousandths in (
                ("1.500", 1500), ("2e3", 2_000_000), ("1500e-3", 1500), ("0.001", 1), ("1E+2", 100_000),
                ("1000000000000", 10**15), ("1e12", 10**15), ("0.0000000000001e13", 1000),
                ("10000000000000000000e-10", 10**12), ("100.0000000000", 100_000), ("1e-3", 1)):
            with self.subTest(text):
                event = self.accept("pledged", {"quantity": text})
                self.assertEqual(event.items[0].quantity, thousandths)
        for text in ("0e999999999999999999999", "-0", "-0.0e-5"):
            with self.subTest(text):
                event = self.accept("delivered", {"quantity": text, "damaged": "1"})
                self.assertEqual(event.items[0].quantity, 0)

    def test_names_and_paths(self) -> None:
        for path in ("x" * 256, "a b", "a\u3000b/c", "\u200bc\ufeff", "e\u0301", "a/b/c/d", "a\\b",
                     "\U0001f600"):
            with self.subTest(path):
                self.assertEqual(self.accept("issued", district=json.dumps(path)).district, path)
        for name in reference.WHITE_SPACE:
            for path in (f"{name}a", f"a{name}", f"a/{name}b", f"a{name}/b"):
                with self.subTest(path), self.assertRaises(reference.Malformed):
                    reference.read_journal(self.plain_line("issued", district=json.dumps(path)))
        self.assertEqual(self.accept("pledged", shipment='"/a/"').shipment, "/a/")
        self.assertEqual(self.accept("pledged", id='"\\u0000"').id, "\0")

    def test_instants(self) -> None:
        noon = reference.parse_instant("2020-02-01T12:00:00Z")
        for text in ("2020-02-01t12:00:00z", "2020-02-01T20:00:00+08:00", "2020-02-01T12:00:00.000-00:00",
                     "2020-02-02T11:59:00.0+23:59", "2020-01-31T12:01:00-23:59"):
            self.assertEqual(reference.parse_instant(text), noon)
        leap = reference.parse_instant("2016-12-31T23:59:59.25Z")
        self.assertEqual(reference.parse_instant("2016-12-31T23:59:60.25Z"), leap)
        self.assertEqual(reference.parse_instant("2017-01-01T05:29:60.25+05:30"), leap)
        self.assertEqual(reference.parse_known_at("2020-02-01"),
                         reference.parse_instant("2020-02-01T23:59:59.999999999Z"))

    def test_absent_in_other_words(self) -> None:
        self.accept("pledged", final="false", among="[]", jointly="[]", donor="null", to="null", sum="null")
        self.accept("voided", district="null", items="[]", among="[]", final="false")
        self.accept("requested", {"quantity": "null", "damaged": "null", "value": "null"}, shipment="null")

    def test_unknown_members(self) -> None:
        self.accept("pledged", {"id": "[{}]", "sum": "1"}, Sum="1", quantity='{"a":1,"a":2}', lot="1e999")
        self.accept("pledged", {"value": '{"amount":1,"currency":"USD","x":{"a":1,"a":2}}'})

    def test_jointly_needs_no_donor(self) -> None:
        self.assertEqual(self.accept("pledged", jointly='["Japan"]').jointly, ("Japan",))

    def test_depth(self) -> None:
        self.accept("pledged", extra=odd_logs.nested_extra(64))

    def test_length(self) -> None:
        line = self.plain_line("issued")
        self.assertEqual(len(reference.read_journal(line.ljust(1 << 20) + b"\n")), 1)
        self.assertEqual(len(reference.read_journal(line.ljust((1 << 20) + 1) + b"\n")), 0)


class Journals(unittest.TestCase):
    def setUp(self) -> None:
        self.events = [event("issued", "A", number) for number in (1, 2, 3)]

    def count(self, data: bytes) -> int:
        return len(reference.read_journal(data))

    def test_with_sums(self) -> None:
        data = journal_of(self.events, sums=True)
        self.assertEqual(self.count(data), 3)
        self.assertEqual(self.count(data[:-1]), 3)
        self.assertEqual(self.count(data[:-2]), 2)
        self.assertEqual(self.count(data[:-2] + b"\0\n\n\r\n"), 2)
        self.assertEqual(self.count(odd_logs.wrong_sum(data.split(b"\n")[0]) + b"\n"), 0)
        self.assertEqual(self.count(data[:-1] + b"\r\n"), 2)
        for bad in (data.replace(b"\n", b"\r\n"),
                    data.replace(b"\n", b"\r\n", 1), data.replace(b"\n", b"\n\n"),
                    reference.BYTE_ORDER_MARK + data, b" " + data, data + journal_of(self.events)):
            with self.assertRaises(reference.Refusal):
                reference.read_journal(bad)

    def test_without_sums(self) -> None:
        data = journal_of(self.events)
        self.assertEqual(self.count(reference.BYTE_ORDER_MARK + data.replace(b"\n", b"\r\n \t\r\n\n")), 3)
        self.assertEqual(self.count(data[:-2]), 2)
        self.assertEqual(self.count(data + b"\xff\n\0\0\n{"), 3)
        self.assertEqual(self.count(b""), 0)
        with self.assertRaisesRegex(reference.Refusal, "damage"):
            reference.read_journal(data[: len(data) // 2] + b"\n" + data)

    def test_the_sum_of_a_line_ends_it(self) -> None:
        line = journal_of(self.events[:1], sums=True)
        start = line.rindex(b',"sum":')
        self.assertEqual(line[start:], b',"sum":"%016x"}\n' % reference.xxh64(line[:start]))

    def test_only_journals_are_read(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a.jsonl", "b.jsonl", ".c.jsonl", "d.JSONL", "e.jsonl.torn-1", "f.json"):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(journal_of([event("issued", name, 1, id=name)]))
            os.mkdir(os.path.join(folder, "g.jsonl"))
            os.symlink("a.jsonl", os.path.join(folder, "h.jsonl"))
            log = reference.Log.read(folder)
        self.assertEqual(sorted(event.id for event in log.events), ["a.jsonl", "b.jsonl"])


class CommandLine(unittest.TestCase):
    def run_reference(self, data: bytes, *arguments: str) -> subprocess.CompletedProcess:
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "events.jsonl"), "wb") as file:
                file.write(data)
            return subprocess.run(
                [sys.executable, os.path.join(FOLDER, "reference.py"), *arguments, f"--log={folder}"],
                capture_output=True, check=False)

    def test_exit_status(self) -> None:
        data = journal_of([event("pledged", "A", 1)])
        done = self.run_reference(data, "replay", "--at=2020-02-01", "--depth=1")
        self.assertEqual((done.returncode, json.loads(done.stdout)["events"]), (0, 1))
        done = self.run_reference(data, "pending", "--at=2020-02-03", "--overdue", "--older-than=1")
        self.assertEqual((done.returncode, json.loads(done.stdout)["pending"]), (0, []))
        done = self.run_reference(data.replace(b"pledged", b"promised"), "replay", "--at=2020-02-01")
        self.assertEqual((done.returncode, done.stdout), (3, b""))
        self.assertIn(b"promised", done.stderr)
        for bad in ("--at=2020-2-1", "--at=2020-02-01 --depth=0", "--at=2020-02-01 --known-at=now"):
            self.assertEqual(self.run_reference(data, "replay", *bad.split()).returncode, 2)


class OddLogs(unittest.TestCase):
    def test_the_same_seed_gives_the_same_log(self) -> None:
        for seed in range(1, 30):
            one, other = odd_logs.make_log(seed), odd_logs.make_log(seed)
            self.assertEqual((one.files, one.queries), (other.files, other.queries))

    def test_a_log_and_its_queries(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            queries = odd_logs.write_log(1, folder)
            log = reference.Log.read(folder)
        for query in queries:
            if query["command"] in ("replay", "pending"):
                self.assertEqual(json.loads(reference.answer(log, query))["at"], query["at"])

    def test_any_1000_seeds_have_every_flaw(self) -> None:
        for first in (0, 1, 777, 123_456):
            refusals = [odd_logs.refusal_of(seed) for seed in range(first, first + 1000)]
            groups = {odd_logs.group_name(kind, group) for kind, group, _ in filter(None, refusals)}
            self.assertEqual(groups, set(odd_logs.flaw_group_names()))

    def test_conflicts_are_conflicts(self) -> None:
        maker = odd_logs.Maker(0)
        for name, kind, change, both in itertools.chain(*odd_logs.CONFLICT_FLAWS):
            with self.subTest(name):
                first = maker.plain_event(kind) | both
                second = copy.deepcopy(first)
                writer = odd_logs.Writer(maker.rng, set(), False, maker.mark)
                lines = [writer.line(first), writer.line(second)]
                self.assertEqual(len(reference.Log(reference.read_journal(b"\n".join(lines))).events), 1)
                change(second)
                lines[1] = writer.line(second)
                with self.assertRaisesRegex(reference.Refusal, "conflict"):
                    reference.Log(reference.read_journal(b"\n".join(lines)))


class Comparing(unittest.TestCase):
    def difference(self, left: str, right: str) -> Any:
        return compare.first_difference(compare.parse_json(left), compare.parse_json(right))

    def test_equal(self) -> None:
        self.assertIsNone(self.difference('{"a":[1.5,"x",null]}', '{ "a" : [1.50, "\\u0078", null] }'))

    def test_different(self) -> None:
        self.assertEqual(self.difference('{"a":[1,2]}', '{"a":[1,3]}'), ("$.a[1]", Decimal(2), Decimal(3)))
        self.assertEqual(self.difference("[true]", "[1]"), ("$[0]", True, Decimal(1)))
        self.assertEqual(self.difference('{"a":1,"b":2}', '{"b":2,"a":1}')[0], "$ (members)")
        self.assertIn("length", self.difference("[1]", "[1,2]")[0])
        self.assertIn("$", self.difference("{}", "[]")[0])

    def test_no_json(self) -> None:
        for text in ("", "NaN", "{} {}"):
            with self.assertRaises(ValueError):
                compare.parse_json(text)


if __name__ == "__main__":
    unittest.main()
