"""The questions, in the language of each tool: SQL, jq, and what to read in Waybill's JSON.

Rows of `replay`: district, item, unit, delivered, outstanding, open lines.
Rows of `pending`: shipment, item, unit, outstanding.

The SQL says what Waybill's contract comes to on the made logs: all events are pledged, purchased
and delivered, a shipment has one district, and no event is corrected twice (a copy or a correction
takes its event off LogMaker's list), so that of a fact's versions exactly one is named by no other.
"""

import json

# After the last event of every made log of up to 10 million.
AT = "2022-01-01"

COLUMNS = (
    "{id: 'VARCHAR', type: 'VARCHAR', occurredOn: 'DATE', shipment: 'VARCHAR', "
    "district: 'VARCHAR', replaces: 'VARCHAR', "
    "items: 'STRUCT(item VARCHAR, unit VARCHAR, quantity BIGINT)[]'}")


def quoted(text):
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def ids_trusted(journal):
    """The events of a journal as they stand."""
    return f"read_json({quoted(journal)}, format = 'newline_delimited', columns = {COLUMNS})"


def one_row_an_id(journal):
    """Every id once."""
    return f"(select distinct on (id) * from {ids_trusted(journal)})"


def in_force(journal):
    """Every id once, less what another event replaces."""
    return (
        f"(with log as materialized (select * from {one_row_an_id(journal)}) "
        "select * from log where id not in (select replaces from log where replaces is not null))")


def amounts(events, at):
    """An event's items, a row each, up to a date."""
    return (
        "(select type, shipment, district, unnest(items, recursive := true) "
        f"from {events} where occurredOn <= date '{at}')")


def loaded_amounts(at):
    """The same out of the table that `load` made."""
    return f"(select * from amounts where occurredOn <= date '{at}')"


def load(journal, order):
    """Makes DuckDB's own table of a journal, one row an item, every id once."""
    return (
        "create table amounts as select id, type, occurredOn, shipment, district, "
        f"unnest(items, recursive := true) from {one_row_an_id(journal)} order by {order}; "
        "checkpoint")


def lines(rows):
    """What was promised and delivered on each line."""
    return f"""
        (select shipment, district, item, unit,
          sum(case when type = 'pledged' then quantity else 0 end) as pledged,
          sum(case when type = 'purchased' then quantity else 0 end) as purchased,
          sum(case when type = 'delivered' then quantity else 0 end) as delivered,
          greatest(0, greatest(pledged, purchased) - delivered) as outstanding
        from {rows} group by shipment, district, item, unit)"""


def replay(rows):
    """Delivered, outstanding and open lines per district, item and unit."""
    return f"""
        select district, item, unit, sum(delivered)::bigint, sum(outstanding)::bigint,
          sum(case when outstanding > 0 then 1 else 0 end)::bigint
        from {lines(rows)} group by district, item, unit"""


def pending(rows, district):
    """The open lines at a district and below it."""
    here = (
        f"(select * from {rows} where district = {quoted(district)} "
        f"or starts_with(district, {quoted(district + '/')}))")
    return (
        "select shipment, item, unit, outstanding::bigint "
        f"from {lines(here)} where outstanding > 0")


JQ_REPLAY = """
[inputs | select(.occurredOn <= $at) | . as $e | .items[]
  | {line: [$e.shipment, $e.district, .item, .unit], type: $e.type, quantity}]
| group_by(.line)
| map({row: .[0].line[1:],
    pledged: (map(select(.type == "pledged").quantity) | add // 0),
    purchased: (map(select(.type == "purchased").quantity) | add // 0),
    delivered: (map(select(.type == "delivered").quantity) | add // 0)}
  | .left = ([0, ([.pledged, .purchased] | max) - .delivered] | max))
| group_by(.row)
| map(.[0].row + [(map(.delivered) | add), (map(.left) | add), (map(select(.left > 0)) | length)])
"""


def rows_of_replay(output):
    """The rows in the JSON of `waybill replay`."""
    return [
        [row["district"], row["item"], row["unit"], row["delivered"], row["outstanding"],
         row["openLines"]]
        for row in json.loads(output)["deliveries"]
    ]


def rows_of_pending(output):
    """The rows in the JSON of `waybill pending`."""
    return [
        [row["shipment"], row["item"], row["unit"], row["outstanding"]]
        for row in json.loads(output)["pending"]
    ]


def rows_of_show(output):
    """The ids in the JSON of `waybill show`, a row each."""
    return [[event["id"]] for event in json.loads(output)["events"]]
