"""Benchmarks with the index: any date, and one district, against DuckDB's own table."""

import os

import page
import questions
from measuring import Contestant, take_turns
from questions import AT

FASTER = 8


def indexed(setting, log):
    """Sections and figures of the index."""
    whats = [
        "replay at any date, with the index, against DuckDB's own table",
        "pending of one district, with the index, against DuckDB's own table",
    ]
    if not setting.with_index:
        asked = f"{FASTER} times faster"
        return [], [page.Figure(what, asked, "without an index") for what in whats]
    tables = {
        order: os.path.join(setting.folder, f"{name}.duckdb")
        for name, order in (("as-logged", "id"), ("sorted", "district, shipment, id"))
    }
    lines = build(setting, log, tables)
    ratios = {what: [] for what in whats}

    def ask(title, command, read, query):
        ours = Contestant(
            "Waybill, whole process", setting.waybill.from_index(*command, "--format=json"), read)
        peers = [
            setting.duckdb.querying(f"DuckDB{note}", query, database)
            for database, note in zip(tables.values(), ("", ", sorted table"))
        ]
        take_turns([ours, *peers], setting.runs, f"{title}, {log.events:,} events")
        ratios[whats[command[0] == "pending"]].append((ours, peers))
        return [f"### {title}", "", *page.table_of([ours, *peers])]

    for at in dict.fromkeys([*log.days(), AT]):
        lines += ask(
            f"replay --at={at}", ("replay", log, f"--at={at}"), questions.rows_of_replay,
            questions.replay(questions.loaded_amounts(at)))
    district = log.event(0)["district"]
    lines += ask(
        f"pending --district='{district}' --at={AT}",
        ("pending", log, f"--at={AT}", f"--district={district}"), questions.rows_of_pending,
        questions.pending(questions.loaded_amounts(AT), district))
    for database in tables.values():
        os.remove(database)
    return lines, [figure(what, asked) for what, asked in ratios.items()]


def build(setting, log, tables):
    """Builds the index and the tables, turn by turn, and leaves them there."""
    index = Contestant(
        "waybill index", setting.waybill.command("index", log), lambda output: None,
        before=log.remove_index)
    loads = [
        setting.duckdb.loading(
            f"DuckDB, table ordered by {order}", questions.load(log.journal, order), database)
        for order, database in tables.items()
    ]
    take_turns([index, *loads], setting.runs, f"index of {log.events:,} events")
    sizes = ", ".join(f"{os.path.getsize(database) / 1e6:,.1f} MB" for database in tables.values())
    return [
        f"## With the index, {log.events:,} events", "",
        *page.prose(
            "DuckDB loads a table once, a row an item and every id once, in the order of the log; "
            "a second table is sorted for these very questions. Then each question is asked in a "
            "process of its own. Of Waybill that is the whole process; of DuckDB the whole process "
            "(Python starts, the database is opened), the query alone (from `execute` to the last "
            "row fetched), and the same query asked again in the same process. Ratios in the table "
            "of figures take the query alone, on the table in the order of the log, and of several "
            "dates the least."),
        *page.table_of([index, *loads]),
        *page.prose(
            f"The index takes {log.index_size / 1e6:,.1f} MB "
            f"({log.index_size / log.size * 100:.1f} % of the log), the tables {sizes}."),
    ]


def figure(what, asked):
    """The least ratio of what was asked."""
    def ratio(pair):
        return pair[1][0].alone.median / pair[0].median

    least = min(asked, key=ratio)
    ours, (table, in_order) = least
    note = (
        f"{page.time(ours.median)} against {page.time(table.alone.median)}; asked again "
        f"{table.again.median / ours.median:.2f}; sorted table "
        f"{in_order.alone.median / ours.median:.2f}")
    if len(asked) > 1:
        note += "; date by date " + ", ".join(f"{ratio(pair):.2f}" for pair in asked)
    return page.at_least(what, FASTER, ratio(least), note)
