#!/usr/bin/env python3
"""Examples of donors, worked out by hand."""

from __future__ import annotations

import unittest
from typing import Any

import answers
import donors
import reference
from examples import Event, ask
from test_reference import LATE, event, log_of


def gave(*events: Event, at: str = LATE, **options: Any) -> list[Any]:
    return ask("donors", events, at=at, **options)["donors"]


def on(day: str, kind: str, quantity: Any = 10, district: str = "A", **fields: Any) -> Event:
    """An event of 2020."""
    return event(kind, district, quantity, occurredOn=f"2020-{day}", **fields)


class Donors(unittest.TestCase):
    def row(self, *events: Event, **options: Any) -> Any:
        (row,) = gave(*events, **options)
        return row

    def test_the_text(self) -> None:
        query = {"command": "donors", "at": "2020-03-02"}
        log = log_of(on("02-01", "pledged", 30, donor="Japan", jointly=["b", "a"], expectedOn="2020-03-01"),
                     on("02-04", "delivered", 10))
        self.assertEqual(reference.to_json(answers.report(log, query, {})), (
            '{"at":"2020-03-02","knownAt":null,"donors":[{"donor":"Japan","item":"mask","unit":"piece",'
            '"jointly":["a","b"],"lines":1,"jointLines":1,"openLines":1,"overdueLines":1,'
            '"unspecifiedLines":0,"promised":30,"delivered":10,"cancelled":0,"outstanding":20,'
            '"qualifier":null,"overdueQuantity":20,'
            '"deliveries":1,"meanDays":3,"worstDays":3,"slippedLines":1,"meanSlippedDays":1,'
            '"worstSlippedDays":1}],"worth":[]}'))

    def test_donor_of_the_shipment_and_order(self) -> None:
        rows = gave(on("02-01", "pledged", shipment="1"),
                    on("02-02", "pledged", donor="\U0001f600", shipment="2"),
                    on("02-01", "pledged", shipment="3"),
                    on("02-02", "delivered", donor="\uff5e", shipment="3"),
                    on("02-01", "pledged", donor="Japan/Omura", shipment="4"),
                    on("02-01", "pledged", donor="Japan", shipment="5"))
        self.assertEqual([row["donor"] for row in rows],
                         ["Japan", "Japan/Omura", "\uff5e", "\U0001f600", None])

    def test_goods_and_units_are_never_mixed(self) -> None:
        box = on("02-01", "pledged", 1, donor="Japan")
        box["items"] += [{"item": "mask", "unit": "box", "quantity": 2},
                         {"item": "glove", "unit": "piece", "quantity": 4}]
        self.assertEqual([(row["item"], row["unit"], row["promised"]) for row in gave(box)],
                         [("glove", "piece", 4), ("mask", "box", 2), ("mask", "piece", 1)])

    def worth(self, *events: Event, **options: Any) -> list[Any]:
        return ask("donors", events, at=LATE, **options)["worth"]

    def test_worth_of_each_type_and_currency_alone(self) -> None:
        def valued(kind: str, amount: int, currency: str = "USD", **fields: Any) -> Event:
            made = on("02-01", kind, donor="Japan", **fields)
            made["items"][0]["value"] = {"amount": amount, "currency": currency}
            return made
        about = valued("pledged", 7)
        about["items"][0]["value"]["qualifier"] = "about"
        at_least = valued("delivered", 4)
        at_least["items"][0]["value"]["qualifier"] = "atLeast"
        rows = self.worth(valued("pledged", 500), about, valued("pledged", 80, "EUR"), at_least,
                          valued("delivered", 1), on("02-02", "delivered"), valued("purchased", 3),
                          valued("issued", 1000) | {"shipment": None, "donor": None})
        self.assertEqual([row["currency"] for row in rows], ["EUR", "USD"])
        self.assertEqual(rows[1], {
            "donor": "Japan", "jointly": [], "item": "mask", "unit": "piece", "currency": "USD",
            "pledgedWorth": 507, "pledgedWorthQualifier": "about",
            "purchasedWorth": 3, "purchasedWorthQualifier": None,
            "dispatchedWorth": 0, "dispatchedWorthQualifier": None,
            "deliveredWorth": 5, "deliveredWorthQualifier": "atLeast",
            "cancelledWorth": 0, "cancelledWorthQualifier": None})

    def test_lines_of_several_shipments_add_up(self) -> None:
        row = self.row(on("02-01", "pledged", 10, donor="Japan", expectedOn="2020-03-01"),
                       on("02-01", "pledged", 5, "B", donor="Japan", shipment="T"),
                       on("02-01", "purchased", None, "C", donor="Japan", shipment="T"),
                       on("02-02", "delivered", 5, "B", shipment="T"))
        self.assertEqual([row[name] for name in ("lines", "openLines", "overdueLines", "unspecifiedLines",
                                                 "promised", "delivered", "outstanding", "overdueQuantity")],
                         [3, 2, 1, 1, 15, 5, 10, 10])

    def test_filters(self) -> None:
        events = (on("02-01", "pledged", 1, "X/A", donor="Japan/Omura"),
                  on("02-01", "pledged", 2, "X", shipment="T"),
                  on("02-01", "pledged", 4, "Y", donor="Japan", shipment="U"))
        def promised(**options: Any) -> list[Any]:
            return [row["promised"] for row in gave(*events, **options)]

        self.assertEqual(promised(), [4, 1, 2])
        self.assertEqual(promised(donor="Japan"), [4, 1])
        self.assertEqual(promised(donor="Jap"), [])
        self.assertEqual(promised(district="X"), [1, 2])
        self.assertEqual(promised(item="mask"), [4, 1, 2])
        self.assertEqual(promised(item="mask/N95"), [])
        self.assertEqual(promised(donor="Japan", district="X"), [1])

    def test_jointly(self) -> None:
        row = self.row(on("02-01", "pledged", jointly=["b", "a"]), on("02-02", "delivered", jointly=["c"]),
                       on("02-02", "cancelled", 1, jointly=["a"]), on("02-01", "pledged", 1, "B"),
                       on("02-03", "allocated", 1, "C", source="B", jointly=["d"]))
        self.assertEqual((row["jointly"], row["jointLines"], row["lines"]), (["a", "b", "c", "d"], 2, 3))

    def test_jointly_of_the_item_and_the_day(self) -> None:
        glove = on("02-01", "pledged", jointly=["g"])
        glove["items"][0]["item"] = "glove"
        rows = gave(glove, on("02-01", "pledged", 1), on("03-01", "delivered", 1, jointly=["later"]),
                    at="2020-02-29")
        self.assertEqual([row["jointly"] for row in rows], [["g"], []])

    def test_days_from_the_first_promise(self) -> None:
        row = self.row(on("02-05", "pledged", 100), on("02-03", "dispatched"), on("02-10", "delivered"),
                       on("02-04", "delivered"))
        self.assertEqual((row["deliveries"], row["meanDays"], row["worstDays"]), (2, 4, 7))

    def test_each_item_of_a_delivery_counts(self) -> None:
        delivery = on("02-04", "delivered")
        delivery["items"].append({"item": "mask", "unit": "piece", "quantity": 0, "damaged": 1})
        row = self.row(on("02-01", "pledged", 100), delivery, on("02-10", "delivered"))
        self.assertEqual((row["deliveries"], row["meanDays"], row["worstDays"]), (3, 5, 9))

    def test_days_may_be_negative(self) -> None:
        row = self.row(on("02-05", "pledged", 100), on("02-03", "delivered"))
        self.assertEqual((row["meanDays"], row["worstDays"]), (-2, -2))

    def test_no_first_promise_no_days(self) -> None:
        row = self.row(on("02-05", "delivered"), on("02-01", "cancelled", 1))
        self.assertEqual((row["deliveries"], row["meanDays"], row["worstDays"]), (0, None, None))

    def test_an_allocation_is_a_first_promise_where_it_goes(self) -> None:
        rows = {row["item"]: row for row in gave(
            on("02-02", "allocated", 10, "B", source="A"), on("02-05", "delivered", 10, "B"),
            on("02-09", "delivered", 10, "A"))}
        self.assertEqual((rows["mask"]["deliveries"], rows["mask"]["meanDays"]), (1, 3))

    def test_means_are_rounded_half_away_from_zero(self) -> None:
        for numbers, text in (([1, 0, 0], "0.333"), ([2, 0, 0], "0.667"), ([-2, 0, 0], "-0.667"),
                              ([1] + [0] * 15, "0.063"), ([-1] + [0] * 15, "-0.063"), ([7], "7"),
                              ([1] + [0] * 2000, "0"), ([-1] + [0] * 2000, "0"), ([1] + [0] * 1999, "0.001"),
                              ([-1] + [0] * 1999, "-0.001"), ([1, 0], "0.5"), ([10, 10], "10")):
            self.assertEqual(str(donors.mean(numbers)), text)
        self.assertIsNone(donors.mean([]))

    def slipped(self, *events: Event, at: str = "2020-04-01", **options: Any) -> tuple:
        rows = gave(*events, at=at, **options)
        return tuple(rows[0][name] for name in ("slippedLines", "meanSlippedDays", "worstSlippedDays"))

    def test_slipped_to_another_day(self) -> None:
        events = (on("02-01", "pledged", expectedOn="2020-04-10"),
                  event("rescheduled", "A", occurredOn="2020-02-05", expectedOn="2020-04-14"))
        self.assertEqual(self.slipped(*events), (1, 4, 4))
        self.assertEqual(self.slipped(*events, at="2020-04-20"), (1, 10, 10))
        self.assertEqual(self.slipped(events[0]), (0, 0, 0))

    def test_put_forward_is_no_slip(self) -> None:
        events = (on("02-01", "pledged", expectedOn="2020-04-10"),
                  event("rescheduled", "A", occurredOn="2020-02-05", expectedOn="2020-04-03"))
        self.assertEqual(self.slipped(*events), (0, 0, 0))

    def test_what_came_slipped_to_its_last_delivery(self) -> None:
        pledge = on("02-01", "pledged", expectedOn="2020-03-01")
        self.assertEqual(self.slipped(pledge, on("03-05", "delivered", 4), on("03-03", "delivered", 6)),
                         (1, 4, 4))
        self.assertEqual(self.slipped(pledge, on("02-05", "delivered", 10)), (0, 0, 0))

    def test_what_was_cancelled_slipped_until_then(self) -> None:
        pledge = on("02-01", "pledged", expectedOn="2020-03-01")
        self.assertEqual(self.slipped(pledge, on("03-05", "cancelled", None)), (1, 4, 4))
        self.assertEqual(self.slipped(pledge, on("02-20", "cancelled", None)), (0, 0, 0))
        self.assertEqual(self.slipped(pledge, on("03-01", "delivered", 6), on("03-11", "cancelled", 4)),
                         (1, 10, 10))

    def test_what_is_allocated_away_has_no_end(self) -> None:
        pledge = on("02-01", "pledged", expectedOn="2020-03-01")
        rows = gave(pledge, on("02-05", "allocated", 10, "B", source="A"), at="2020-04-01", district="A")
        self.assertEqual((rows[0]["openLines"], rows[0]["worstSlippedDays"]), (0, None))

    def test_a_gift_to_an_area_is_measured_from_its_promise(self) -> None:
        (row,) = gave(on("02-01", "pledged", 20, "A", donor="Japan", expectedOn="2020-02-10",
                         jointly=["Omura"]),
                      on("02-15", "delivered", 8, "A/B"), on("02-21", "delivered", 12, "A/C"),
                      at="2020-04-01")
        self.assertEqual((row["deliveries"], row["meanDays"], row["worstDays"]), (2, 17, 20))
        self.assertEqual((row["slippedLines"], row["worstSlippedDays"], row["jointLines"]), (2, 11, 3))

    def test_allocated_goods_are_measured_from_where_they_were_pledged(self) -> None:
        (row,) = gave(on("02-01", "pledged", 20, "A", donor="Japan", expectedOn="2020-02-10"),
                      on("02-18", "allocated", 20, "B", source="A"),
                      on("02-19", "allocated", 20, "C", source="B", expectedOn="2020-02-22"),
                      on("02-20", "delivered", 20, "C"), at="2020-04-01")
        self.assertEqual((row["deliveries"], row["meanDays"]), (1, 19))
        self.assertEqual((row["slippedLines"], row["worstSlippedDays"]), (1, 10))

    def test_what_is_on_its_way_out_of_an_area_promise_is_promised_once(self) -> None:
        row = self.row(on("02-01", "pledged", 100, "A"), on("02-02", "dispatched", 100, "A/x"),
                       on("02-03", "delivered", 100, "A/x/1"))
        self.assertEqual((row["promised"], row["delivered"], row["outstanding"]), (100, 100, 0))
        row = self.row(on("02-01", "pledged", 100, "A"), on("02-02", "dispatched", 30, "A/x"),
                       on("02-02", "allocated", 20, "A/y", source="A"), on("02-03", "pledged", 5, "A/z"))
        self.assertEqual((row["promised"], row["delivered"], row["outstanding"]), (105, 0, 105))

    def test_how_sure_the_open_amounts_are(self) -> None:
        rough = on("02-01", "pledged", donor="Japan")
        rough["items"][0]["qualifier"] = "about"
        least = on("02-01", "pledged", donor="Japan", shipment="T")
        least["items"][0]["qualifier"] = "atLeast"
        self.assertEqual(self.row(rough, least)["qualifier"], "about")
        self.assertEqual(self.row(rough, least, on("02-02", "cancelled", None))["qualifier"], "atLeast")

    def test_the_first_promised_day_is_of_the_first_event_that_has_one(self) -> None:
        pledge = on("02-02", "pledged", expectedOn="2020-04-10", id="b")
        tie = on("02-02", "dispatched", 1, expectedOn="2020-04-08", id="a")
        before = on("02-01", "purchased", 1)
        self.assertEqual(self.slipped(before, pledge, tie), (1, 2, 2))
        moved = event("rescheduled", "A", occurredOn="2020-01-31", expectedOn="2020-04-01", id="r")
        self.assertEqual(self.slipped(before, pledge, tie, moved), (1, 9, 9))

    def test_the_rescheduled_of_another_district_or_shipment_is_none(self) -> None:
        pledge = on("02-02", "pledged", expectedOn="2020-04-10")
        others = (event("rescheduled", "B", occurredOn="2020-01-31", expectedOn="2020-04-01"),
                  event("rescheduled", "A", occurredOn="2020-01-31", expectedOn="2020-04-01", shipment="T"))
        self.assertEqual(self.slipped(pledge, *others), (0, 0, 0))

    def test_an_inherited_day_is_the_first_promised_day(self) -> None:
        rows = gave(on("02-01", "pledged", 100, "A", expectedOn="2020-03-01", donor="Japan"),
                    on("02-01", "pledged", 10, "A/B"), at="2020-04-01", district="A/B")
        self.assertEqual((rows[0]["overdueLines"], rows[0]["meanSlippedDays"]), (1, 31))

    def test_the_mean_is_over_the_lines_that_have_both_days(self) -> None:
        self.assertEqual(self.slipped(
            on("02-01", "pledged", 1, "A", expectedOn="2020-03-31"),
            on("02-01", "pledged", 1, "B", expectedOn="2020-05-01"),
            on("02-01", "pledged", 1, "C", expectedOn="2020-03-30"), on("02-01", "pledged", 1, "D")),
            (2, 1, 2))

    def test_an_allocation_promises_a_day_where_it_goes(self) -> None:
        rows = gave(on("02-01", "pledged", 10, "A"),
                    on("02-02", "allocated", 4, "B", source="A", expectedOn="2020-03-30"),
                    at="2020-04-01", district="B")
        self.assertEqual(rows[0]["worstSlippedDays"], 2)
        rows = gave(on("02-01", "pledged", 10, "A"),
                    on("02-02", "allocated", 4, "B", source="A", expectedOn="2020-03-30"),
                    at="2020-04-01", district="A")
        self.assertIsNone(rows[0]["worstSlippedDays"])


if __name__ == "__main__":
    unittest.main()
