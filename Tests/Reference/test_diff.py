#!/usr/bin/env python3
"""Examples of diff, worked out by hand."""

from __future__ import annotations

import unittest
from typing import Any

import answers
import diff
import reference
from examples import Event, ask
from test_reference import event, log_of


MAIN_SUMS = ("requested", "pledged", "purchased", "dispatched", "allocated", "promised", "delivered",
             "cancelled", "outstanding", "overdueQuantity", "onHand")


def known(day: str, hour: int = 12) -> str:
    return f"2020-{day}T{hour:02}:00:00Z"


def fact(name: str, occurred: str, recorded: str, quantity: Any = 10, kind: str = "pledged",
         district: str = "A", **fields: Any) -> Event:
    """An event by its id and its two days of 2020."""
    return event(kind, district, quantity, id=name, occurredOn=f"2020-{occurred}",
                 recordedAt=known(recorded), **fields)


def moved(name: str, occurred: str, recorded: str, expected: str, **fields: Any) -> Event:
    return event("rescheduled", "A", id=name, occurredOn=f"2020-{occurred}", recordedAt=known(recorded),
                 expectedOn=f"2020-{expected}", **fields)


def void(name: str, replaced: str, recorded: str, occurred: str = "02-01") -> Event:
    return event("voided", id=name, replaces=replaced, occurredOn=f"2020-{occurred}",
                 recordedAt=known(recorded))


class Number(float):
    """A number that JSON spells as given."""

    def __new__(cls, text: str) -> Number:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __repr__(self) -> str:
        return self.text


class Diff(unittest.TestCase):
    """Between 10 and 20 February 2020, unless said otherwise."""

    def changes(self, *events: Event, **options: Any) -> Any:
        return ask("diff", events, **({"from_": "2020-02-10", "to": "2020-02-20"} | options))

    def kinds(self, *events: Event, **options: Any) -> dict[str, Any]:
        """What is not empty, a correction as text."""
        report = self.changes(*events, **options)
        report["corrections"] = [f"{one['old']}>{one['new']}" for one in report["corrections"]]
        return {name: report[name] for name in ("newFacts", "lateFacts", "corrections", "rescheduled")
                if report[name]}

    def test_the_text(self) -> None:
        query = {"command": "diff", "from": "2020-02-10", "to": "2020-02-20"}
        log = log_of(fact("a", "02-11", "02-12", 1.5))
        self.assertEqual(reference.to_json(answers.report(log, query, {})), (
            '{"from":"2020-02-10","to":"2020-02-20","newFacts":["a"],"lateFacts":[],"corrections":[],'
            '"rescheduled":[],"effects":[{"district":"A","item":"mask","unit":"piece","cause":"newFacts",'
            '"requested":0,"requestedUnspecified":0,"pledged":1.5,"purchased":0,"dispatched":0,"allocated":0,'
            '"promised":1.5,"delivered":0,"damaged":0,"missing":0,"cancelled":0,"drawnDown":0,'
            '"outstanding":1.5,"overdueQuantity":0,"lines":1,"openLines":1,"overdueLines":0,'
            '"unspecifiedLines":0,"received":0,"transferredIn":0,"transferredOut":0,"issued":0,'
            '"adjusted":0,"onHand":0}]}'))

    def test_what_counts_in_both_reports_is_not_shown(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-10", "02-10")), {})

    def test_what_counts_in_neither_is_not_shown(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-21", "02-10"), fact("b", "02-01", "02-21"),
                                    fact("c", "02-21", "02-21")), {})

    def test_new_and_late(self) -> None:
        self.assertEqual(self.kinds(fact("late", "02-10", "02-11"), fact("new", "02-11", "02-11"),
                                    fact("ahead", "02-20", "02-01")),
                         {"newFacts": ["new", "ahead"], "lateFacts": ["late"]})

    def test_the_last_instant_of_a_day(self) -> None:
        last = fact("last", "02-01", "02-10") | {"recordedAt": "2020-02-10T23:59:59.999999999Z"}
        first = fact("first", "02-01", "02-10") | {"recordedAt": "2020-02-11T08:00:00+08:00"}
        self.assertEqual(self.kinds(last, first), {"lateFacts": ["first"]})

    def test_rescheduled_whether_new_or_late(self) -> None:
        self.assertEqual(self.kinds(moved("r1", "02-01", "02-12", "03-01"),
                                    moved("r2", "02-12", "02-12", "03-01")), {"rescheduled": ["r1", "r2"]})

    def test_a_corrected_rescheduling_is_a_correction(self) -> None:
        self.assertEqual(self.kinds(moved("r1", "02-01", "02-02", "03-01"),
                                    moved("r2", "02-01", "02-12", "03-02", replaces="r1")),
                         {"corrections": ["r1>r2"]})

    def test_a_correction(self) -> None:
        report = self.changes(fact("a", "02-01", "02-01"), fact("b", "02-01", "02-11", 12, replaces="a"))
        self.assertEqual(report["corrections"], [{"old": "a", "new": "b", "changed": ["items"]}])
        self.assertEqual((report["newFacts"], report["lateFacts"]), ([], []))

    def test_versions_that_are_all_later_are_a_fact(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-01", "02-11"), fact("b", "02-01", "02-12", 12, replaces="a"),
                                    fact("c", "02-11", "02-11"),
                                    fact("d", "02-12", "02-12", 12, replaces="c")),
                         {"lateFacts": ["b"], "newFacts": ["d"]})

    def test_a_void(self) -> None:
        report = self.changes(fact("a", "02-01", "02-01"), void("v", "a", "02-11"))
        self.assertEqual(report["corrections"], [{"old": "a", "new": "v", "changed": [
            "type", "shipment", "district", "items"]}])

    def test_a_void_of_what_never_counted_is_not_shown(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-01", "02-11"), void("v", "a", "02-12"),
                                    fact("b", "02-25", "02-01"), void("w", "b", "02-12")), {})

    def test_an_event_after_a_void(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-01", "02-01"), void("v", "a", "02-02"),
                                    fact("b", "02-01", "02-11", replaces="v")), {"corrections": ["v>b"]})

    def test_a_correction_moves_an_event_behind_the_first_day(self) -> None:
        events = (fact("a", "02-01", "02-01"), fact("b", "02-15", "02-11", replaces="a"))
        self.assertEqual(self.kinds(*events), {"corrections": ["a>b"]})
        self.assertEqual(self.changes(*events)["corrections"][0]["changed"], ["occurredOn"])

    def test_a_correction_moves_an_event_behind_the_last_day(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-01", "02-01"), fact("b", "02-25", "02-11", replaces="a")),
                         {"corrections": ["a>b"]})

    def test_a_correction_moves_an_event_before_the_first_day(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-15", "02-01"), fact("b", "02-05", "02-11", replaces="a")),
                         {"corrections": ["a>b"]})

    def test_a_correction_of_what_was_ahead(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-15", "02-01"), fact("b", "02-16", "02-11", replaces="a")),
                         {"corrections": ["a>b"]})

    def test_an_event_ahead_is_new_though_it_has_an_older_version(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-01", "02-01"), fact("b", "02-15", "02-02", replaces="a")),
                         {"newFacts": ["b"]})
        self.assertEqual(self.kinds(moved("r", "02-01", "02-01", "03-01"),
                                    moved("s", "02-15", "02-02", "03-01", replaces="r")),
                         {"rescheduled": ["s"]})

    def test_a_fact_that_loses_every_version(self) -> None:
        ring = (fact("a", "02-01", "02-01", replaces="b"), fact("b", "02-01", "02-11", replaces="a"))
        self.assertEqual(self.kinds(*ring), {"corrections": ["a>None"]})
        self.assertEqual(self.changes(*ring)["corrections"][0]["changed"], [])

    def test_a_fact_that_had_no_version_in_force(self) -> None:
        ring = (fact("a", "02-01", "02-01", replaces="b"), fact("b", "02-01", "02-02", replaces="a"))
        self.assertEqual(self.kinds(*ring, fact("c", "02-01", "02-11", replaces="b")),
                         {"corrections": ["None>c"]})

    def test_two_facts_that_a_later_link_joins(self) -> None:
        events = (fact("a", "02-01", "02-01"), fact("b", "02-01", "02-11", replaces="a"),
                  fact("c", "02-01", "02-02", replaces="b"))
        self.assertEqual(self.kinds(*events), {"corrections": ["a>c"]})
        ahead = events[2] | {"occurredOn": "2020-02-15"}
        self.assertEqual(self.kinds(*events[:2], ahead), {"corrections": ["a>c"], "newFacts": ["c"]})

    def test_of_two_sites_corrections_the_later_shows(self) -> None:
        self.assertEqual(self.kinds(fact("a", "02-01", "02-01"), fact("b", "02-01", "02-11", 12, replaces="a"),
                                    fact("c", "02-01", "02-12", 14, replaces="a")), {"corrections": ["a>c"]})

    def test_versions_of_an_event_that_is_not_there(self) -> None:
        self.assertEqual(self.kinds(fact("b", "02-01", "02-01", replaces="gone"),
                                    fact("c", "02-01", "02-12", replaces="gone")), {"corrections": ["b>c"]})

    def test_the_fields_that_changed(self) -> None:
        old = fact("a", "02-01", "02-01", kind="delivered", note="x", recordedBy="me", reason="so")
        new = fact("b", "02-02", "02-11", 12, kind="dispatched", district="B", shipment="T", donor="D",
                   jointly=["E"], among=["F"], expectedOn="2020-03-01", waybill="W",
                   extra={"lot": 1}, replaces="a") | {"source": "S"}
        (one,) = self.changes(old, new)["corrections"]
        self.assertEqual(one["changed"], ["type", "occurredOn", "shipment", "donor", "jointly", "district",
                                          "among", "items", "expectedOn", "waybill", "source", "note", "extra"])

    def changed(self, kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        source = {"source": "B"} if kind in ("allocated", "transferred") else {}
        old = fact("a", "02-01", "02-01", kind=kind, **source) | before
        new = fact("b", "02-01", "02-11", kind=kind, replaces="a", **source) | after
        return self.changes(old, new)["corrections"][0]["changed"]

    def test_the_other_fields(self) -> None:
        self.assertEqual(self.changed("transferred", {}, {"from": "C"}), ["from"])
        self.assertEqual(self.changed("delivered", {}, {"final": True}), ["final"])
        self.assertEqual(self.changed("delivered", {}, {"final": False}), [])
        self.assertEqual(self.changed("issued", {}, {"to": ""}), ["to"])
        self.assertEqual(self.changed("issued", {"to": "x"}, {"to": "x"}), [])
        self.assertEqual(self.changed("pledged", {"reason": "x", "recordedBy": "x"}, {}), [])

    def test_arrays_and_numbers_by_their_meaning(self) -> None:
        self.assertEqual(self.changed("pledged", {"among": ["a", "b"], "jointly": ["a", "b"]},
                                      {"among": ["b", "a"], "jointly": ["b", "a"]}), [])
        self.assertEqual(self.changed("pledged", {"among": ["a"]}, {"among": ["a", "a"]}), ["among"])
        items = [{"item": "m", "unit": "u", "quantity": 1.5}, {"item": "n", "unit": "u", "quantity": 2}]
        self.assertEqual(self.changed("delivered", {"items": items}, {"items": [
            items[1], items[0] | {"quantity": Number("15e-1"), "damaged": 0}]}), [])

    def test_all_of_an_item_counts(self) -> None:
        item = {"item": "m", "unit": "u", "quantity": 1}
        for more in ({"quantity": 2}, {"unit": "v"}, {"item": "n"}, {"qualifier": "about"},
                     {"value": {"amount": 1, "currency": "USD"}}, {"damaged": 1}, {"missing": 1},
                     {"extra": {"lot": 1}}):
            with self.subTest(more):
                self.assertEqual(self.changed("delivered", {"items": [item]}, {"items": [item | more]}),
                                 ["items"])
        value = {"value": {"amount": 1, "currency": "USD"}}
        other = {"value": {"amount": Number("1.0"), "currency": "USD", "qualifier": None}}
        self.assertEqual(self.changed("delivered", {"items": [item | value]}, {"items": [item | other]}), [])

    def test_extra_by_its_text(self) -> None:
        self.assertEqual(self.changed("pledged", {"extra": {"a": 1}}, {"extra": {"a": Number("1.0")}}),
                         ["extra"])

    def test_order(self) -> None:
        self.assertEqual(self.kinds(fact("c", "02-11", "02-12"), fact("b", "02-11", "02-11"),
                                    fact("a", "02-12", "02-11"), fact("B", "02-11", "02-11"),
                                    fact("x", "02-01", "02-01"), fact("y", "02-05", "02-11", replaces="x"),
                                    fact("p", "02-01", "02-01"), void("v", "p", "02-11", "02-04"),
                                    fact("q", "02-03", "02-01", replaces="r"),
                                    fact("r", "02-03", "02-11", replaces="q")),
                         {"newFacts": ["B", "b", "c", "a"], "corrections": ["q>None", "p>v", "x>y"]})

    def effects(self, *events: Event, **options: Any) -> list[tuple]:
        """District, cause and those of the main sums that are not 0."""
        return [(row["district"], row["cause"], {name: row[name] for name in MAIN_SUMS if row[name] != 0})
                for row in self.changes(*events, **options)["effects"]]

    def test_each_cause_in_its_order(self) -> None:
        effects = self.effects(
            fact("a", "02-01", "02-01", 100, expectedOn="2020-02-08"),
            fact("late", "02-02", "02-11", 10, "delivered"),
            fact("fixed", "02-01", "02-11", 90, replaces="a", expectedOn="2020-02-08"),
            fact("new", "02-12", "02-12", 20, "delivered"), moved("r", "02-13", "02-13", "02-18"))
        self.assertEqual(effects, [
            ("A", "lateFacts", {"delivered": 10, "outstanding": -10, "overdueQuantity": -10, "onHand": 10}),
            ("A", "corrections", {"pledged": -10, "promised": -10, "outstanding": -10,
                                  "overdueQuantity": -10}),
            ("A", "newFacts", {"delivered": 20, "outstanding": -20, "overdueQuantity": -20, "onHand": 20}),
            ("A", "rescheduled", {"overdueQuantity": -60}),
            ("A", "days", {"overdueQuantity": 60})])

    def test_new_facts_are_seen_as_of_the_first_day(self) -> None:
        self.assertEqual(self.effects(fact("new", "02-12", "02-12", 5, expectedOn="2020-02-15")), [
            ("A", "newFacts", {"pledged": 5, "promised": 5, "outstanding": 5}),
            ("A", "days", {"overdueQuantity": 5})])

    def test_only_days(self) -> None:
        events = (fact("a", "02-01", "02-01", 5, expectedOn="2020-02-15"),)
        self.assertEqual(self.effects(*events), [("A", "days", {"overdueQuantity": 5})])
        self.assertEqual(self.effects(*events, to="2020-02-15"), [])
        self.assertEqual(self.effects(*events, from_="2020-02-20"), [])

    def test_effects_that_undo_each_other_are_both_there(self) -> None:
        self.assertEqual(self.effects(fact("a", "02-01", "02-01", 5, "requested"), void("v", "a", "02-11"),
                                      fact("b", "02-01", "02-11", 5, "requested")),
                         [("A", "lateFacts", {"requested": 5}), ("A", "corrections", {"requested": -5})])

    def test_corrections_leave_and_enter_at_once(self) -> None:
        self.assertEqual(self.effects(fact("a", "02-01", "02-01", 5, "issued"),
                                      fact("b", "02-01", "02-11", 5, "issued", "B", replaces="a")),
                         [("A", "corrections", {"onHand": 5}), ("B", "corrections", {"onHand": -5})])

    def test_one_fact_has_effects_on_other_districts(self) -> None:
        self.assertEqual(self.effects(fact("a", "02-01", "02-01", 50),
                                      fact("b", "02-11", "02-11", 20, "delivered", "A/B")), [
            ("A", "newFacts", {"outstanding": -20}),
            ("A/B", "newFacts", {"delivered": 20, "onHand": 20})])

    def test_allocations_and_the_rest(self) -> None:
        self.assertEqual(self.effects(
            fact("a", "02-11", "02-11", 5, "allocated", "B", source="A"),
            fact("c", "02-11", "02-11", 3, "cancelled"), fact("p", "02-11", "02-11", 9, "purchased"),
            fact("d", "02-11", "02-11", 8, "dispatched"), fact("t", "02-11", "02-11", 2, "transferred", "C",
                                                              source="A")), [
            ("A", "newFacts", {"purchased": 9, "dispatched": 8, "allocated": -5, "promised": 4, "cancelled": 3,
                               "outstanding": 1, "onHand": -2}),
            ("B", "newFacts", {"allocated": 5, "promised": 5, "outstanding": 5}),
            ("C", "newFacts", {"onHand": 2})])

    def test_the_sums_beside_the_main_ones(self) -> None:
        lost = fact("d", "02-11", "02-11", 5, "delivered")
        lost["items"][0] |= {"damaged": 2, "missing": 1}
        (row,) = self.changes(
            fact("p", "02-01", "02-01", 20), lost, fact("u", "02-11", "02-11", None, shipment="T"),
            fact("i", "02-11", "02-11", 3, "issued"), fact("j", "02-11", "02-11", -1, "adjusted"),
            fact("r", "02-11", "02-11", None, "requested"),
            fact("t", "02-11", "02-11", 1, "transferred", source="B"), district="A")["effects"]
        beside = {name: row[name] for name in diff.SUMS if name not in MAIN_SUMS and row[name] != 0}
        self.assertEqual(beside, {
            "requestedUnspecified": 1, "damaged": 2, "missing": 1, "lines": 1, "openLines": 1,
            "unspecifiedLines": 1, "received": 5, "transferredIn": 1, "issued": 3,
            "adjusted": -1})

    def test_a_moved_day_is_shown_by_the_items_of_its_lines(self) -> None:
        move, pledge = moved("r", "02-11", "02-11", "03-01"), fact("p", "02-01", "02-01")
        self.assertEqual(self.kinds(move, pledge, item="mask"), {"rescheduled": ["r"]})
        self.assertEqual(self.kinds(move, pledge, item="glove"), {})
        self.assertEqual(self.kinds(move, pledge, item="mask", district="B"), {})

    def test_filters(self) -> None:
        transfer = fact("t", "02-11", "02-11", 2, "transferred", "X", source="Y/Z")
        glove = fact("g", "02-11", "02-11", 2, "issued", "X")
        glove["items"][0]["item"] = "glove"
        move = moved("r", "02-11", "02-11", "03-01")
        self.assertEqual(self.kinds(transfer, glove, move, district="Y"), {"newFacts": ["t"]})
        self.assertEqual(self.effects(transfer, glove, district="Y"), [("Y/Z", "newFacts", {"onHand": -2})])
        self.assertEqual(self.kinds(transfer, glove, move, district="A"), {"rescheduled": ["r"]})
        self.assertEqual(self.kinds(transfer, glove, move, item="glove"), {"newFacts": ["g"]})
        self.assertEqual(self.kinds(transfer, glove, move, item="glove", district="Y"), {})
        self.assertEqual(self.effects(transfer, glove, item="glove"), [("X", "newFacts", {"onHand": -2})])

    def test_a_correction_is_shown_if_old_or_new_is(self) -> None:
        events = (fact("a", "02-01", "02-01", district="X"),
                  fact("b", "02-01", "02-11", district="Y", replaces="a"),
                  fact("c", "02-01", "02-01", district="X"), void("v", "c", "02-11"))
        self.assertEqual(self.kinds(*events, district="Y"), {"corrections": ["a>b"]})
        self.assertEqual(self.kinds(*events, district="X"), {"corrections": ["a>b", "c>v"]})
        self.assertEqual(self.kinds(*events, district="Z"), {})

    def test_usage(self) -> None:
        with self.assertRaises(ValueError):
            self.changes(from_="2020-02-21")
        self.assertEqual(self.changes(from_="2020-02-20")["effects"], [])


if __name__ == "__main__":
    unittest.main()
