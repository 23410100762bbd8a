#!/usr/bin/env python3
"""What the odd logs reach of needs, ledger, donors and diff, and what holds of every answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from decimal import Decimal
from typing import Any

import answers
import compare
import diff
import odd_logs
import reference
import report_sights
from test_reference import FOLDER, event, journal_of

LOGS_FOR_COVERAGE = 500
LOGS_FOR_SUMS = 80


class CommandLine(unittest.TestCase):
    def test_exit_status(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            def run(*arguments: str) -> subprocess.CompletedProcess:
                return subprocess.run([sys.executable, os.path.join(FOLDER, "answers.py"), *arguments,
                                       f"--log={folder}"], capture_output=True, check=False)

            path = os.path.join(folder, "events.jsonl")
            with open(path, "wb") as file:
                file.write(journal_of([event("requested", "A", 1)]))
            done = run("needs", "--at=2020-02-01", "--depth=1")
            self.assertEqual((done.returncode, len(json.loads(done.stdout)["needs"])), (0, 1))
            self.assertEqual(run("ledger", "--period=week", "--to-date=2020-02-02").returncode, 0)
            self.assertEqual(run("donors", "--at=2020-02-01", "--donor=Japan").returncode, 0)
            self.assertEqual(run("diff", "--from=2020-02-01", "--to=2020-02-01").returncode, 0)
            for bad in ("diff --from=2020-02-02 --to=2020-02-01", "ledger --period=year",
                        "ledger --from-date=2020-02-02 --to-date=2020-02-01", "needs --at=now",
                        "diff --from=2020-02-02", "donors --at=2020-02-01 --depth=1"):
                self.assertEqual(run(*bad.split()).returncode, 2, bad)
            with open(path, "ab") as file:
                file.write(b"{}\n")
            self.assertEqual(run("diff", "--from=2020-02-01", "--to=2020-02-01").returncode, 3)


class OddLogs(unittest.TestCase):
    """What the odd logs reach, and what must hold of every answer whatever the log."""

    @staticmethod
    def answered(logs: int) -> Any:
        """The log, the query, the state where there is one, and the answer, for many odd logs."""
        for seed in range(1, logs + 1):
            odd_log = odd_logs.make_log(seed)
            if odd_log.refusal is not None:
                continue
            with tempfile.TemporaryDirectory() as folder:
                odd_log.write(folder)
                log = reference.Log.read(folder)
            states: answers.States = {}
            for query in odd_log.queries:
                if query["command"] in compare.FIRST_REPORTS:
                    continue
                if answers.usage_error(query) is None:
                    report = answers.report(log, query, states)
                    state = states[answers.times_of(query)] if "at" in query else None
                    yield log, query, state, report
                else:
                    yield log, query, None, None

    def test_every_rule_is_reached(self) -> None:
        counts: Counter = Counter()
        for log, query, state, report in self.answered(LOGS_FOR_COVERAGE):
            if report is None:
                counts[f"{query['command']}: usage error"] += 1
            else:
                counts.update(report_sights.sights(log, state, query, report))
        names = [f"{report}: {name}" for report, some in report_sights.SIGHTS.items() for name in some]
        self.assertEqual([name for name in names if counts[name] == 0], [])

    def test_sums(self) -> None:
        for log, query, state, report in self.answered(LOGS_FOR_SUMS):
            if report is not None:
                with self.subTest(query=query):
                    check = {"needs": self.check_needs, "ledger": self.check_ledger,
                             "donors": self.check_donors, "diff": self.check_diff}[query["command"]]
                    check(log, query, state, json.loads(reference.to_json(report), parse_float=Decimal))

    def check_needs(self, log: reference.Log, query: Any, state: Any, report: Any) -> None:
        """Each number is that of `replay`, and only what is requested has a row."""
        shown = json.loads(reference.to_json(reference.replay_report(state, query)), parse_float=Decimal)
        def key(row: Any) -> tuple:
            return row["district"], row["item"], row["unit"]

        stocks = {key(row): row for row in shown["inventory"]}
        lines = {key(row): row for row in shown["deliveries"]}
        self.assertEqual({key(row) for row in report["needs"]}, {
            name for name, row in stocks.items() if row["requested"] or row["requestedUnspecified"]})
        for row in report["needs"]:
            for name in ("requested", "requestedUnspecified", "received"):
                self.assertEqual(row[name], stocks[key(row)][name])
            for name in ("outstanding", "unspecifiedLines"):
                self.assertEqual(row[name], lines.get(key(row), {}).get(name, 0))

    def check_ledger(self, log: reference.Log, query: Any, state: Any, report: Any) -> None:
        """Each row adds up, a period opens as the last one closed, and periods are the range."""
        last = None
        for row in report["ledger"]:
            self.assertEqual(row["opening"] + row["received"] + row["transferredIn"] - row["transferredOut"]
                             - row["issued"] + row["adjusted"], row["closing"])
            key = row["district"], row["item"], row["unit"]
            if last is not None and key == last[0]:
                self.assertEqual(row["opening"], last[1]["closing"])
                self.assertEqual(reference.parse_day(row["from"]), reference.parse_day(last[1]["to"]) + 1)
            else:
                self.assertEqual(row["from"], report["fromDate"])
                self.assertEqual(last[1]["to"] if last else report["toDate"], report["toDate"])
            last = key, row

    def check_donors(self, log: reference.Log, query: Any, state: Any, report: Any) -> None:
        """Without a filter by donor, the lines and sums are those of `replay`; but a promise counts once,
        where it is to an area and on its way to a district of it."""
        if "donor" in query:
            return
        shown = json.loads(reference.to_json(reference.replay_report(state, query)), parse_float=Decimal)
        for name in ("lines", "openLines", "overdueLines", "unspecifiedLines", "promised", "delivered",
                     "cancelled", "outstanding", "overdueQuantity"):
            sums = [sum(row[name] for row in rows) for rows in (report["donors"], shown["deliveries"])]
            if name == "promised":
                self.assertLessEqual(*sums)
            else:
                self.assertEqual(*sums, name)

    def check_diff(self, log: reference.Log, query: Any, state: Any, report: Any) -> None:
        """The effects on a key add up to the later report less the earlier one."""
        sums = []
        for day in (query["from"], query["to"]):
            filters = {name: query[name] for name in ("district", "item") if name in query}
            asked = {"command": "replay", "at": day, "known-at": day} | filters
            shown = json.loads(reference.answer(log, asked), parse_float=Decimal)
            sums.append({(row["district"], row["item"], row["unit"], name): row[name]
                         for row in shown["inventory"] + shown["deliveries"]
                         for name in diff.SUMS if name in row})
        effects: Counter = Counter()
        for row in report["effects"]:
            for name in diff.SUMS:
                effects[row["district"], row["item"], row["unit"], name] += row[name]
        for key in {*sums[0], *sums[1], *effects}:
            self.assertEqual(effects[key], sums[1].get(key, 0) - sums[0].get(key, 0), key)


class Comparing(unittest.TestCase):
    EVENT = '{"id":"a","type":"issued","inForce":true,"journal":"x"}'

    def setUp(self) -> None:
        self.logged = {"a": compare.event_alone(compare.parse_json(self.EVENT))}

    def difference(self, expected: str, found: str) -> str | None:
        return compare.compare_answers(compare.Answer(0, expected), compare.Answer(0, found), self.logged)

    def test_events_of_diff_by_their_ids_and_as_logged(self) -> None:
        old = self.EVENT.replace("true", "false")
        self.assertIsNone(self.difference(
            '{"newFacts":["a"],"corrections":[{"old":null,"new":"a","changed":[]}]}',
            f'{{"newFacts":[{self.EVENT}],"corrections":[{{"old":null,"new":{old},"changed":[]}}]}}'))
        self.assertIn("newFacts", self.difference('{"newFacts":[]}', f'{{"newFacts":[{self.EVENT}]}}'))
        self.assertIn("type", self.difference(
            '{"newFacts":["a"]}', '{"newFacts":[' + self.EVENT.replace("issued", "pledged") + "]}"))
        self.assertIn("does not show", self.difference(
            '{"newFacts":["b"]}', '{"newFacts":[' + self.EVENT.replace('"a"', '"b"') + "]}"))

    def test_names_of_reports(self) -> None:
        self.assertEqual(compare.report_names("replay,diff"), ("replay", "diff"))
        with self.assertRaises(ValueError):
            compare.report_names("replay,dif")

    def test_a_long_run_demands_the_rules_of_what_it_asks(self) -> None:
        self.assertIn("rules of diff, in answers", compare.wanted(answers.REPORTS))
        self.assertNotIn("rules of diff, in answers", compare.wanted(("replay", "pending")))


if __name__ == "__main__":
    unittest.main()
