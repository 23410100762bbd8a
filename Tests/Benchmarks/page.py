"""The page of figures, in Markdown."""

import os
import platform
import textwrap
from dataclasses import dataclass


@dataclass
class Figure:
    """A row of the issue's table: what is asked, what was measured, and whether that is enough."""

    what: str
    asked: str
    measured: str
    reached: bool | None = None


def at_least(what, limit, ratio, note, aim=None):
    """So many times faster."""
    asked = f"{limit} times faster" + (f" (aim: {aim})" if aim else "")
    return Figure(what, asked, f"{ratio:.2f} times ({note})", ratio >= limit)


def at_most(what, limit, ratio, note):
    """At most so many times as much."""
    return Figure(what, f"at most {limit} times", f"{ratio:.2f} times ({note})", ratio <= limit)


def time(seconds):
    """A time with three digits, in the unit that suits it."""
    number, unit = (seconds, "s") if seconds >= 0.9995 else (seconds * 1000, "ms")
    return f"{number:#.3g}".rstrip(".") + " " + unit


def prose(text):
    """A paragraph in lines of at most 100 characters."""
    return [*textwrap.wrap(text, 100, break_long_words=False, break_on_hyphens=False), ""]


def table(measurements):
    """Measurements, each against the first."""
    ours = measurements[0].median
    rows = ["| | median | range | times the first | peak memory |", "|---|---|---|---|---|"]
    for one in measurements:
        span = f"{time(one.least)} to {time(max(one.seconds))}"
        memory = "" if one.megabytes is None else f"{one.megabytes:,.0f} MB"
        rows.append(
            f"| {one.name} | {time(one.median)} | {span} | {one.median / ours:.2f} | {memory} |")
    return rows + [""]


def table_of(contestants):
    """All that the contestants measured, against the first."""
    return table([one for contestant in contestants for one in contestant.measurements])


def growth(replays):
    """How the cost of a cold replay grows; from what `whole_log.replay` gave for each size."""
    rows = [
        "## Growth of a cold replay", "",
        "| events | log | Waybill | an event | memory | DuckDB, ids trusted "
        "| DuckDB, one row an id |",
        "|---|---|---|---|---|---|---|",
    ]
    for log_events, size, contestants in replays:
        ours, _, trusted, one_row = [contestant.process for contestant in contestants[:4]]
        rows.append(
            f"| {log_events:,} | {size / 1e6:,.1f} MB | {time(ours.median)} "
            f"| {ours.median / log_events * 1e9:,.0f} ns | {ours.megabytes:,.0f} MB "
            f"| {trusted.median / ours.median:.2f} times "
            f"| {one_row.median / ours.median:.2f} times |")
    return rows + [""]


def figures(rows, largest):
    """The table that says what is reached."""
    lines = [
        "## Figures", "",
        *prose(
            "What the issues of the engine and of the reports (the last row) ask, and what this run "
            f"measured, at {largest:,} events where nothing else is said."),
        "| what | asked | measured | reached |", "|---|---|---|---|",
    ]
    words = {True: "yes", False: "no", None: "not run"}
    for row in rows:
        lines.append(f"| {row.what} | {row.asked} | {row.measured} | {words[row.reached]} |")
    return lines


def machine():
    """The processor, the memory and the system."""
    with open("/proc/cpuinfo") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = (models or [platform.machine()])[0]
    system = f"{platform.system()} {platform.release()}"
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {system}"
