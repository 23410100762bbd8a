"""Benchmarks that read a whole log: cold replay, other reports, the second mix, 30 million events."""

from datetime import date, timedelta

import page
import questions
from measuring import Contestant, take_turns
from questions import AT

# jq keeps the whole log as objects.
JQ_LIMIT = 100_000


def replay(setting, log):
    """The same replay by Waybill, DuckDB and jq; what they measured."""
    waybill, duckdb = setting.waybill, setting.duckdb
    ours = waybill.cold_replay(log, AT)

    def sql(events):
        return questions.replay(questions.amounts(events(log.journal), AT))

    contestants = [
        Contestant("Waybill", ours, questions.rows_of_replay),
        Contestant(
            "Waybill, one thread", ours, questions.rows_of_replay,
            environment={"WAYBILL_THREADS": "1"}),
        duckdb.reading("DuckDB, ids trusted", sql(questions.ids_trusted)),
        duckdb.reading("DuckDB, one row an id", sql(questions.one_row_an_id)),
    ]
    if log.events <= JQ_LIMIT:
        command = ["jq", "-nc", "--arg", "at", AT, questions.JQ_REPLAY, log.journal]
        contestants.append(Contestant("jq", command))
    take_turns(contestants, setting.runs, f"cold replay of {log.events:,} events")
    return contestants


def replay_section(log, contestants):
    """What `replay` measured, as a section."""
    title = f"### {log.events:,} events, {log.size / 1e6:,.1f} MB"
    return [title, "", *page.table_of(contestants)]


def replay_figures(contestants):
    """The rows on cold replay and its memory."""
    ours, _, trusted, one_row = [contestant.process for contestant in contestants[:4]]

    def against(other):
        note = f"{page.time(ours.median)} against {page.time(other.median)}"
        return other.median / ours.median, note

    easy = page.at_least("cold replay against DuckDB, ids trusted", 2, *against(trusted), aim=3)
    same = page.at_least("cold replay against DuckDB, one row an id", 5, *against(one_row), aim=8)
    memory = page.at_most(
        "peak memory against DuckDB, ids trusted", 0.5, ours.megabytes / trusted.megabytes,
        f"{ours.megabytes:,.0f} MB against {trusted.megabytes:,.0f} MB")
    return easy, same, memory


def other_reports(setting, log):
    """The reports that came after `replay`, against it; what they say is for the reference."""
    first, last = (date.fromisoformat(log.event(share)["occurredOn"]) for share in (0, 1))
    commands = {
        "needs": [f"--at={AT}"],
        "ledger by month": [f"--from-date={first}", f"--to-date={last}", "--period=month"],
        "donors": [f"--at={AT}"],
        "diff of a week": [f"--from={last - timedelta(days=7)}", f"--to={last}"],
    }
    contestants = [
        Contestant("replay", setting.waybill.cold_replay(log, AT), lambda output: None)]
    contestants += [
        Contestant(name, setting.waybill.cold(name.split()[0], log, *options), lambda output: None)
        for name, options in commands.items()]
    take_turns(contestants, setting.runs, f"other reports of {log.events:,} events")
    lines = [
        "## Other reports", "",
        *page.prose(
            f"Of {log.events:,} events, as JSON, without an index. The ledger has a period for each "
            "month of the log; the diff lists every event that was learned of in its last week."),
        *page.table_of(contestants),
    ]
    slowest = max(contestants[1:], key=lambda contestant: contestant.median)
    figure = page.at_most(
        "the slowest of needs, ledger, donors and diff, against replay", 2,
        slowest.median / contestants[0].median, f"{slowest.name}: {page.time(slowest.median)} "
        f"against {page.time(contestants[0].median)}")
    return lines, [figure]


def second_mix(setting, plain):
    """The second mix against the first, time per byte; its answer against DuckDB's."""
    mixed = setting.logs.make(plain.events, "mixed")
    first = Contestant(
        "Waybill, first mix", setting.waybill.cold_replay(plain, AT), lambda output: None)
    second = Contestant(
        "Waybill, second mix", setting.waybill.cold_replay(mixed, AT), questions.rows_of_replay)
    query = questions.replay(questions.amounts(questions.in_force(mixed.journal), AT))
    peer = setting.duckdb.reading("DuckDB, second mix, ids once and corrections", query)
    take_turns([first, second, peer], setting.runs, f"second mix, {mixed.events:,} events")
    per_byte = [first.median / plain.size * 1e9, second.median / mixed.size * 1e9]
    lines = [
        "## The second mix", "",
        *page.prose(
            "Shuffled keys, escapes, Chinese names, 1 to 5 items, corrections and copies; "
            f"{mixed.events:,} events are {mixed.size / 1e6:,.1f} MB, and "
            f"{plain.size / 1e6:,.1f} MB in the first mix. DuckDB is told Waybill's rules: an id "
            "counts once, and what another event replaces does not count."),
        *page.table_of([first, second, peer]),
        *page.prose(
            f"A byte takes {per_byte[0]:.3f} ns in the first mix, "
            f"{per_byte[1]:.3f} ns in the second."),
    ]
    mixed.remove()
    figure = page.at_most(
        "second mix against the first, time per byte", 2, per_byte[1] / per_byte[0],
        f"{per_byte[1]:.3f} ns against {per_byte[0]:.3f} ns")
    return lines, [figure]


def huge(setting, events):
    """One replay of a log that is larger still: it completes, and what memory it takes."""
    what, asked = "30 million events", "completes; bytes of memory an event stated"
    if events is None:
        return [], [page.Figure(what, asked, "asked for with --thirty-million")]
    log, at = setting.logs.make(events), "2030-01-01"
    ours = Contestant("Waybill", setting.waybill.cold_replay(log, at), questions.rows_of_replay)
    query = questions.replay(questions.amounts(questions.ids_trusted(log.journal), at))
    peer = setting.duckdb.reading("DuckDB, ids trusted", query)
    take_turns([ours, peer], 1, f"cold replay of {events:,} events")
    lines = [
        f"## {events:,} events, {log.size / 1e9:,.1f} GB", "", "One run.", "",
        *page.table_of([ours, peer]),
    ]
    log.remove()
    measured = (
        f"{events:,} events: {page.time(ours.median)}, {ours.process.megabytes:,.0f} MB, "
        f"{ours.process.megabytes * 1e6 / events:.0f} bytes an event")
    return lines, [page.Figure(what, asked, measured, events >= 30_000_000)]
