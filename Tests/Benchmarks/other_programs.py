"""Benchmarks against programs of another kind: SQLite taking events, hledger on a small ledger."""

import csv
import json
import os
import shutil
import subprocess
from collections import Counter

import page
from logs import Log
from measuring import Contestant, take_turns
from questions import AT

FASTER = 3
# These take milliseconds.
RUNS = 30


def bulk_append(setting, events):
    """Many events from standard input, into a new log and into a new database."""
    given = setting.logs.make(events, name="input")
    taken = Log(os.path.join(setting.folder, "taken"), events, "plain")
    database = os.path.join(setting.folder, "events.sqlite")

    def remove():
        shutil.rmtree(taken.folder, ignore_errors=True)
        for path in database, database + "-journal":
            if os.path.exists(path):
                os.remove(path)

    def anew():
        remove()
        os.makedirs(taken.folder)
        os.sync()

    def count_of_waybill(_):
        state = setting.waybill.output(*setting.waybill.cold_replay(taken, AT)[1:])
        return [[json.loads(state)["events"]]]

    def count_of_sqlite(_):
        query = "select count(distinct line ->> '$.id') from events"
        return [[int(subprocess.check_output(["sqlite3", database, query]))]]

    ours = Contestant(
        "waybill append --input=-", setting.waybill.command("append", taken, "--input=-"),
        count_of_waybill, input_path=given.journal, before=anew)
    # .import is one transaction; the ways by a column of its own for the id are no faster.
    peer = Contestant("sqlite3 .import", [
        "sqlite3", database, "create table events(line text not null)",
        "create unique index id on events(line ->> '$.id')", ".mode ascii",
        '.separator "\\037" "\\n"', ".import /dev/stdin events",
    ], count_of_sqlite, input_path=given.journal, before=anew)
    take_turns([ours, peer], setting.runs, f"append of {events:,} events")
    remove()
    given.remove()
    lines = [
        f"## Appending {events:,} events", "",
        *page.prose(
            "The same JSON lines on standard input, into a new log and a new database. SQLite "
            "keeps them in one table with a unique index on their ids, in one transaction, with "
            "its default journal and `synchronous=FULL`; Waybill validates every event, verifies "
            "its sum, and syncs. Both have the same count after."),
        *page.table_of([ours, peer]),
    ]
    figure = page.at_least(
        f"append --input=- of {events:,} events against sqlite3", FASTER, peer.median / ours.median,
        f"{page.time(ours.median)} against {page.time(peer.median)}")
    return lines, [figure]


def article(setting):
    """`pending` on the article's log, and a balance of as many transactions by hledger."""
    log = Log(os.path.join(os.path.dirname(__file__), "..", "..", "EventLog"), None, None)
    with open(log.journal) as file:
        events = [json.loads(line) for line in file]
    ledger = os.path.join(setting.folder, "article.journal")
    balances = write_ledger(events, ledger)
    at = "--at=2020-02-19"
    shown = setting.waybill.output(*setting.waybill.command("pending", log, at)[1:])

    def read_pending(output):
        if output.decode() != shown or "open lines" not in shown:
            raise SystemExit("pending on the article's log does not show the same every time")

    def read_balance(output):
        rows = list(csv.reader(output.decode().splitlines()))[1:]
        if {account: float(amount.split()[0]) for account, amount in rows} != balances:
            raise SystemExit(f"hledger's balance is {rows}, but should be {balances}")

    ours = Contestant(
        "waybill pending", setting.waybill.command("pending", log, at), read_pending)
    peer = Contestant("hledger balance", [
        "hledger", "balance", f"--file={ledger}", "--flat", "--no-total", "--output-format=csv",
        "district"], read_balance)
    nothing = Contestant("true", ["true"], lambda output: None)
    take_turns([ours, peer, nothing], RUNS, f"the article's log, {len(events)} events")
    os.remove(ledger)
    lines = [
        f"## The article's log, {len(events)} events", "",
        *page.prose(
            "What is pending, and hledger's balance per district and item of a ledger with as many "
            f"transactions of the same quantities; whole processes, {RUNS} runs. `true` shows what "
            "of that starting a process takes. hledger takes one of two times by chance, 10 ms "
            "apart, so its median is a toss of a coin, and the figure takes its fastest run."),
        *page.table_of([ours, peer, nothing]),
    ]
    least = peer.process.least
    figure = page.at_least(
        "pending on the article's log, whole process, against hledger", FASTER,
        least / ours.median,
        f"{page.time(ours.median)} against {page.time(least)}, hledger's fastest run; "
        f"{peer.median / ours.median:.2f} by its median")
    return lines, [figure]


def write_ledger(events, path):
    """A transaction for each event, from its donor to its district; returns the balances."""
    balances, lines = Counter(), []
    for event in events:
        donor = event.get("donor", "unknown").replace("/", ":")
        lines.append(f"{event['occurredOn']} {event['type']} {event['shipment']}")
        for item in event["items"]:
            account = ":".join(["district", event["district"], item["item"], item["unit"]])
            account = account.replace("/", ":")
            quantity = item.get("quantity", 1)
            balances[account] += quantity
            lines += [f"    {account}  {quantity} U", f"    donor:{donor}  {-quantity} U"]
        lines.append("")
    with open(path, "w") as file:
        file.write("\n".join(lines))
    return {account: float(quantity) for account, quantity in balances.items() if quantity}
