"""What is worth asking of an odd log with the reports needs, ledger, donors and diff.

The questions come from the random numbers of the log, after all others, so that the log and its
questions to replay and pending stay the same.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from odd_logs import Maker

Query = dict[str, Any]

LONGEST_RANGES = {"day": 45, "week": 300, "month": 900}
SECONDS_A_DAY = 86_400


def new_queries(maker: Maker) -> list[Query]:
    """The questions to a log: several of each report where it can be answered, else one."""
    makers = (needs_query, needs_query, needs_query, ledger_query, ledger_query, ledger_query, ledger_query,
              donors_query, donors_query, donors_query, diff_query, diff_query, diff_query, diff_query)
    if maker.log.refusal is not None:
        makers = (maker.rng.choice(makers),)
    return [make(maker) for make in makers]


def add_filters(maker: Maker, query: Query, district: float) -> None:
    if maker.chance(district):
        query["district"] = maker.near(maker.districts)
    if maker.chance(0.15):
        query["item"] = maker.near(maker.items)


def add_known_at(maker: Maker, query: Query) -> None:
    if maker.chance(0.4):
        query["known-at"] = maker.query_instant()


def add_depth(maker: Maker, query: Query) -> None:
    if maker.chance(0.4):
        query["depth"] = maker.rng.choice((1, 1, 1, 2, 2, 3, 9))


def needs_query(maker: Maker) -> Query:
    query: Query = {"command": "needs", "at": maker.query_day()}
    add_known_at(maker, query)
    add_filters(maker, query, 0.3)
    add_depth(maker, query)
    return query


def donors_query(maker: Maker) -> Query:
    query: Query = {"command": "donors", "at": maker.query_day()}
    add_known_at(maker, query)
    add_filters(maker, query, 0.2)
    if maker.chance(0.25):
        query["donor"] = maker.near(maker.donors)
    return query


def ledger_query(maker: Maker) -> Query:
    query: Query = {"command": "ledger"}
    first, last = maker.query_day(), maker.query_day()
    if first > last and maker.chance(0.9):
        first, last = last, first
    if maker.chance(0.65):
        query["from-date"] = first
    if maker.chance(0.95):
        query["to-date"] = last
    if maker.chance(0.6):
        add_period(maker, query)
    add_known_at(maker, query)
    add_filters(maker, query, 0.2)
    add_depth(maker, query)
    return query


def add_period(maker: Maker, query: Query) -> None:
    """A period, unless it would make endless rows."""
    earliest = min(event["occurredOn"] for event in
                   maker.events + [other for _, other in maker.copies])
    ends = (query.get("from-date", earliest), query.get("to-date", datetime.date.today().isoformat()))
    first, last = (datetime.date.fromisoformat(end).toordinal() for end in ends)
    period = maker.rng.choice(("day", "week", "month"))
    if last - first <= LONGEST_RANGES[period]:
        query["period"] = period


def diff_query(maker: Maker) -> Query:
    """Two days at or beside those on which something occurred or was recorded, mostly in order."""
    rng = maker.rng
    recorded = [instant[0] // SECONDS_A_DAY for instant in maker.instants]
    days = [rng.choice(maker.days + recorded) + rng.choice((-1, 0, 0, 0, 1)) for _ in range(2)]
    if maker.chance(0.97):
        days.sort()
    if maker.chance(0.1):
        days[1] = datetime.date.max.toordinal()
    ends = [datetime.date.fromordinal(max(1, min(day, datetime.date.max.toordinal()))).isoformat()
            for day in days]
    query: Query = {"command": "diff", "from": ends[0], "to": ends[1]}
    add_filters(maker, query, 0.2)
    return query
