"""Benchmarks of what a coordinator does all day: show one shipment, record one delivery."""

import itertools
import json

import page
import questions
from measuring import Contestant, take_turns

# These take milliseconds.
RUNS = 20
MILLISECONDS = 10
GROWTH = 1.5


def one_shipment(setting, small, large):
    """`show`, then a durable `append`, turn by turn on a small log and on a large one."""
    if setting.with_index:
        for log in small, large:
            setting.waybill.output(*setting.waybill.command("index", log)[1:])
    pairs = [(log, log.event(0.5)) for log in (small, large)]
    shows = [show(setting, log, event["shipment"]) for log, event in pairs]
    take_turns(shows, RUNS, "show")
    appends = [append(setting, log, event) for log, event in pairs]
    sizes = [log.size for log, _ in pairs]
    take_turns(appends, RUNS, "append")
    for (log, event), size in zip(pairs, sizes):
        check(log, event["shipment"], size)
        setting.waybill.from_index("append", log, *delivery(event, RUNS + 1))
    take_turns([show(setting, log, event["shipment"]) for log, event in pairs], 1, "show, after")
    kind = "with the index" if setting.with_index else "WITHOUT AN INDEX"
    lines = [
        f"## One shipment, {kind}", "",
        *page.prose(
            f"Whole processes, {RUNS} runs, turn by turn on {small.events:,} and on "
            f"{large.events:,} events. The events that `show` lists are those found by looking at "
            "every byte of the log; an appended event is on the disk (`fdatasync`), and `show` "
            "lists it after."),
        *page.table_of(shows), *page.table_of(appends),
    ]
    figures = []
    for name, (little, much) in ("show of one shipment", shows), ("one durable append", appends):
        what = f"{name}, whole process, {kind}"
        figures += [
            page.Figure(
                what, f"{MILLISECONDS} ms", page.time(much.median),
                much.median <= MILLISECONDS / 1000),
            page.at_most(
                f"{what}: against {small.events:,} events", GROWTH, much.median / little.median,
                f"{page.time(much.median)} against {page.time(little.median)}"),
        ]
    for figure in figures:
        figure.reached &= setting.with_index
    return lines, figures


def show(setting, log, shipment):
    """Shows one shipment, and checks that just its events are listed."""
    expected = sorted(log.ids_of(shipment))

    def read(output):
        ids = sorted(row[0] for row in questions.rows_of_show(output))
        if ids != expected:
            raise SystemExit(f"show {shipment} lists {ids}, the log has {expected}")

    command = setting.waybill.from_index("show", log, shipment, "--format=json")
    return Contestant(f"show, {log.events:,} events", command, read)


def append(setting, log, event):
    """Records a delivery to the shipment of an event, of another quantity each time."""
    quantities = itertools.count(1)

    def another():
        contestant.command = setting.waybill.command(
            "append", log, *delivery(event, next(quantities)))

    contestant = Contestant(
        f"append, {log.events:,} events", None, lambda output: None, before=another)
    return contestant


def delivery(event, quantity):
    """A delivery to the shipment of an event, as words of a command."""
    item = event["items"][0]
    amount = f"{item['item']}={quantity} {item['unit']}"
    return "delivered", f"--shipment={event['shipment']}", f"--item={amount}"


def check(log, shipment, size):
    """That each run appended one event, after the bytes that were there."""
    with open(log.journal, "rb") as file:
        file.seek(size)
        events = [json.loads(line) for line in file]
    if len({event["id"] for event in events}) != RUNS or any(
        (event["type"], event["shipment"]) != ("delivered", shipment) for event in events
    ):
        raise SystemExit(f"{RUNS} appends to {log.folder} left {len(events)} events")
