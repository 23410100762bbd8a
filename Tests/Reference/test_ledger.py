#!/usr/bin/env python3
"""Examples of ledger, worked out by hand."""

from __future__ import annotations

import unittest
from typing import Any

import answers
import ledger
import reference
from examples import Event, ask
from test_reference import LATE, event, log_of


def booked(*events: Event, to_date: str = LATE, **options: Any) -> Any:
    return ask("ledger", events, to_date=to_date, **options)


class Ledger(unittest.TestCase):
    def setUp(self) -> None:
        self.events = (
            event("requested", "A", 99, occurredOn="2020-01-01"),
            event("delivered", "A", 100, occurredOn="2020-02-03"),
            event("transferred", "B", 30, source="A", occurredOn="2020-02-09"),
            event("issued", "A", 20, occurredOn="2020-02-10"),
            event("adjusted", "A", -5, occurredOn="2020-03-01"),
            event("adjusted", "A", 2, occurredOn="2020-03-01"))

    def test_the_text(self) -> None:
        query = {"command": "ledger", "to-date": "2020-12-31"}
        self.assertEqual(reference.to_json(answers.report(log_of(event("delivered", "A", 1.5)), query, {})), (
            '{"fromDate":"2020-02-01","toDate":"2020-12-31","period":null,"knownAt":null,"ledger":['
            '{"district":"A","item":"mask","unit":"piece","from":"2020-02-01","to":"2020-12-31",'
            '"opening":0,"received":1.5,"transferredIn":0,"transferredOut":0,"issued":0,"adjusted":0,'
            '"closing":1.5}]}'))

    def numbers(self, *options: Any, **named: Any) -> list[tuple]:
        rows = booked(*(options or self.events), **named)["ledger"]
        return [(row["district"], row["from"][5:], row["to"][5:], *list(row.values())[5:]) for row in rows]

    def test_one_row_a_key(self) -> None:
        self.assertEqual(self.numbers(), [("A", "02-03", "12-31", 0, 100, 0, 30, 20, -3, 47),
                                          ("B", "02-03", "12-31", 0, 0, 30, 0, 0, 0, 30)])

    def test_a_range(self) -> None:
        self.assertEqual(self.numbers(from_date="2020-02-09", to_date="2020-02-10"),
                         [("A", "02-09", "02-10", 100, 0, 0, 30, 20, 0, 50),
                          ("B", "02-09", "02-10", 0, 0, 30, 0, 0, 0, 30)])
        self.assertEqual(self.numbers(from_date="2020-02-10", to_date="2020-02-10"),
                         [("A", "02-10", "02-10", 70, 0, 0, 0, 20, 0, 50),
                          ("B", "02-10", "02-10", 30, 0, 0, 0, 0, 0, 30)])

    def test_the_first_day_there_is(self) -> None:
        rows = booked(event("delivered", "A", 1, occurredOn="0001-01-01"), from_date="0001-01-01",
                      to_date="0001-01-08", period="week")["ledger"]
        self.assertEqual([(row["from"], row["to"], row["opening"], row["received"]) for row in rows],
                         [("0001-01-01", "0001-01-07", 0, 1), ("0001-01-08", "0001-01-08", 1, 0)])

    def test_the_last_day_there_is(self) -> None:
        for period in ("day", "week", "month"):
            rows = booked(event("delivered", "A", 1, occurredOn="9999-12-31"), from_date="9999-12-31",
                          to_date="9999-12-31", period=period)["ledger"]
            self.assertEqual([(row["from"], row["to"]) for row in rows], [("9999-12-31",) * 2])

    def test_days(self) -> None:
        rows = self.numbers(from_date="2020-02-08", to_date="2020-02-10", period="day")
        self.assertEqual(rows, [("A", "02-08", "02-08", 100, 0, 0, 0, 0, 0, 100),
                                ("A", "02-09", "02-09", 100, 0, 0, 30, 0, 0, 70),
                                ("A", "02-10", "02-10", 70, 0, 0, 0, 20, 0, 50),
                                ("B", "02-08", "02-08", 0, 0, 0, 0, 0, 0, 0),
                                ("B", "02-09", "02-09", 0, 0, 30, 0, 0, 0, 30),
                                ("B", "02-10", "02-10", 30, 0, 0, 0, 0, 0, 30)])

    def test_weeks_from_monday_to_sunday(self) -> None:
        rows = booked(*self.events, from_date="2020-02-05", to_date="2020-02-18", period="week")["ledger"]
        self.assertEqual([(row["from"], row["to"]) for row in rows if row["district"] == "A"], [
            ("2020-02-05", "2020-02-09"), ("2020-02-10", "2020-02-16"), ("2020-02-17", "2020-02-18")])

    def test_calendar_months(self) -> None:
        rows = booked(*self.events, from_date="2020-01-31", to_date="2020-03-01", period="month")
        self.assertEqual(rows["period"], "month")
        self.assertEqual([(row["from"], row["to"], row["closing"]) for row in rows["ledger"]
                          if row["district"] == "A"], [
            ("2020-01-31", "2020-01-31", 0), ("2020-02-01", "2020-02-29", 50),
            ("2020-03-01", "2020-03-01", 47)])

    def test_from_by_default_is_the_earliest_movement(self) -> None:
        def first(*events: Event, **options: Any) -> str:
            return booked(*events, **options)["fromDate"]

        self.assertEqual(first(*self.events), "2020-02-03")
        self.assertEqual(first(*self.events, district="B", item="glove"), "2020-02-03")
        self.assertEqual(first(*self.events, to_date="2020-01-15"), "2020-01-15")
        self.assertEqual(first(self.events[0], event("pledged", "A", 1)), LATE)
        late = self.events[1] | {"recordedAt": "2020-05-01T00:00:00Z"}
        self.assertEqual(first(late, self.events[3], known_at="2020-04-30"), "2020-02-10")

    def test_from_by_default_leaves_out_what_is_not_in_force(self) -> None:
        wrong = self.events[1] | {"id": "wrong"}
        right = event("delivered", "A", 100, occurredOn="2020-02-07", replaces="wrong",
                      recordedAt="2020-02-08T00:00:00Z")
        self.assertEqual(booked(wrong, right)["fromDate"], "2020-02-07")

    def test_to_by_default_is_today(self) -> None:
        report = ask("ledger", (event("delivered", "A", 1),))
        self.assertEqual(len(report["toDate"]), 10)
        self.assertGreater(report["toDate"], "2020-12-31")

    def test_known_at(self) -> None:
        late = event("issued", "A", 1, occurredOn="2020-02-04", recordedAt="2020-06-01T00:00:00Z")
        self.assertEqual(self.numbers(self.events[1], late, known_at="2020-05-31")[0][-1], 100)
        self.assertEqual(self.numbers(self.events[1], late, known_at="2020-06-01T00:00:00Z")[0][-1], 99)

    def test_depth_adds_up_and_keeps_both_sides_of_a_transfer(self) -> None:
        rows = self.numbers(event("delivered", "A/B", 10), event("transferred", "A/C", 4, source="A/B"),
                            depth=1)
        self.assertEqual(rows, [("A", "02-01", "12-31", 0, 10, 4, 4, 0, 0, 10)])

    def test_filters(self) -> None:
        self.assertEqual([row[0] for row in self.numbers(district="B")], ["B"])
        self.assertEqual(self.numbers(item="glove"), [])

    def test_keys_of_nothing_but_zeros_are_left_out(self) -> None:
        lost = event("delivered", "A", 0)
        lost["items"][0]["missing"] = 5
        self.assertEqual(self.numbers(lost, event("requested", "B", 5)), [])
        self.assertEqual(self.numbers(event("adjusted", "A", 5), event("adjusted", "A", -5)), [])
        later = event("delivered", "A", 5, occurredOn="2020-03-01")
        self.assertEqual(self.numbers(later, to_date="2020-02-29", from_date="2020-02-01"), [])

    def test_a_key_that_ends_empty_is_there(self) -> None:
        rows = self.numbers(event("delivered", "A", 5), event("issued", "A", 5))
        self.assertEqual(rows, [("A", "02-01", "12-31", 0, 5, 0, 0, 5, 0, 0)])

    def test_usage(self) -> None:
        with self.assertRaises(ValueError):
            booked(from_date="2020-02-02", to_date="2020-02-01")
        with self.assertRaises(ValueError):
            ask("ledger", (), from_date="9999-12-31")

    def test_too_large_is_refused_where_replay_refuses(self) -> None:
        huge = [{"item": "mask", "unit": "piece", "quantity": 10**12}] * 1000
        events = (event("pledged", "A", items=huge), event("pledged", "A", 1, occurredOn="2020-03-01"))
        self.assertEqual(booked(*events, to_date="2020-02-29")["ledger"], [])
        with self.assertRaises(reference.Refusal):
            booked(*events, to_date="2020-03-01")

    def test_order(self) -> None:
        names = ["A", "A B", "A/B", "\uff5e", "\U0001f600"]
        rows = booked(*(event("delivered", name, 1) for name in reversed(names)),
                      from_date="2020-02-01", to_date="2020-02-02", period="day")["ledger"]
        self.assertEqual([(row["district"], row["from"][-1]) for row in rows],
                         [(name, day) for name in names for day in "12"])

    def test_periods(self) -> None:
        def texts(first: str, last: str, period: str | None) -> list[str]:
            days = ledger.periods(reference.parse_day(first), reference.parse_day(last), period)
            return [f"{reference.day_text(one)[5:]}..{reference.day_text(other)[5:]}" for one, other in days]

        self.assertEqual(texts("2019-12-30", "2020-01-06", "week"), ["12-30..01-05", "01-06..01-06"])
        self.assertEqual(texts("2019-12-30", "2020-02-29", "month"),
                         ["12-30..12-31", "01-01..01-31", "02-01..02-29"])
        self.assertEqual(texts("2020-01-01", "2020-01-02", "day"), ["01-01..01-01", "01-02..01-02"])
        self.assertEqual(texts("2020-01-01", "2020-01-09", None), ["01-01..01-09"])


if __name__ == "__main__":
    unittest.main()
