#!/usr/bin/env python3
"""Writes small, nasty log folders, each from a seed, and says what is worth asking of them.

    python3 odd_logs.py --seed=N --output=DIR

As a module: `write_log(seed, folder)` writes the folder and returns the queries; `make_log(seed)`
returns the log in memory, with the oddities that it has. The same seed gives the same log.

A log has 1 to 60 events, from few shipments, districts, items and dates, so that shared promises,
claims, corrections and copies meet. Most logs can be answered. In the others there is one flaw, for
which every report must be refused; which flaw follows from the seed, so that any 1000 seeds in a row
have every flaw.

Events are dictionaries with the field names of the format. A quantity in them is an integer of
thousandths, an instant a pair of an ordinal second (day * 86400 + second) and nanoseconds.
"""

from __future__ import annotations

import argparse
import copy
import datetime
import json
import os
import random
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import odd_queries
from reference import xxh64

Event = dict[str, Any]
Query = dict[str, Any]
Instant = tuple[int, int]

LAST_DAY = datetime.date.max.toordinal()
SECONDS_A_DAY = 86_400
NEWEST_NANOSECOND = 999_999_999
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MOST_EVENTS = 60

PROMISE_TYPES = ("pledged", "allocated", "purchased", "dispatched", "delivered", "cancelled")
STOCK_TYPES = ("requested", "transferred", "issued", "adjusted")
TYPES = PROMISE_TYPES + STOCK_TYPES + ("rescheduled", "voided")
QUANTITY_OPTIONAL = ("requested", "pledged", "purchased", "dispatched", "cancelled")
REASON_REQUIRED = ("cancelled", "adjusted", "rescheduled", "voided")
FIELDS = ("id", "type", "occurredOn", "recordedAt", "shipment", "donor", "jointly", "district", "among",
          "from", "items", "expectedOn", "final", "replaces", "reason", "waybill", "to", "source",
          "recordedBy", "note", "extra")
ITEM_FIELDS = ("item", "unit", "quantity", "qualifier", "value", "damaged", "missing", "extra")

# What the answerable logs of a long run must have between them.
ODDITIES = (
    # events
    "several items in an event", "the same item twice in an event", "an event of 1000 items",
    "unstated requested", "unstated pledged", "unstated purchased", "unstated dispatched",
    "unstated cancelled", "qualifier atLeast", "qualifier about", "value with a qualifier",
    "value without a qualifier", "delivered 0", "damaged and missing together", "quantity below 1",
    "the largest quantity", "final", "adjusted up", "adjusted down",
    "among with districts below", "among with an ancestor", "among with the district itself",
    "among with a district elsewhere", "among that overlaps itself", "jointly without donor",
    "rescheduled and then promised on the same line", "tie in occurredOn", "tie in recordedAt",
    "empty string as a reason", "totals at the limit", "adjusted up and down at the limit",
    # ids and names
    "lower-case UUID", "upper-case UUID", "ids that differ in case only", "id that is no UUID",
    "id of 128 bytes", "id with a control character", "ids that differ in normalization only",
    "ids that UTF-16 sorts otherwise", "Chinese names", "names in NFC and in NFD",
    "a name that starts another and is not above it", "names around '/' in byte order",
    "names that UTF-16 sorts otherwise", "shipment with '/'", "white space within a name",
    "zero-width characters at the end of a name", "path of 256 bytes", "unit of 32 bytes",
    # times
    "recordedAt with an offset", "recordedAt in lower case", "leap second", "recordedAt before year 1",
    "recordedAt not in the order of occurredOn", "year 0001", "year 9999",
    *(f"{digits} fraction digits" for digits in range(10)),
    # copies, versions, conflicts
    "copy in the same journal", "copy in another journal", "copy recorded at another time",
    "copy with another note", "copy with arrays in another order", "correction",
    "correction of a correction", "correction of a void", "fork", "void", "void of a correction",
    "replaces an id that is not in the log", "two replace an id that is not in the log",
    "replaces an id recorded later", "cycle of 2", "cycle of 3", "void and correction of the same",
    "void and the same anew", "two facts joined by a later link",
    "conflict settled", "conflict settled by a void", "conflict whose copies replace something",
    # journals
    "several journals", "journal with sums", "journal without sums", "both kinds of journals",
    "empty journal", "byte-order mark", "CRLF", "blank lines", "white space around tokens",
    "CR between tokens", "shuffled keys", "shuffled keys with sums", "escapes", "escapes in keys",
    "surrogate pairs", "exponents", "trailing zeros", "minus zero", "unknown members of an event",
    "unknown members of an item", "unknown members of a value", "a member twice where nobody looks",
    "nested 64 deep", "nulls", "final false", "empty among", "empty jointly", "empty items",
    "sum null", "sum in extra", "text of a sum in a note", "line of 1 MiB",
    "last line without LF", "torn: cut", "torn: garbage", "torn: NULs", "torn: not UTF-8",
    "torn: wrong sum", "torn: blank", "torn: CR", "torn: several lines", "torn: too long",
    "torn: too deep", "torn: no object", "torn with sums", "torn without sums",
    # the folder
    "dot file", "other file name", "sub folder", "sub folder named as a journal", "link",
)


class Raw(str):
    """JSON text to be written as it is."""


def utf8_of(text: str) -> bytes:
    """UTF-8, with bytes that are none smuggled in as lone surrogates."""
    return text.encode("utf-8", "surrogateescape")


def day_text(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def is_path(text: str) -> bool:
    """Whether text that was made from paths is one."""
    return len(utf8_of(text)) <= 256 and all(name and name == name.strip() for name in text.split("/"))


def path_is_below(path: str, other: str) -> bool:
    return path.startswith(other + "/")


# ---------------------------------------------------------------------------------------------
# What logs are made of
# ---------------------------------------------------------------------------------------------

_LONG_NAME = "一二三四五六七八九十" * 8
THEMES: tuple[tuple[str, ...], ...] = (
    ("China", "China/Shanghai", "China/Shanghai/Changning", "China/Shanghai/Minhang",
     "China/Fujian", "China/Shang"),
    ("China", "China/Shanghai", "China/Shanghai/Changning", "China/Hubei", "China/Hubei/Wuhan"),
    ("中国", "中国/上海", "中国/上海/长宁", "中国/上海/闵行", "中国/上", "中国/福建"),
    ("Côte", unicodedata.normalize("NFD", "Côte"), "Côte/é", "Côte/e\u0301",
     unicodedata.normalize("NFD", "Côte") + "/é", "Cote"),
    ("A", "A/B", "A B", "A/B/C", "A/B C", "A/B-C", "A/B!/C", "A/B0"),
    ("R", "R/\uff5e", "R/\U0001f600", "R/\U0001f600/x", "R/\uff5e/x", "R/\ue000", "\U0001f600"),
    ("Japan/Nagasaki/Omura", "Japan", "Japan/Nagasaki", "Japan/Nagasaki/Omura City",
     "japan/Nagasaki"),
    ("a\u3000b", "a\u3000b/c", "a\u3000b/\u200bc\ufeff", "a\u3000b/c/d", "a"),
    ("L" + _LONG_NAME, "L" + _LONG_NAME + "/" + "x" * (256 - 1 - 240 - 1), "L"),
)
ITEMS = ("mask/N95", "mask", "cash/USD", "口罩/医用", "mask/N95/small", "masks", "rice")
UNITS = ("piece", "box", "USD", "只", "a unit of thirty-two bytes, max.")
SHIPMENTS = ("S1", "S2", "s1", "2020/17", "Omura→Shanghai", "第一批", "S10")
DONORS = ("Japan/Nagasaki/Omura", "Japan", "Japan/Nagasaki", "Red Cross", "日本", "Japan/Naga")
COMMON_QUANTITIES = (1000, 2000, 3000, 10_000, 40_000, 60_000, 100_000, 100_000)
RARE_QUANTITIES = (1, 500, 1500, 333, 2500, 1_234_567, 300_000, 700_000, 1_000_000, 10**15, 10**15 - 1)
OFFSETS = (0, 0, 8 * 3600, -5 * 3600, 5 * 3600 + 45 * 60, 23 * 3600 + 59 * 60, -(23 * 3600 + 59 * 60))
ARBITRARY_IDS = ("a", "B", "b", "id 1", "é", "e\u0301", "\uff8a", "\U0001f4e6", "\U0001f4e7", "0",
                 "event/1", '"', "\\", "\u0000", "\u0000\u0000", "line\nbreak", " ", "x" * 128, "é" * 64,
                 "018f-7", "~", "\u007f", "\ue000", "号", "#", "null")
TIED_IDS = (("\uff8a", "\U0001f4e6", "\ue000"), ("é", "e\u0301", "f"), ("B", "a", "b"),
            ("018F0000-0000-7000-8000-00000000000A", "018f0000-0000-7000-8000-00000000000a",
             "018f0000-0000-7000-8000-00000000000B", "018f0000-0000-7000-8000-00000000000"),
            ("\u0000", "\u0000\u0000", "0", "00"), ("号", "\uff8b", "\U0001f4e8"))


def long_event_items(quantity: int, count: int) -> list[Event]:
    return [{"item": "limit", "unit": "u", "quantity": quantity} for _ in range(count)]


# ---------------------------------------------------------------------------------------------
# Events as text
# ---------------------------------------------------------------------------------------------

STYLES = ("shuffle", "spaces", "escapes", "numbers", "unknown", "nulls", "instants")
EMPTY_TYPES = ("rescheduled", "voided")


def spell_instant(rng: random.Random, instant: Instant, odd: bool, mark: Callable[[str], None]) -> str:
    """RFC 3339 text for an instant: one of many where it may be odd."""
    seconds, nanoseconds = instant
    offset = rng.choice(OFFSETS) if odd else 0
    candidates = (offset, 0, 23 * 3600 + 59 * 60, -(23 * 3600 + 59 * 60))
    offset = next(one for one in candidates if 1 <= (seconds + one) // SECONDS_A_DAY <= LAST_DAY)
    day, second = divmod(seconds + offset, SECONDS_A_DAY)
    shown_second = second % 60
    if odd and seconds % SECONDS_A_DAY == SECONDS_A_DAY - 1 and rng.random() < 0.5:
        shown_second = 60
        mark("leap second")
    needed = f"{nanoseconds:09}".rstrip("0")
    digits = rng.randint(len(needed), 9) if odd else len(needed)
    mark(f"{digits} fraction digits")
    fraction = "." + needed.ljust(digits, "0") if digits else ""
    if offset:
        mark("recordedAt with an offset")
    zone = "Z" if offset == 0 else f"{'-' if offset < 0 else '+'}{abs(offset) // 3600:02}:" \
                                   f"{abs(offset) // 60 % 60:02}"
    if offset == 0 and odd and rng.random() < 0.3:
        zone = rng.choice(("+00:00", "-00:00"))
    text = f"{day_text(day)}T{second // 3600:02}:{second // 60 % 60:02}:{shown_second:02}{fraction}{zone}"
    if odd and rng.random() < 0.2:
        text = text.lower()
        mark("recordedAt in lower case")
    return text


def spell_quantity(rng: random.Random, thousandths: int, odd: bool, mark: Callable[[str], None]) -> str:
    """A JSON number for an amount: one of many where it may be odd."""
    value = Decimal(thousandths).scaleb(-3)
    if not odd or rng.random() < 0.3:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if thousandths == 0:
        text = rng.choice(("0", "-0", "0.000", "-0.0", "0e9", "0E-99", "-0e+0", "0.0000e0007"))
        if text.startswith("-"):
            mark("minus zero")
        return text
    exponent = rng.choice((0, 0, 1, 2, 3, -1, -2, -3, 5, -7))
    text = f"{value.scaleb(-exponent):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if rng.random() < 0.4:
        text += ("" if "." in text else ".") + "0" * rng.randint(1, 4)
        mark("trailing zeros")
    if exponent or rng.random() < 0.2:
        sign = "-" if exponent < 0 else rng.choice(("", "+"))
        text += rng.choice("eE") + sign + rng.choice(("", "", "00")) + str(abs(exponent))
        mark("exponents")
    return text


class Writer:
    """Writes the lines of one journal in the style of that journal."""

    def __init__(self, rng: random.Random, styles: set[str], sums: bool,
                 mark: Callable[[str], None]) -> None:
        self.rng = rng
        self.styles = styles
        self.sums = sums
        self.mark = mark

    def line(self, event: Event) -> bytes:
        members = self._members(event, FIELDS + ("sum",), "event", event["type"])
        if "shuffle" in self.styles:
            self.rng.shuffle(members)
            self.mark("shuffled keys with sums" if self.sums else "shuffled keys")
        text = self._object(members, event["type"])
        if self.sums:
            return with_sum(utf8_of(text))
        return utf8_of(self._space() + text + self._space())

    def _members(self, fields: Event, known: tuple[str, ...], place: str, kind: str
                 ) -> list[tuple[str, Any]]:
        """The members of an event, an item or a value, with what its style adds to them."""
        members = list(fields.items())
        absent = [name for name in known if name not in fields]
        if "nulls" in self.styles:
            for name in self.rng.sample(absent, self.rng.randint(0, min(3, len(absent)))):
                if name == "sum" and self.sums:
                    continue
                members.append((name, self._nothing(name, place, kind)))
        if "unknown" in self.styles and self.rng.random() < 0.5:
            self.mark(f"unknown members of {'an' if place[0] in 'ei' else 'a'} {place}")
            names = {"event": ("lot", "Sum", "quantity", "出口", "type ", "ID", ""),
                     "item": ("id", "type", "sum", "shipment", "Quantity", "e\u0301"),
                     "value": ("unit", "sum", "Amount", "rate")}[place]
            level = {"event": 1, "item": 3, "value": 4}[place]
            for name in self.rng.sample(names, self.rng.randint(1, 2)):
                members.append((name, anything(self.rng, self.mark, level)))
        return members

    def _nothing(self, name: str, place: str, kind: str) -> Any:
        """A way to say that the field is absent."""
        if name == "final" and self.rng.random() < 0.6:
            self.mark("final false")
            return False
        if name in ("among", "jointly") and self.rng.random() < 0.6:
            self.mark(f"empty {name}")
            return []
        if name == "items" and kind in EMPTY_TYPES and self.rng.random() < 0.6:
            self.mark("empty items")
            return []
        if name in ("damaged", "missing") and kind == "delivered" and self.rng.random() < 0.5:
            return 0
        self.mark("sum null" if name == "sum" and place == "event" else "nulls")
        return None

    def _object(self, members: list[tuple[str, Any]], kind: str) -> str:
        parts = []
        for name, value in members:
            parts.append(self._space() + self._string(name, is_key=True) + self._space() + ":"
                         + self._space() + self._value(name, value, kind) + self._space())
        return "{" + ",".join(parts) + "}"

    def _value(self, name: str, value: Any, kind: str) -> str:
        if isinstance(value, Raw):
            return value
        if value is None or isinstance(value, bool):
            return json.dumps(value)
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, int):
            return spell_quantity(self.rng, value, "numbers" in self.styles, self.mark)
        if isinstance(value, tuple):
            return self._string(spell_instant(self.rng, value, "instants" in self.styles, self.mark))
        if isinstance(value, dict):
            known = ITEM_FIELDS if name == "items" else ("qualifier",)
            place = "item" if name == "items" else "value"
            members = self._members(value, known, place, kind)
            if "shuffle" in self.styles:
                self.rng.shuffle(members)
            return self._object(members, kind)
        elements = [self._space() + self._value(name, element, kind) + self._space()
                    for element in value]
        return "[" + ",".join(elements) + "]"

    def _space(self) -> str:
        if "spaces" not in self.styles or self.rng.random() < 0.7:
            return ""
        self.mark("white space around tokens")
        space = self.rng.choice((" ", "  ", "\t", " \t", " " if self.sums else "\r"))
        if "\r" in space:
            self.mark("CR between tokens")
        return space

    def _string(self, text: str, is_key: bool = False) -> str:
        if "escapes" not in self.styles or self.rng.random() < 0.4:
            return json.dumps(text, ensure_ascii=False)
        parts = []
        for character in text:
            escape = self._escape(character) if self.rng.random() < 0.3 else None
            if escape is not None:
                self.mark("escapes in keys" if is_key else "escapes")
            parts.append(escape or json.dumps(character, ensure_ascii=False)[1:-1])
        return '"' + "".join(parts) + '"'

    def _escape(self, character: str) -> str:
        short = {"/": "\\/", '"': '\\"', "\\": "\\\\", "\n": "\\n", "\b": "\\b"}
        if character in short and self.rng.random() < 0.5:
            return short[character]
        data = character.encode("utf-16-be")
        units = [f"{int.from_bytes(data[index:index + 2], 'big'):04x}"
                 for index in range(0, len(data), 2)]
        if len(units) == 2:
            self.mark("surrogate pairs")
        return "".join("\\u" + (unit.upper() if self.rng.random() < 0.5 else unit) for unit in units)


def with_sum(line: bytes) -> bytes:
    """The line of an object with its sum as the last member."""
    body = line.rstrip(b" \t\r")[:-1]
    return body + b',"sum":"%016x"}' % xxh64(body)


def without_sum(line: bytes) -> bytes:
    return line[: line.rindex(b',"sum":')] + b"}"


def anything(rng: random.Random, mark: Callable[[str], None], level: int) -> Raw:
    """JSON that nobody looks at, for a member of an object at the given level of nesting."""
    kind = rng.randrange(9)
    if kind == 0:
        mark("a member twice where nobody looks")
        return Raw('{"a":1,"a":{"b":[],"b":null}}')
    if kind == 1:
        mark("nested 64 deep")
        depth = 64 - level
        return Raw("[" * depth + "]" * depth)
    if kind == 2:
        mark("sum in extra")
        return Raw('{"a":1,"sum":"0123456789abcdef"}')
    return Raw(("1e999", "-0.0E-0", '"\\u00e9\\n\\/"', "[null,true,false,[],{}]", '"\u2028\u007f"',
                '{"":"","items":[{"quantity":-1}]}')[kind - 3])


# ---------------------------------------------------------------------------------------------
# Flaws: what must be refused
# ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Flaw:
    """One thing wrong with one event. Values are JSON text; None leaves the member out."""

    name: str
    type: str = "pledged"
    fields: dict[str, str | None] = field(default_factory=dict)
    item: dict[str, str | None] = field(default_factory=dict)
    more: str = ""
    item_more: str = ""
    bad_bytes: bool = False


def _quoted(text: str) -> str:
    return json.dumps(text)


def nested_extra(depth: int) -> str:
    """An `extra` with which the whole event has the given depth."""
    return '{"x":' + "[" * (depth - 2) + "]" * (depth - 2) + "}"


# Wrong in meaning: refused wherever the line stands. The flaws of a group take turns.
MEANING_FLAWS: tuple[tuple[Flaw, ...], ...] = (
    (Flaw("unknown type", fields={"type": '"promised"'}),),
    (Flaw("type with a capital", fields={"type": '"Pledged"'}),
     Flaw("type missing", fields={"type": None}),
     Flaw("type not a string", fields={"type": "1"})),
    (Flaw("id missing", fields={"id": None}), Flaw("id null", fields={"id": "null"})),
    (Flaw("id empty", fields={"id": '""'}), Flaw("id not a string", fields={"id": "17"})),
    (Flaw("id of 129 bytes", fields={"id": _quoted("é" * 64 + "x")}),),
    (Flaw("occurredOn missing", fields={"occurredOn": None}),),
    (Flaw("29 February of another year", fields={"occurredOn": '"2019-02-29"'}),
     Flaw("29 February 1900", fields={"occurredOn": '"1900-02-29"'})),
    (Flaw("month 13", fields={"occurredOn": '"2020-13-01"'}),
     Flaw("day 0", fields={"occurredOn": '"2020-01-00"'}),
     Flaw("31 April", fields={"occurredOn": '"2020-04-31"'})),
    (Flaw("year 0", fields={"occurredOn": '"0000-12-31"'}),),
    (Flaw("date without zeros", fields={"occurredOn": '"2020-1-1"'}),
     Flaw("date without dashes", fields={"occurredOn": '"20200101"'}),
     Flaw("week date", fields={"occurredOn": '"2020-W01-1"'})),
    (Flaw("date with a blank", fields={"occurredOn": '"2020-01-01 "'}),
     Flaw("date with LF", fields={"occurredOn": '"2020-01-01\\n"'}),
     Flaw("date with a time", fields={"occurredOn": '"2020-01-01T00:00:00Z"'})),
    (Flaw("date in other digits", fields={"occurredOn": '"２０２０-01-01"'}),
     Flaw("date a number", fields={"occurredOn": "20200101"})),
    (Flaw("recordedAt missing", fields={"recordedAt": None}),
     Flaw("recordedAt a date", fields={"recordedAt": '"2020-01-01"'})),
    (Flaw("10 fraction digits", fields={"recordedAt": '"2020-01-01T00:00:00.0000000000Z"'}),),
    (Flaw("fraction without digits", fields={"recordedAt": '"2020-01-01T00:00:00.Z"'}),
     Flaw("fraction with a comma", fields={"recordedAt": '"2020-01-01T00:00:00,5Z"'})),
    (Flaw("blank for T", fields={"recordedAt": '"2020-01-01 00:00:00Z"'}),
     Flaw("instant without seconds", fields={"recordedAt": '"2020-01-01T00:00Z"'})),
    (Flaw("instant without offset", fields={"recordedAt": '"2020-01-01T00:00:00"'}),),
    (Flaw("offset hour 24", fields={"recordedAt": '"2020-01-01T00:00:00+24:00"'}),
     Flaw("offset minute 60", fields={"recordedAt": '"2020-01-01T00:00:00+00:60"'}),
     Flaw("offset without colon", fields={"recordedAt": '"2020-01-01T00:00:00+0800"'})),
    (Flaw("hour 24", fields={"recordedAt": '"2020-01-01T24:00:00Z"'}),
     Flaw("minute 60", fields={"recordedAt": '"2020-01-01T00:60:00Z"'}),
     Flaw("second 61", fields={"recordedAt": '"2016-12-31T23:59:61Z"'})),
    (Flaw("second 60 at noon", fields={"recordedAt": '"2020-01-01T12:00:60Z"'}),
     Flaw("second 60 at local midnight", fields={"recordedAt": '"2016-12-31T23:59:60+08:00"'})),
    (Flaw("instant in year 0", fields={"recordedAt": '"0000-12-31T23:59:59Z"'}),
     Flaw("instant on no day", fields={"recordedAt": '"2021-02-29T00:00:00Z"'})),
    (Flaw("shipment missing", fields={"shipment": None}),
     Flaw("shipment null", fields={"shipment": "null"}),
     Flaw("shipment missing in rescheduled", "rescheduled", {"shipment": None})),
    (Flaw("shipment empty", fields={"shipment": '""'}),
     Flaw("shipment of 129 bytes", fields={"shipment": _quoted("x" * 129)})),
    (Flaw("shipment ends in white space", fields={"shipment": '"S\\u3000"'}),
     Flaw("shipment starts with white space", fields={"shipment": '"\\u00a0S"'}),
     Flaw("shipment ends in a line separator", fields={"shipment": '"S\\u2028"'})),
    (Flaw("shipment with a control character", fields={"shipment": '"S\\u0007T"'}),
     Flaw("shipment with DEL", fields={"shipment": '"S\u007fT"'}),
     Flaw("shipment with C1", fields={"shipment": '"S\\u0085T"'})),
    (Flaw("shipment of a request", "requested", {"shipment": '"S1"'}),
     Flaw("shipment of a transfer", "transferred", {"shipment": '"S1"'})),
    (Flaw("donor with an empty name", fields={"donor": '"Japan//Omura"'}),
     Flaw("donor ends in '/'", fields={"donor": '"Japan/"'}),
     Flaw("donor empty", fields={"donor": '""'})),
    (Flaw("donor an array", fields={"donor": '["Japan"]'}),
     Flaw("donor an empty array", fields={"donor": "[]"}),
     Flaw("donor of 257 bytes", fields={"donor": _quoted("x" * 257)})),
    (Flaw("donor of an adjustment", "adjusted", {"donor": '"Japan"'}),
     Flaw("donor of rescheduled", "rescheduled", {"donor": '"Japan"'})),
    (Flaw("jointly a string", fields={"jointly": '"Japan"'}),
     Flaw("jointly with a number", fields={"jointly": "[1]"})),
    (Flaw("jointly with null", fields={"jointly": '["Japan",null]'}),
     Flaw("jointly of issued", "issued", {"jointly": '["Japan"]'})),
    (Flaw("among a string", fields={"among": '"China"'}),
     Flaw("among an object", fields={"among": "{}"})),
    (Flaw("among with null", fields={"among": "[null]"}),
     Flaw("among with a bad path", fields={"among": '["China","/"]'})),
    (Flaw("among of a transfer", "transferred", {"among": '["China"]'}),
     Flaw("among of rescheduled", "rescheduled", {"among": '["China"]'})),
    (Flaw("district missing", fields={"district": None}),
     Flaw("district missing in requested", "requested", {"district": None}),
     Flaw("district missing in rescheduled", "rescheduled", {"district": None})),
    (Flaw("district starts with '/'", fields={"district": '"/China"'}),
     Flaw("district with white space at a name", fields={"district": '"China/ Shanghai"'}),
     Flaw("district with white space before '/'", fields={"district": '"China\\u2009/Shanghai"'})),
    (Flaw("district of 257 bytes", fields={"district": _quoted("é" * 128 + "x")}),
     Flaw("district with a lone surrogate", fields={"district": '"China\\ud83d"'})),
    (Flaw("district of voided", "voided", {"district": '"China"'}),),
    (Flaw("from missing in allocated", "allocated", {"from": None}),
     Flaw("from missing in transferred", "transferred", {"from": "null"})),
    (Flaw("from is the district", "transferred", {"from": '"China"', "district": '"China"'}),
     Flaw("from is the district, escaped", "allocated",
          {"from": '"C\\u0068ina"', "district": '"China"'})),
    (Flaw("from of a pledge", fields={"from": '"Japan"'}),
     Flaw("from of a delivery", "delivered", {"from": '"Japan"'})),
    (Flaw("items missing", fields={"items": None}), Flaw("items null", fields={"items": "null"})),
    (Flaw("items empty", fields={"items": "[]"}), Flaw("items an object", fields={"items": "{}"})),
    (Flaw("items of rescheduled", "rescheduled",
          {"items": '[{"item":"a","unit":"b","quantity":1}]'}),
     Flaw("items of voided", "voided", {"items": '[{"item":"a","unit":"b","quantity":1}]'})),
    (Flaw("1001 items", fields={
        "items": "[" + ",".join(['{"item":"a","unit":"b","quantity":1}'] * 1001) + "]"}),),
    (Flaw("null among the items",
          fields={"items": '[{"item":"a","unit":"b","quantity":1},null]'}),
     Flaw("a number among the items", fields={"items": "[1]"})),
    (Flaw("item without item", item={"item": None}), Flaw("item without unit", item={"unit": None}),
     Flaw("item a bad path", item={"item": '"mask/"'})),
    (Flaw("unit empty", item={"unit": '""'}), Flaw("unit not a string", item={"unit": "1"}),
     Flaw("unit of 33 bytes", item={"unit": _quoted("口" * 11)})),
    (Flaw("quantity a string", item={"quantity": '"5"'}),
     Flaw("quantity true", item={"quantity": "true"})),
    (Flaw("quantity 0", item={"quantity": "0"}), Flaw("quantity -0.0", item={"quantity": "-0.0"}),
     Flaw("quantity 0 requested", "requested", item={"quantity": "0e5"})),
    (Flaw("quantity negative", item={"quantity": "-1"}),
     Flaw("delivered negative", "delivered", item={"quantity": "-1", "damaged": "2"})),
    (Flaw("4 decimals", item={"quantity": "1.0001"}),
     Flaw("4 decimals by exponent", item={"quantity": "15e-4"}),
     Flaw("endless decimals", item={"quantity": "1e-999999999999999999999"})),
    (Flaw("too large", item={"quantity": "1000000000000.001"}),
     Flaw("too large by exponent", item={"quantity": "1.1e12"}),
     Flaw("far too large", item={"quantity": "1e999999999999999999999"}),
     Flaw("too large by 2^64", item={"quantity": "18446744073709551617"})),
    (Flaw("delivered without quantity", "delivered", item={"quantity": None}),
     Flaw("allocated without quantity", "allocated", item={"quantity": None})),
    (Flaw("transferred without quantity", "transferred", item={"quantity": "null"}),
     Flaw("issued without quantity", "issued", item={"quantity": None}),
     Flaw("adjusted without quantity", "adjusted", item={"quantity": None})),
    (Flaw("adjusted 0", "adjusted", item={"quantity": "0"}),
     Flaw("adjusted too far down", "adjusted", item={"quantity": "-1000000000001"})),
    (Flaw("delivered 0 for no reason", "delivered", item={"quantity": "0"}),
     Flaw("delivered 0 and damaged 0", "delivered", item={"quantity": "0", "damaged": "0"})),
    (Flaw("damaged where nothing is delivered", "dispatched", item={"damaged": "1"}),
     Flaw("damaged 0 where nothing is delivered", item={"damaged": "0"}),
     Flaw("missing where nothing is delivered", "issued", item={"missing": "1"})),
    (Flaw("damaged negative", "delivered", item={"damaged": "-0.001"}),
     Flaw("missing with 4 decimals", "delivered", item={"missing": "0.0001"}),
     Flaw("missing a string", "delivered", item={"missing": '"1"'})),
    (Flaw("qualifier unknown", item={"qualifier": '"atMost"'}),
     Flaw("qualifier not a string", item={"qualifier": "true"})),
    (Flaw("value without amount", item={"value": '{"currency":"USD"}'}),
     Flaw("value amount null", item={"value": '{"amount":null,"currency":"USD"}'})),
    (Flaw("value without currency", item={"value": '{"amount":1}'}),
     Flaw("value currency too long", item={"value": '{"amount":1,"currency":"' + "x" * 33 + '"}'})),
    (Flaw("value amount 0", item={"value": '{"amount":0,"currency":"USD"}'}),
     Flaw("value amount a string", item={"value": '{"amount":"1","currency":"USD"}'}),
     Flaw("value amount with 4 decimals", item={"value": '{"amount":1.0001,"currency":"USD"}'})),
    (Flaw("value a number", item={"value": "5"}),
     Flaw("value qualifier unknown",
          item={"value": '{"amount":1,"currency":"USD","qualifier":"?"}'})),
    (Flaw("value member twice", item={"value": '{"amount":1,"currency":"USD","amount":1}'}),
     Flaw("value unknown member twice", item={"value": '{"amount":1,"currency":"USD","a":1,"a":2}'})),
    (Flaw("extra an array", fields={"extra": "[]"}), Flaw("extra a string", fields={"extra": '""'}),
     Flaw("extra of an item a number", item={"extra": "0"})),
    (Flaw("expectedOn no date", fields={"expectedOn": '"soon"'}),
     Flaw("expectedOn empty", fields={"expectedOn": '""'})),
    (Flaw("expectedOn of a request", "requested", {"expectedOn": '"2020-01-01"'}),
     Flaw("expectedOn of issued", "issued", {"expectedOn": '"2020-01-01"'})),
    (Flaw("expectedOn missing in rescheduled", "rescheduled", {"expectedOn": None}),),
    (Flaw("final a string", "delivered", {"final": '"true"'}),
     Flaw("final 1", "delivered", {"final": "1"}), Flaw("final an array", "delivered", {"final": "[]"})),
    (Flaw("final of a dispatch", "dispatched", {"final": "true"}),
     Flaw("final of a cancellation", "cancelled", {"final": "true"})),
    (Flaw("replaces itself", fields={"id": '"self"', "replaces": '"s\\u0065lf"'}),),
    (Flaw("replaces empty", fields={"replaces": '""'}),
     Flaw("replaces an array", fields={"replaces": '["a"]'}),
     Flaw("replaces of 129 bytes", fields={"replaces": _quoted("x" * 129)})),
    (Flaw("replaces missing in voided", "voided", {"replaces": None}),),
    (Flaw("reason missing in cancelled", "cancelled", {"reason": None}),
     Flaw("reason missing in adjusted", "adjusted", {"reason": "null"})),
    (Flaw("reason missing in rescheduled", "rescheduled", {"reason": None}),
     Flaw("reason missing in voided", "voided", {"reason": None})),
    (Flaw("reason a number", fields={"reason": "1"}), Flaw("source a number", fields={"source": "1"}),
     Flaw("recordedBy false", fields={"recordedBy": "false"}),
     Flaw("note an array", fields={"note": "[]"})),
    (Flaw("note with a lone surrogate", fields={"note": '"\\ud83d"'}),
     Flaw("note with surrogates in the wrong order", fields={"note": '"\\ude00\\ud83d"'})),
    (Flaw("waybill of a pledge", fields={"waybill": '"W1"'}),
     Flaw("waybill of a cancellation", "cancelled", {"waybill": '"W1"'})),
    (Flaw("waybill empty", "dispatched", {"waybill": '""'}),
     Flaw("waybill with white space at its end", "delivered", {"waybill": '"W1\\u2003"'})),
    (Flaw("to of a delivery", "delivered", {"to": '"a school"'}),
     Flaw("to an object", "issued", {"to": "{}"})),
    (Flaw("known member twice", more='"note":"a","note":"a"'),
     Flaw("known member twice, once null", more='"note":null,"note":"a"')),
    (Flaw("unknown member twice", more='"lot":1,"lot":1'),
     Flaw("unknown member twice, once escaped", more='"lot":1,"l\\u006ft":1')),
    (Flaw("member of an item twice", item_more='"qualifier":null,"qualifier":"about"'),
     Flaw("unknown member of an item twice", item_more='"lot":1,"lot":1')),
)

# Wrong as bytes: damage where a valid line follows.
BYTES_FLAWS: tuple[tuple[Flaw, ...], ...] = (
    (Flaw("byte FF", fields={"note": '"\udcff"'}, bad_bytes=True),
     Flaw("UTF-8 cut short", fields={"note": '"\udce4\udcb8"'}, bad_bytes=True)),
    (Flaw("UTF-8 overlong", fields={"note": '"\udcc0\udcaf"'}, bad_bytes=True),
     Flaw("UTF-8 overlong in extra", fields={"extra": '{"x":"\udce0\udc80\udcaf"}'}, bad_bytes=True)),
    (Flaw("UTF-8 of a surrogate", fields={"note": '"\udced\udca0\udc80"'}, bad_bytes=True),
     Flaw("UTF-8 beyond 10FFFF", more='"x\udcf4\udc90\udc80\udc80":1', bad_bytes=True)),
    (Flaw("NaN", item={"quantity": "NaN"}, bad_bytes=True),
     Flaw("Infinity", item={"quantity": "Infinity"}, bad_bytes=True),
     Flaw("-Infinity", more='"x":-Infinity', bad_bytes=True)),
    (Flaw("number with a leading zero", item={"quantity": "01"}, bad_bytes=True),
     Flaw("number with a leading zero in extra", fields={"extra": '{"x":-01}'}, bad_bytes=True)),
    (Flaw("number with plus", item={"quantity": "+1"}, bad_bytes=True),
     Flaw("number without whole part", more='"x":.5', bad_bytes=True)),
    (Flaw("number ends in a point", item={"quantity": "1."}, bad_bytes=True),
     Flaw("number with an empty exponent", fields={"extra": '{"x":1e}'}, bad_bytes=True),
     Flaw("number in hexadecimal", more='"x":0x10', bad_bytes=True)),
    (Flaw("comma at the end of an object", fields={"extra": '{"x":1,}'}, bad_bytes=True),
     Flaw("comma at the end of an array", more='"x":[1,]', bad_bytes=True)),
    (Flaw("two commas", more='"x":[1,,2]', bad_bytes=True),
     Flaw("no comma", more='"x":1 "y":2', bad_bytes=True),
     Flaw("no colon", more='"x" 1', bad_bytes=True)),
    (Flaw("single quotes", more="'x':1", bad_bytes=True),
     Flaw("key without quotes", more="x:1", bad_bytes=True),
     Flaw("comment", more='"x":/* */1', bad_bytes=True)),
    (Flaw("True", more='"x":True', bad_bytes=True), Flaw("nul", more='"x":nul', bad_bytes=True),
     Flaw("undefined", more='"x":undefined', bad_bytes=True)),
    (Flaw("bare control character", fields={"note": '"a\tb"'}, bad_bytes=True),
     Flaw("bare NUL", fields={"note": '"a\x00b"'}, bad_bytes=True),
     Flaw("bare control character in a key", more='"a\x1fb":1', bad_bytes=True)),
    (Flaw("escape x", fields={"note": '"\\x41"'}, bad_bytes=True),
     Flaw("escape with 3 digits", fields={"note": '"\\u12g4"'}, bad_bytes=True),
     Flaw("escape in capitals", more='"x":"\\U0041"', bad_bytes=True)),
    (Flaw("nested 65 deep", fields={"extra": nested_extra(65)}, bad_bytes=True),
     Flaw("nested 65 deep in objects", more='"x":' + '{"x":' * 63 + "{}" + "}" * 63 + "", bad_bytes=True)),
    (Flaw("form feed as white space", more='\f"x":1', bad_bytes=True),
     Flaw("NBSP as white space", more='\u00a0"x":1', bad_bytes=True)),
    (Flaw("brackets crossed", more='"x":[{]}', bad_bytes=True),
     Flaw("string not closed", more='"x":"', bad_bytes=True)),
)


def _before_a_valid(lines: list[bytes], rng: random.Random, bad: bytes) -> None:
    lines.insert(rng.randrange(len(lines)), bad)


def _change_before_a_valid(lines: list[bytes], rng: random.Random,
                           change: Callable[[bytes], bytes]) -> None:
    index = rng.randrange(len(lines) - 1)
    lines[index] = change(lines[index])


def wrong_sum(line: bytes) -> bytes:
    """The line with another last digit in its sum."""
    return line[:-3] + (b"1" if line[-3:-2] == b"0" else b"0") + line[-2:]


def _capital_sum(line: bytes) -> bytes:
    digits = line[-18:-2]
    return line[:-18] + (digits.upper() if digits.upper() != digits else b"A" * 16) + line[-2:]


def _sum_first(line: bytes) -> bytes:
    body, digits = line[: line.rindex(b',"sum":')], line[-18:-2]
    return b'{"sum":"' + digits + b'",' + body[1:] + b"}"


def _spaced_sum(line: bytes) -> bytes:
    return line.replace(b',"sum":"', b', "sum":"')


# Wrong as lines: (name, whether the journal has sums, what is done to its three or more lines).
LineFlaw = tuple[str, bool | None, Callable[[list[bytes], random.Random], None]]
LINE_FLAWS: tuple[tuple[LineFlaw, ...], ...] = (
    (("wrong sum", True,
      lambda lines, rng: _change_before_a_valid(lines, rng, wrong_sum)),),
    (("rot under a sum", True, lambda lines, rng: _change_before_a_valid(
        lines, rng, lambda line: line.replace(b'"id":"', b'"id":"~', 1))),),
    (("sum in capitals", True,
      lambda lines, rng: _change_before_a_valid(lines, rng, _capital_sum)),
     ("sum of 15 digits", True, lambda lines, rng: _change_before_a_valid(
         lines, rng, lambda line: line[:-3] + line[-2:]))),
    (("sum a number", True, lambda lines, rng: _change_before_a_valid(
        lines, rng, lambda line: line[: line.rindex(b":")] + b":17}")),
     ("sum empty", True, lambda lines, rng: _change_before_a_valid(
         lines, rng, lambda line: line[: line.rindex(b":")] + b':""}'))),
    (("sum is not last", True,
      lambda lines, rng: _change_before_a_valid(lines, rng, _sum_first)),),
    (("space before the sum", True,
      lambda lines, rng: _change_before_a_valid(lines, rng, _spaced_sum)),
     ("key of the sum escaped", True, lambda lines, rng: _change_before_a_valid(
         lines, rng, lambda line: line.replace(b',"sum":"', b',"s\\u0075m":"')))),
    (("line without sum among sums", True,
      lambda lines, rng: lines.insert(rng.randrange(len(lines)), without_sum(rng.choice(lines)))),),
    (("last line without sum among sums", True,
      lambda lines, rng: lines.append(without_sum(rng.choice(lines)))),),
    (("line with sum among lines without", False,
      lambda lines, rng: lines.append(with_sum(rng.choice(lines)))),),
    (("blank line with sums", True,
      lambda lines, rng: _before_a_valid(lines, rng, rng.choice((b"", b" ")))),
     ("CR with sums", True, lambda lines, rng: _change_before_a_valid(
         lines, rng, lambda line: line + b"\r"))),
    (("white space before the brace with sums", True, lambda lines, rng: _change_before_a_valid(
        lines, rng, lambda line: b" " + line)),
     ("white space after the brace with sums", True, lambda lines, rng: _change_before_a_valid(
         lines, rng, lambda line: line + b"\t"))),
    (("byte-order mark with sums", True,
      lambda lines, rng: lines.__setitem__(0, BYTE_ORDER_MARK + lines[0])),),
    (("byte-order mark within a journal", None,
      lambda lines, rng: lines.insert(rng.randrange(1, len(lines)), BYTE_ORDER_MARK + lines[0])),
     ("two byte-order marks", False,
      lambda lines, rng: lines.__setitem__(0, BYTE_ORDER_MARK * 2 + lines[0]))),
    (("line cut within a journal", None, lambda lines, rng: _before_a_valid(
        lines, rng, lines[0][: rng.randrange(1, len(lines[0].rstrip()))])),),
    (("two lines run together", None, lambda lines, rng: _before_a_valid(
        lines, rng, lines[0] + lines[1])),
     ("two lines with CR between", None, lambda lines, rng: _before_a_valid(
         lines, rng, lines[0] + b"\r" + lines[1]))),
    (("NULs within a journal", None, lambda lines, rng: _before_a_valid(
        lines, rng, bytes(rng.choice((1, 300))))),
     ("NULs around a line", None, lambda lines, rng: _before_a_valid(
         lines, rng, b"\0" + lines[0]))),
    (("array of an event", None, lambda lines, rng: _before_a_valid(
        lines, rng, b"[" + lines[0] + b"]")),
     ("null as a line", None, lambda lines, rng: _before_a_valid(lines, rng, b"null"))),
    (("line longer than 1 MiB", None, lambda lines, rng: _before_a_valid(
        lines, rng, b'{"note":"' + b"x" * (1 << 20) + b'"}')),),
    (("empty object", False, lambda lines, rng: lines.insert(rng.randint(0, len(lines)), b"{}")),),
)

# Two copies of one id that differ in meaning: (name, type, what is done to the second). Where one field
# must be there in both, it is named too.
ConflictFlaw = tuple[str, str, Callable[[Event], None], dict[str, Any]]


def _differs(name: str, kind: str, changes: dict[str, Any], both: dict[str, Any] | None = None
             ) -> ConflictFlaw:
    return name, kind, lambda event: event.update(changes), both or {}


def _item_differs(name: str, kind: str, changes: dict[str, Any]) -> ConflictFlaw:
    return name, kind, lambda event: event["items"][0].update(changes), {}


def _without_quantity(event: Event) -> None:
    del event["items"][0]["quantity"]


def _as_two_items(event: Event) -> None:
    event["items"] = [event["items"][0] | {"quantity": part} for part in (1000, 4000)]


def _once_more(event: Event) -> None:
    event["items"].append(dict(event["items"][0]))


CONFLICT_FLAWS: tuple[tuple[ConflictFlaw, ...], ...] = (
    (_differs("type", "pledged", {"type": "purchased"}),),
    (_differs("occurredOn", "adjusted", {"occurredOn": "2019-12-31"}),),
    (_differs("shipment", "dispatched", {"shipment": "another"}),
     _differs("shipment of rescheduled", "rescheduled", {"shipment": "another"})),
    (_differs("donor", "pledged", {"donor": "Somebody"}),),
    (_differs("jointly", "pledged", {"jointly": ["X"]}),
     _differs("jointly with one twice", "pledged", {"jointly": ["X", "Y", "Y"]},
              {"jointly": ["X", "Y"]})),
    (_differs("district", "requested", {"district": "elsewhere"}),),
    (_differs("district in another normalization", "issued", {"district": "e\u0301"},
              {"district": "é"}),),
    (_differs("among", "pledged", {"among": ["P", "Q"]}),),
    (_differs("among with one twice", "pledged", {"among": ["P", "Q", "Q"]}, {"among": ["Q", "P"]}),),
    (_differs("from", "transferred", {"from": "far away"}),),
    (_item_differs("quantity", "delivered", {"quantity": 5_001}),
     ("unstated quantity", "pledged", _without_quantity, {})),
    (("one item as two", "purchased", _as_two_items, {}),
     ("one item once more", "allocated", _once_more, {})),
    (_item_differs("qualifier", "dispatched", {"qualifier": "about"}),
     _item_differs("unit", "issued", {"unit": "crate"})),
    (_item_differs("damaged", "delivered", {"damaged": 1}),
     _item_differs("missing", "delivered", {"missing": 1})),
    (_differs("expectedOn", "rescheduled", {"expectedOn": "2031-01-01"}),
     _differs("expectedOn of one", "pledged", {"expectedOn": "2031-01-01"})),
    (_differs("final", "delivered", {"final": True}),),
    (_differs("replaces", "pledged", {"replaces": "what is not there"}),),
)

OVERFLOW_FLAWS: tuple[str, ...] = ("overflow of a line", "overflow of stock", "overflow of adjustments",
                                   "overflow of what was allocated away")


def _named(groups: tuple[tuple[Any, ...], ...], kind: str) -> list[tuple[str, tuple[Any, ...]]]:
    return [(kind, group) for group in groups]


REFUSALS: list[tuple[str, tuple[Any, ...]]] = (
    _named(MEANING_FLAWS, "meaning") + _named(BYTES_FLAWS, "bytes") + _named(LINE_FLAWS, "line")
    + _named(CONFLICT_FLAWS, "conflict") + [("overflow", (name,)) for name in OVERFLOW_FLAWS]
)
REFUSED_SEEDS = (3, 9, 15)
SEEDS_A_ROUND = 20


def refusal_of(seed: int) -> tuple[str, tuple[Any, ...], int] | None:
    """The kind and the group of flaws that the seed stands for, and its turn; None for most seeds."""
    round_number, place = divmod(seed, SEEDS_A_ROUND)
    if place not in REFUSED_SEEDS:
        return None
    turn, index = divmod(round_number * len(REFUSED_SEEDS) + REFUSED_SEEDS.index(place), len(REFUSALS))
    kind, group = REFUSALS[index]
    return kind, group, turn


def flaw_group_names() -> list[str]:
    """One name for each group of flaws, as `OddLog.refusal` has it."""
    return [group_name(kind, group) for kind, group in REFUSALS]


def group_name(kind: str, group: tuple[Any, ...]) -> str:
    names = [flaw.name if isinstance(flaw, Flaw) else flaw if isinstance(flaw, str) else flaw[0]
             for flaw in group]
    return f"{kind}: {' | '.join(names)}"


# ---------------------------------------------------------------------------------------------
# Logs
# ---------------------------------------------------------------------------------------------


@dataclass
class Journal:
    """A journal to be: its events, and how they are written."""

    name: str
    sums: bool
    styles: set[str]
    events: list[Event] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)


@dataclass
class OddLog:
    """A log folder in memory. `refusal` names the group of flaws that it has, if any."""

    seed: int
    files: dict[str, bytes] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    oddities: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    refusal: str | None = None

    def write(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        for name in self.folders:
            os.makedirs(os.path.join(folder, name), exist_ok=True)
        for name, data in self.files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        for name, target in self.links.items():
            os.symlink(target, os.path.join(folder, name))


class Maker:
    """Makes one log. Whatever it decides, it decides with the random numbers of its seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"odd log {seed}")
        self.log = OddLog(seed)
        self.events: list[Event] = []
        self.copies: list[tuple[Event, Event]] = []
        self.used_ids: set[str] = set()
        self._choose_world()

    def mark(self, oddity: str) -> None:
        assert oddity in ODDITIES, oddity
        self.log.oddities.add(oddity)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def some(self, choices: Any, least: int, most: int) -> list[Any]:
        """Some of the choices, each at most once."""
        choices = list(choices)
        return self.rng.sample(choices, min(len(choices), self.rng.randint(least, most)))

    # -- the world ------------------------------------------------------------------------------

    def _choose_world(self) -> None:
        rng = self.rng
        theme = list(rng.choice(THEMES))
        if self.chance(0.15):
            theme += rng.choice(THEMES)
        self.districts = self.some(dict.fromkeys(theme), 3, 6)
        self.items = self.some(ITEMS, 1, 2 if self.chance(0.7) else 3)
        self.units = self.some(UNITS, 1, 1 if self.chance(0.7) else 2)
        self.shipments = self.some(SHIPMENTS, 1, 2 if self.chance(0.7) else 3)
        self.donors = self.some(DONORS, 1, 3)
        self._choose_times()

    def _choose_times(self) -> None:
        rng = self.rng
        first = rng.choice((datetime.date(2020, 1, 30).toordinal(), datetime.date(2020, 2, 27).toordinal(),
                            datetime.date(2024, 2, 28).toordinal(), rng.randint(1, LAST_DAY)))
        if self.chance(0.03):
            first = rng.choice((1, LAST_DAY - 3))
        days = [first + rng.randint(0, 12) for _ in range(rng.randint(2, 6))]
        if self.chance(0.06):
            days.append(rng.choice((1, LAST_DAY)))
        self.days = sorted({min(day, LAST_DAY) for day in days})
        times = (0, 0, 1, 8 * 3600, 45_296, SECONDS_A_DAY - 1, SECONDS_A_DAY - 1)
        nanoseconds = (0, 0, 0, 1, 500_000_000, 120_000_000, 999_999_999, 789_000_000, 123_456_789,
                       rng.randrange(10**9))
        self.instants: list[Instant] = [
            (min(rng.choice(self.days) + rng.choice((0, 0, 1, 2)), LAST_DAY) * SECONDS_A_DAY
             + rng.choice(times), rng.choice(nanoseconds))
            for _ in range(rng.randint(2, 9))]
        if self.chance(0.05):
            self.instants.append((SECONDS_A_DAY - 3600, 0))

    def quantity(self) -> int:
        return self.rng.choice(RARE_QUANTITIES if self.chance(0.15) else COMMON_QUANTITIES)

    def new_id(self) -> str:
        while True:
            identifier = self._any_id()
            if identifier not in self.used_ids:
                self.used_ids.add(identifier)
                return identifier

    def _any_id(self) -> str:
        rng = self.rng
        draw = rng.random()
        if draw < 0.12 and self.used_ids:
            other = rng.choice(sorted(self.used_ids))
            return other.swapcase() if len(utf8_of(other.swapcase())) <= 128 else other
        if draw < 0.3:
            return rng.choice(ARBITRARY_IDS)
        if draw < 0.36:
            return f"event {rng.randrange(1000)}"
        digits = f"{rng.choice((0x018f00000000, 0x018f00000001)):012x}7{rng.getrandbits(12):03x}" \
                 f"{rng.choice('89ab')}{rng.getrandbits(60):015x}"
        uuid = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
        return uuid.upper() if self.chance(0.15) else uuid

    # -- single events --------------------------------------------------------------------------

    def event(self, kind: str, **fields: Any) -> Event:
        """A well-formed event of the type; what is not given is chosen."""
        rng = self.rng
        event: Event = {"id": self.new_id(), "type": kind,
                        "occurredOn": day_text(rng.choice(self.days)),
                        "recordedAt": rng.choice(self.instants)}
        if kind in PROMISE_TYPES or kind == "rescheduled":
            event["shipment"] = rng.choice(self.shipments)
        if kind != "voided":
            event["district"] = rng.choice(self.districts)
        if kind in PROMISE_TYPES:
            self._add_promise_fields(event)
        if kind in REASON_REQUIRED or self.chance(0.05):
            event["reason"] = rng.choice(("late", "", "customs \t\u0000", "计数"))
        event.update({name: value for name, value in fields.items() if name != "source_district"})
        if kind in ("allocated", "transferred"):
            others = [one for one in self.districts if one != event["district"]] or ["far away"]
            event["from"] = fields.get("source_district") or rng.choice(others)
        if kind in PROMISE_TYPES + STOCK_TYPES and "items" not in event:
            event["items"] = [self.item(kind) for _ in range(rng.choice((1, 1, 1, 1, 2, 3)))]
        if kind == "rescheduled":
            event["expectedOn"] = self.expected_day()
        self._add_free_fields(event)
        return event

    def expected_day(self) -> str:
        day = self.rng.choice(self.days) + self.rng.choice((-2, -1, 0, 0, 1, 2, 5))
        return day_text(max(1, min(day, LAST_DAY)))

    def _add_promise_fields(self, event: Event) -> None:
        rng = self.rng
        if self.chance(0.4):
            event["donor"] = rng.choice(self.donors)
        if self.chance(0.12):
            event["jointly"] = self.some(self.donors, 1, 2)
        if self.chance(0.3):
            event["expectedOn"] = self.expected_day()
        if self.chance(0.06):
            event["among"] = self.among()
        if event["type"] == "delivered" and self.chance(0.06):
            event["final"] = True

    def among(self) -> list[str]:
        districts = self.some(self.districts, 1, 3)
        if self.chance(0.15):
            districts.append("Atlantis")
        if self.chance(0.2):
            districts.append(self.rng.choice(self.districts).split("/")[0])
        return districts

    def _add_free_fields(self, event: Event) -> None:
        rng = self.rng
        if event["type"] in ("dispatched", "delivered") and self.chance(0.2):
            event["waybill"] = rng.choice(("W1", "W 2/3", "运单"))
        if event["type"] == "issued" and self.chance(0.4):
            event["to"] = rng.choice(("a school", "", "\u0007"))
        for name in ("source", "recordedBy", "note"):
            if self.chance(0.08):
                event[name] = rng.choice(("", "https://example.org/?a=\"b\"", ',"sum":"0123456789abcdef"}',
                                          " \u2028\U0001f69a ", "\\u0041"))
        if self.chance(0.06):
            deep = '{"x":' + "[" * 62 + "]" * 62 + "}"
            event["extra"] = Raw(rng.choice(("{}", '{"lot":"7","lot":"8"}', '{"a":1,"sum":"x"}', deep)))

    def item(self, kind: str, item: str | None = None, unit: str | None = None,
             quantity: int | None = None, stated: float = 0.92) -> Event:
        """A well-formed item for an event of the type."""
        rng = self.rng
        entry: Event = {"item": item or rng.choice(self.items), "unit": unit or rng.choice(self.units)}
        if kind not in QUANTITY_OPTIONAL or self.chance(stated):
            entry["quantity"] = quantity or self.quantity()
        if kind == "adjusted" and self.chance(0.5):
            entry["quantity"] = -entry["quantity"]
        if kind == "delivered":
            for name in ("damaged", "missing"):
                if self.chance(0.12):
                    entry[name] = rng.choice((1000, 10_000, 100_000, 500, 0))
            if entry.get("damaged", 0) + entry.get("missing", 0) > 0 and self.chance(0.3):
                entry["quantity"] = 0
        if self.chance(0.1):
            entry["qualifier"] = rng.choice(("atLeast", "about"))
        if self.chance(0.07):
            entry["value"] = {"amount": self.quantity(), "currency": rng.choice(("USD", "人民币"))}
            if self.chance(0.4):
                entry["value"]["qualifier"] = rng.choice(("atLeast", "about"))
        if self.chance(0.03):
            entry["extra"] = Raw(rng.choice(('{"expiry":"2021-01-01"}', '{"":[[],{}],"sum":1}')))
        return entry

    def plain_event(self, kind: str) -> Event:
        """A simple event of the type that nothing else refers to."""
        event: Event = {"id": self.new_id(), "type": kind,
                        "occurredOn": day_text(self.rng.choice(self.days)),
                        "recordedAt": self.rng.choice(self.instants)}
        if kind in PROMISE_TYPES or kind == "rescheduled":
            event["shipment"] = "plain"
        if kind != "voided":
            event["district"] = "plain/district"
        if kind in ("allocated", "transferred"):
            event["from"] = "plain"
        if kind in PROMISE_TYPES + STOCK_TYPES:
            event["items"] = [{"item": "plain/item", "unit": "u", "quantity": 5_000}]
        if kind == "rescheduled":
            event["expectedOn"] = event["occurredOn"]
        if kind == "voided":
            event["replaces"] = "nothing that there is"
        if kind in REASON_REQUIRED:
            event["reason"] = "plain"
        return event

    # -- stories --------------------------------------------------------------------------------

    def add(self, kind: str, **fields: Any) -> Event:
        event = self.event(kind, **fields)
        self.events.append(event)
        return event

    def promise_story(self) -> None:
        """A promise to an area, and what reaches the districts in it."""
        rng = self.rng
        shipment, item, unit = (rng.choice(self.shipments), rng.choice(self.items),
                                rng.choice(self.units))
        uppers = [one for one in self.districts if any(path_is_below(other, one)
                                                       for other in self.districts)]
        upper = rng.choice(uppers or self.districts)
        quantity = self.quantity()

        def post(kind: str, district: str, amount: int, **fields: Any) -> None:
            items = [self.item(kind, item, unit, amount)]
            if self.chance(0.1):
                items.append(self.item(kind, item, unit))
            self.add(kind, shipment=shipment, district=district, items=items, **fields)

        def sharing() -> dict[str, Any]:
            return {"among": self.among()} if self.chance(0.35) else {}

        if self.chance(0.9):
            post("pledged", upper, quantity, **sharing())
        for kind in ("purchased", "dispatched"):
            if self.chance(0.25):
                post(kind, upper, quantity, **sharing())
        others = [one for one in self.districts if one != upper]
        below = [one for one in others if path_is_below(one, upper)]
        for district in self.some(below if below and self.chance(0.6) else others, 1, 3):
            part = rng.choice((quantity, 60_000, 40_000, max(1, quantity // 2), self.quantity()))
            if self.chance(0.25):
                post("pledged", district, rng.choice((part, self.quantity())), **sharing())
            if self.chance(0.3):
                post("allocated", district, part, source_district=upper, **sharing())
            if self.chance(0.5):
                post("dispatched", district, part, **sharing())
            if self.chance(0.5):
                post("delivered", district, rng.choice((part, part, self.quantity())))
            if self.chance(0.15):
                post("cancelled", district, part)
        if self.chance(0.3):
            post("delivered", upper, rng.choice((quantity, self.quantity())))
        if self.chance(0.2):
            self.add("rescheduled", shipment=shipment,
                     district=rng.choice(self.districts if self.chance(0.3) else [upper]))
        if self.chance(0.08):
            self.add("cancelled", shipment=shipment, district=upper,
                     items=[{"item": item, "unit": unit}])

    def needs_story(self) -> None:
        """Requests of several districts for one thing, and promises to them or to all of them."""
        rng = self.rng
        item, unit = rng.choice(self.items), rng.choice(self.units)
        quantity = rng.choice((10_000, 40_000, 100_000))
        for district in self.some(self.districts, 1, 4):
            for _ in range(rng.choice((1, 1, 2))):
                entry = {"item": item, "unit": unit}
                if self.chance(0.65):
                    entry["quantity"] = rng.choice((quantity, quantity, self.quantity()))
                self.add("requested", district=district, items=[entry])
            if self.chance(0.4):
                kind = rng.choice(("delivered", "dispatched", "pledged"))
                part = rng.choice((quantity, quantity // 2, quantity // 4, 2 * quantity))
                self.add(kind, district=district, items=[self.item(kind, item, unit, part)])
        for shipment in self.some(self.shipments, 1, 2):
            kind = rng.choice(("pledged", "pledged", "purchased", "delivered"))
            sharing = {"among": self.among()} if self.chance(0.5) else {}
            self.add(kind, shipment=shipment, district=rng.choice(self.districts),
                     items=[self.item(kind, item, unit)], **sharing)

    def rivals_story(self) -> None:
        """Districts that claim more than the promise which covers them: their order decides."""
        rng = self.rng
        upper = rng.choice(self.districts)
        rivals = self.some([one for one in self.districts if one != upper], 2, 4)
        same = {"shipment": rng.choice(self.shipments)}
        item, unit = rng.choice(self.items), rng.choice(self.units)
        sharing = {} if all(path_is_below(one, upper) for one in rivals) else {"among": rivals}
        self.add("pledged", **same, district=upper, items=[self.item("pledged", item, unit, 100_000)],
                 **sharing)
        for district in rivals:
            kind = rng.choice(("delivered", "dispatched"))
            part = rng.choice((60_000, 70_000, 30_000))
            self.add(kind, **same, district=district, items=[self.item(kind, item, unit, part)])
            if self.chance(0.4):
                part = rng.choice((10_000, 60_000, 90_000))
                self.add("pledged", **same, district=district,
                         items=[self.item("pledged", item, unit, part)])

    def tied_story(self) -> None:
        """Events of one line at one time that say different things: their ids decide."""
        rng = self.rng
        ids = [one for one in rng.choice(TIED_IDS) if one not in self.used_ids]
        self.used_ids.update(ids)
        same = {"shipment": rng.choice(self.shipments), "district": rng.choice(self.districts),
                "occurredOn": day_text(rng.choice(self.days)), "recordedAt": rng.choice(self.instants)}
        item, unit = rng.choice(self.items), rng.choice(self.units)
        replaced = {"replaces": self.new_id()} if self.chance(0.5) else {}
        for identifier in ids:
            kind = rng.choice(("pledged", "pledged", "dispatched"))
            self.add(kind, **same, **replaced, donor=rng.choice(DONORS), expectedOn=self.expected_day(),
                     items=[self.item(kind, item, unit)])
            self.events[-1]["id"] = identifier

    def any_event(self) -> None:
        kind = self.rng.choice(TYPES[:-1] + ("delivered", "pledged", "transferred", "issued"))
        self.add(kind)

    # -- versions and conflicts -----------------------------------------------------------------

    def _version(self, original: Event, kind: str | None = None) -> Event:
        """A newer version of the event: a void, or the event with something mended."""
        rng = self.rng
        if kind == "voided" or original["type"] == "voided":
            version = self.event(kind or rng.choice(TYPES[:-1]))
        else:
            version = copy.deepcopy(original)
            version["id"] = self.new_id()
            version["recordedAt"] = rng.choice(self.instants)
            change = rng.randrange(6)
            if change >= 4:
                self._mend_small_things(version)
            elif change == 0 and "items" in version:
                version["items"] = [self.item(version["type"], item=entry["item"], unit=entry["unit"])
                                    for entry in version["items"]]
            elif change == 1 and "from" not in version:
                version["district"] = rng.choice(self.districts)
            elif change == 2:
                version["occurredOn"] = day_text(rng.choice(self.days))
        version["replaces"] = original["id"]
        return version

    def _mend_small_things(self, version: Event) -> None:
        """Gives a version, or takes from it, one of the fields that few events have, or changes its arrays."""
        rng = self.rng
        kind = version["type"]
        if any(len(version.get(name, [])) > 1 for name in ("items", "among", "jointly")) and self.chance(0.5):
            for name in ("items", "among", "jointly"):
                version.get(name, []).reverse()
            return
        if "items" in version and self.chance(0.15):
            rng.choice(version["items"])["value"] = {"amount": self.quantity(), "currency": "EUR"}
            return
        choices: dict[str, Any] = {"source": "a report", "note": rng.choice(("", "mended")),
                                   "extra": Raw(rng.choice(("{}", '{"lot":"9"}', '{ "lot":"9"}')))}
        if kind in PROMISE_TYPES:
            choices |= {"donor": rng.choice(DONORS), "jointly": self.some(DONORS, 1, 3),
                        "among": self.among(), "expectedOn": self.expected_day()}
        if kind in ("dispatched", "delivered"):
            choices["waybill"] = rng.choice(("W1", "W9"))
        if kind == "delivered":
            choices["final"] = True
        if kind == "issued":
            choices["to"] = "a hospital"
        if kind in ("allocated", "transferred"):
            choices["from"] = rng.choice([one for one in self.districts if one != version["district"]]
                                         or ["far away"])
        if kind == "rescheduled":
            choices = {"expectedOn": self.expected_day()}
        often = {"delivered": ["final"] * 16, "issued": ["to"] * 5}.get(kind, [])
        name = rng.choice(list(choices) + often)
        if name in version and name != "from" and kind != "rescheduled" and self.chance(0.4):
            del version[name]
        else:
            version[name] = choices[name]

    def correct(self) -> None:
        self.events.append(self._version(self.rng.choice(self.events)))

    def correct_a_correction(self) -> None:
        corrections = [event for event in self.events if "replaces" in event]
        self.events.append(self._version(self.rng.choice(corrections or self.events)))

    def fork(self) -> None:
        original = self.rng.choice(self.events)
        self.events += [self._version(original), self._version(original)]

    def void(self) -> None:
        self.events.append(self._version(self.rng.choice(self.events), "voided"))

    def void_a_correction(self) -> None:
        corrections = [event for event in self.events
                       if "replaces" in event and event["type"] != "voided"]
        self.events.append(self._version(self.rng.choice(corrections or self.events), "voided"))

    def void_and_write_anew(self) -> None:
        """An event is voided, and the same is written down once more as a fact of its own."""
        original = self.rng.choice(self.events)
        void = self._version(original, "voided")
        void["recordedAt"] = max(self.instants)
        again = copy.deepcopy(original) | {"id": self.new_id(), "recordedAt": max(self.instants)}
        again.pop("replaces", None)
        if again["type"] == "voided":
            return
        self.mark("void and the same anew")
        self.events += [void, again]

    def void_and_correct(self) -> None:
        original = self.rng.choice(self.events)
        self.events += [self._version(original, "voided"), self._version(original)]

    def replace_what_is_not_there(self) -> None:
        absent = self.new_id()
        for _ in range(self.rng.choice((1, 2, 2))):
            self.add(self.rng.choice(TYPES), replaces=absent)

    def replace_what_comes_later(self) -> None:
        original = self.add(self.rng.choice(TYPES[:-1]), recordedAt=max(self.instants))
        version = self._version(original)
        version["recordedAt"] = min(self.instants)
        self.events.append(version)

    def join_facts(self) -> None:
        """Two facts, of which a link that is recorded later makes one."""
        rng = self.rng
        kind = rng.choice(TYPES[:-1])
        earliest, latest = min(self.instants), max(self.instants)
        first = self.event(kind, recordedAt=earliest)
        link = self.event(kind, recordedAt=latest, replaces=first["id"])
        last = self.event(rng.choice((kind, rng.choice(TYPES[:-1]))), recordedAt=earliest,
                          occurredOn=day_text(rng.choice((max(self.days), rng.choice(self.days)))),
                          replaces=link["id"])
        self.mark("two facts joined by a later link")
        self.events += [first, link, last]

    def cycle(self) -> None:
        ring = [self.event(self.rng.choice(TYPES[:-1])) for _ in range(self.rng.choice((2, 3)))]
        for index, event in enumerate(ring):
            event["replaces"] = ring[index - 1]["id"]
        self.events += ring
        if self.chance(0.6):
            self.events.append(self._version(self.rng.choice(ring)))
            if self.chance(0.6):
                self.events[-1]["recordedAt"] = max(self.instants)

    def copy_an_event(self) -> None:
        original = self.rng.choice(self.events)
        self.copies.append((original, self._same_meaning(original)))

    def _same_meaning(self, original: Event) -> Event:
        """Another copy of the event: other words around the same meaning."""
        rng = self.rng
        other = copy.deepcopy(original)
        if self.chance(0.7):
            other["recordedAt"] = rng.choice(self.instants)
        for name in ("note", "source", "recordedBy"):
            if self.chance(0.4):
                other[name] = f"copied {rng.randrange(100)}"
            elif self.chance(0.3):
                other.pop(name, None)
        if "waybill" in other and self.chance(0.5):
            other["waybill"] = "another"
        for name in ("items", "among", "jointly"):
            if name in other:
                rng.shuffle(other[name])
        for entry in other.get("items", []):
            if self.chance(0.3):
                entry["value"] = {"amount": self.quantity(), "currency": "EUR"}
            if other["type"] == "delivered" and self.chance(0.3):
                entry.setdefault("missing", 0)
        if self.chance(0.2):
            other["extra"] = Raw('{"copy":true}')
        return other

    def settled_conflict(self) -> None:
        """Copies with two meanings, and an event that replaces their id."""
        rng = self.rng
        _, kind, change, both = rng.choice(rng.choice(CONFLICT_FLAWS))
        items = {"items": [self.item(kind, quantity=5_000, stated=1)]}
        first = self.event(kind, **(items if kind != "rescheduled" else {}), **both)
        if "replaces" not in both and self.chance(0.3):
            first["replaces"] = rng.choice([event["id"] for event in self.events] + ["not there"])
        second = self._same_meaning(first)
        change(second)
        if self._meaning(first) == self._meaning(second):
            return
        if "replaces" in first or "replaces" in second:
            self.mark("conflict whose copies replace something")
        self.events.append(first)
        self.copies.append((first, second))
        if self.chance(0.3):
            self.copies.append((first, self._same_meaning(first)))
        settling = self._version(first, "voided" if self.chance(0.4) else None)
        self.mark("conflict settled by a void" if settling["type"] == "voided" else "conflict settled")
        self.events.append(settling)

    @staticmethod
    def _meaning(event: Event) -> str:
        """Text that differs where copies differ in a field that matters here."""
        shown = {name: value for name, value in event.items()
                 if name not in ("recordedAt", "recordedBy", "reason", "to", "source", "note",
                                 "waybill", "extra")}
        for name in ("items", "among", "jointly"):
            if name in shown:
                shown[name] = sorted(
                    json.dumps({key: part for key, part in entry.items()
                                if key not in ("value", "extra") and not (
                                    key in ("damaged", "missing") and part == 0)}, sort_keys=True)
                    if isinstance(entry, dict) else entry for entry in shown[name])
        return json.dumps(shown, sort_keys=True)

    def reach_the_limit(self) -> None:
        """Totals of exactly 10^15, each on a row of its own."""
        if self.chance(0.5):
            kind = self.rng.choice(("requested", "pledged"))
            self.add(kind, shipment="limit", district="limit", among=["limit"],
                     items=long_event_items(10**15, 1000))
            if kind == "requested":
                del self.events[-1]["shipment"], self.events[-1]["among"]
            self.mark("totals at the limit")
        else:
            for quantity in (10**15, -(10**15)):
                self.add("adjusted", district="limit", items=long_event_items(quantity, 1000))
            self.mark("adjusted up and down at the limit")

    # -- putting it together --------------------------------------------------------------------

    def make(self) -> OddLog:
        refusal = refusal_of(self.log.seed)
        size = self.rng.choice((self.rng.randint(1, 5), self.rng.randint(6, 20), self.rng.randint(6, 20),
                                self.rng.randint(21, 45), self.rng.randint(46, MOST_EVENTS - 4)))
        if refusal is not None:
            size = min(size, 12)
        self._make_events(size)
        self._describe_events()
        journals = self._make_journals(refusal)
        if refusal is not None:
            self._add_refusal(journals, refusal)
        for journal in journals:
            self._write_journal(journal, plain=refusal is not None)
        if refusal is None:
            self._add_what_is_ignored()
        self._make_queries()
        return self.log

    def _make_events(self, size: int) -> None:
        rng = self.rng
        while len(self.events) < max(1, int(size * rng.choice((0.5, 0.7, 1)))):
            if self.chance(0.04):
                self.tied_story()
            elif self.chance(0.08) and size > 2:
                self.rivals_story()
            elif self.chance(0.1) and size > 4:
                self.needs_story()
            elif self.chance(0.5) and size > 4:
                self.promise_story()
            else:
                self.any_event()
        del self.events[size:]
        kinds = (self.correct, self.correct, self.correct_a_correction, self.fork, self.void,
                 self.void_a_correction, self.void_and_correct, self.void_and_write_anew,
                 self.replace_what_is_not_there, self.replace_what_comes_later, self.cycle,
                 self.join_facts, self.copy_an_event, self.copy_an_event, self.settled_conflict)
        chosen = self.some(kinds, 1, 5)
        while len(self.events) + len(self.copies) < size:
            rng.choice(chosen)()
            if self.chance(0.1):
                break
        if self.chance(0.3):
            self.copy_an_event()
        if refusal_of(self.log.seed) is None and self.chance(0.012):
            self.reach_the_limit()

    def _make_journals(self, refusal: Any) -> list[Journal]:
        rng = self.rng
        names = self.some(("events.jsonl", "site b.jsonl", "上海.jsonl", "-.jsonl"), 1, 3)
        journals = []
        for name in names:
            sums = self.chance(0.45)
            styles = set(self.some(STYLES, 0, 3 if sums else 7)) if self.chance(0.75) else set()
            journals.append(Journal(name, sums, styles))
        for event in self.events:
            rng.choice(journals).events.append(event)
        for original, other in self.copies:
            journal = rng.choice(journals)
            same = any(event is original for event in journal.events)
            self.mark("copy in the same journal" if same else "copy in another journal")
            journal.events.append(other)
        for journal in journals:
            if self.chance(0.6):
                rng.shuffle(journal.events)
        if len(journals) > 1:
            self.mark("several journals")
        if len({journal.sums for journal in journals}) > 1:
            self.mark("both kinds of journals")
        return journals

    def _write_journal(self, journal: Journal, plain: bool) -> None:
        """The bytes of the journal: its lines, and for a journal without sums what is tolerated."""
        rng = self.rng
        if not journal.lines:
            self._render(journal)
        self.mark("journal with sums" if journal.sums else "journal without sums")
        if not journal.lines:
            self.mark("empty journal")
        ending = b"\n"
        lines = list(journal.lines)
        if not journal.sums and not plain and self.chance(0.3):
            ending = b"\r\n"
            self.mark("CRLF")
        if lines and not journal.sums and not plain and self.chance(0.01):
            lines[-1] = lines[-1].ljust((1 << 20) + 1 - len(ending))
            self.mark("line of 1 MiB")
        if not journal.sums and not plain and self.chance(0.3):
            for _ in range(rng.randint(1, 3)):
                lines.insert(rng.randint(0, len(lines)), rng.choice((b"", b" ", b"\t ")))
            self.mark("blank lines")
        data = ending.join(lines) + (ending if lines else b"")
        if lines and self.chance(0.12):
            data = data.removesuffix(b"\n")
            self.mark("last line without LF")
        elif not plain and self.chance(0.25):
            data += self._torn_tail(journal)
        if not journal.sums and not plain and self.chance(0.25):
            data = BYTE_ORDER_MARK + data
            self.mark("byte-order mark")
        self.log.files[journal.name] = data

    def _render(self, journal: Journal) -> None:
        writer = Writer(self.rng, journal.styles, journal.sums, self.mark)
        journal.lines = [writer.line(event) for event in journal.events]

    def _torn_tail(self, journal: Journal) -> bytes:
        """Bytes that a power cut may leave: whatever they would have meant, they do not count."""
        rng = self.rng
        writer = Writer(rng, set(), journal.sums, lambda _: None)
        whole = writer.line(self.event(rng.choice(PROMISE_TYPES)))
        tails = {
            "cut": whole[: rng.randrange(1, len(whole))],
            "garbage": bytes(rng.randrange(128, 256) for _ in range(rng.randint(1, 99))),
            "NULs": bytes(rng.choice((1, 4096))),
            "not UTF-8": whole[:-1] + b"\xc3" + whole[-1:],
            "several lines": whole[:-1] + b"\n\0\0\n" + whole[:-4] + b"\n[" + whole[:9],
            "too deep": (b'{"x":' + b"[" * 64 + b"]" * 64 + b"}"),
            "no object": rng.choice((b"null", b"5", b'"x"', b"[]", b"}", b"{", b"[" + whole + b"]")),
        }
        if self.chance(0.05):
            tails = {"too long": b'{"note":"' + b"x" * (1 << 20) + b'"}'}
        if journal.sums:
            tails |= {"wrong sum": wrong_sum(whole), "blank": rng.choice((b"", b" ", b"\r", b"\n\n"))}
            if journal.events:
                # In a journal of nothing else it is damage: a program rewrote every line's end.
                tails |= {"CR": whole + b"\r"}
        kind = rng.choice(list(tails))
        self.mark(f"torn: {kind}")
        self.mark("torn with sums" if journal.sums else "torn without sums")
        return tails[kind] + (b"\n" if kind == "blank" or self.chance(0.4) else b"")

    def _add_what_is_ignored(self) -> None:
        """Files in and around the folder that are no journals. Each has an event that would show."""
        line = Writer(self.rng, set(), False, lambda _: None).line(self.event("issued")) + b"\n"
        files, folders = self.log.files, self.log.folders
        if self.chance(0.15):
            files[self.rng.choice((".events.jsonl", ".jsonl"))] = line
            self.mark("dot file")
        if self.chance(0.15):
            name = self.rng.choice(("events.jsonl.torn-20200101", "OTHER.JSONL", "jsonl", "events.json",
                                    "events.jsonl~"))
            files[name] = self.rng.choice((line, b"nothing but text"))
            self.mark("other file name")
        if self.chance(0.15):
            folders.append("old")
            files["old/events.jsonl"] = line
            self.mark("sub folder")
            if self.chance(0.5):
                self.log.links["link.jsonl"] = "old/events.jsonl"
                self.mark("link")
        if self.chance(0.08):
            folders.append("folder.jsonl")
            files["folder.jsonl/events.jsonl"] = line
            self.mark("sub folder named as a journal")

    # -- flaws ----------------------------------------------------------------------------------

    def _add_refusal(self, journals: list[Journal], refusal: tuple[str, tuple[Any, ...], int]) -> None:
        kind, group, turn = refusal
        self.log.refusal = group_name(kind, group)
        flaw = group[turn % len(group)]
        journal = self.rng.choice(journals)
        if kind == "line":
            journal.styles = set()
            journal.sums = journal.sums if flaw[1] is None else flaw[1]
        while len(journal.events) < 3:
            journal.events.append(self.plain_event("issued"))
        if kind == "conflict":
            self._add_conflict(journals, flaw)
        elif kind == "overflow":
            self._add_overflow(journal, flaw)
        for one in journals:
            self._render(one)
        if kind in ("meaning", "bytes"):
            line = self.flawed_line(flaw, journal.sums)
            last = len(journal.lines) - 1 if flaw.bad_bytes else len(journal.lines)
            journal.lines.insert(self.rng.choice((self.rng.randint(0, last), last)), line)
        elif kind == "line":
            flaw[2](journal.lines, self.rng)

    def flawed_line(self, flaw: Flaw, sums: bool) -> bytes:
        """A line with nothing wrong but the flaw."""
        event = self.plain_event(flaw.type)
        for target, changes in ((event, flaw.fields), (event.get("items", [{}])[0], flaw.item)):
            for name, text in changes.items():
                target.pop(name, None)
                if text is not None:
                    target[name] = Raw(text)
        text = Writer(self.rng, set(), False, self.mark).line({"type": flaw.type} | event) \
            if "type" in event else self._line_without_type(event)
        line = text[:-1] + (b"," + utf8_of(flaw.more) if flaw.more else b"") + b"}"
        if flaw.item_more:
            line = line.replace(b'"unit":"u"', b'"unit":"u",' + utf8_of(flaw.item_more))
        return with_sum(line) if sums else line

    def _line_without_type(self, event: Event) -> bytes:
        line = Writer(self.rng, set(), False, self.mark).line({"type": "pledged"} | event)
        return line.replace(b'"type":"pledged",', b"", 1)

    def _add_conflict(self, journals: list[Journal], flaw: ConflictFlaw) -> None:
        _, kind, change, both = flaw
        first = self.plain_event(kind) | both
        second = copy.deepcopy(first)
        change(second)
        for event in self.some((first, second), 2, 2) + ([first] if self.chance(0.3) else []):
            events = self.rng.choice(journals).events
            events.insert(self.rng.randint(0, len(events)), event)

    def _add_overflow(self, journal: Journal, flaw: str) -> None:
        kind = {"overflow of a line": "pledged", "overflow of stock": "issued",
                "overflow of adjustments": "adjusted",
                "overflow of what was allocated away": "allocated"}[flaw]
        for items in (long_event_items(10**15, 1000), long_event_items(1, 1)):
            event = self.plain_event(kind)
            if kind == "allocated":
                event["district"] = f"plain/{len(items)}"
            journal.events.append(event | {"items": items})
        if kind == "adjusted":
            down = long_event_items(-(10**15), 500)
            journal.events.append(self.plain_event(kind) | {"items": down})

    # -- what the events are ----------------------------------------------------------------------

    def _describe_events(self) -> None:
        """Marks the oddities that show in the events themselves."""
        everything = self.events + [other for _, other in self.copies]
        for event in everything:
            self.log.types.add(event["type"])
            self.log.fields.update(event)
            for entry in event.get("items", []):
                self.log.fields.update(f"items.{name}" for name in entry)
            self._describe_event(event)
        self._describe_ids([event["id"] for event in self.events])
        self._describe_names()
        self._describe_versions()
        for original, other in self.copies:
            self._describe_copy(original, other)
        for name in ("occurredOn", "recordedAt"):
            if len({event[name] for event in self.events}) < len(self.events):
                self.mark(f"tie in {name}")
        in_order = sorted(self.events, key=lambda event: event["occurredOn"])
        if [event["recordedAt"] for event in in_order] != sorted(
                event["recordedAt"] for event in in_order):
            self.mark("recordedAt not in the order of occurredOn")

    def _describe_event(self, event: Event) -> None:
        kind, items = event["type"], event.get("items", [])
        keys = [(entry["item"], entry["unit"]) for entry in items]
        facts = {
            "several items in an event": len(items) > 1,
            "the same item twice in an event": len(set(keys)) < len(keys),
            "an event of 1000 items": len(items) == 1000,
            "final": "final" in event,
            "jointly without donor": "jointly" in event and "donor" not in event,
            "empty string as a reason": event.get("reason") == "",
            "recordedAt before year 1": event["recordedAt"][0] < SECONDS_A_DAY,
            "year 0001": event["occurredOn"].startswith("0001"),
            "year 9999": event["occurredOn"].startswith("9999"),
            "text of a sum in a note": ',"sum":"' in event.get("note", ""),
            "sum in extra": '"sum"' in event.get("extra", ""),
            "nested 64 deep": "[" * 62 in event.get("extra", ""),
            "a member twice where nobody looks": '"lot":"8"' in event.get("extra", ""),
        }
        if "among" in event:
            among, district = event["among"], event["district"]
            facts |= {
                "among with districts below": any(path_is_below(one, district) for one in among),
                "among with an ancestor": any(path_is_below(district, one) for one in among),
                "among with the district itself": district in among,
                "among with a district elsewhere": any(
                    one.split("/")[0] != district.split("/")[0] for one in among),
                "among that overlaps itself": any(
                    path_is_below(one, other) for one in among for other in among),
            }
        for entry in items:
            quantity = entry.get("quantity")
            facts |= {name: True for name, true in {
                f"unstated {kind}": quantity is None,
                f"qualifier {entry.get('qualifier')}": "qualifier" in entry,
                "value with a qualifier": "qualifier" in entry.get("value", {}),
                "value without a qualifier": "qualifier" not in entry.get("value", {"qualifier": 1}),
                "delivered 0": quantity == 0,
                "damaged and missing together": entry.get("damaged") and entry.get("missing"),
                "quantity below 1": quantity is not None and 0 < quantity < 1000,
                "the largest quantity": quantity == 10**15,
                "adjusted up": kind == "adjusted" and quantity > 0,
                "adjusted down": kind == "adjusted" and quantity < 0,
            }.items() if true}
        for name, true in facts.items():
            if true:
                self.mark(name)
        if kind == "rescheduled" and any(
                other["type"] == "pledged" and "expectedOn" in other
                and (other["shipment"], other["district"]) == (event["shipment"], event["district"])
                for other in self.events):
            self.mark("rescheduled and then promised on the same line")

    def _describe_ids(self, ids: list[str]) -> None:
        for one in ids:
            is_uuid = len(one) == 36 and one.count("-") == 4
            if is_uuid and one == one.lower():
                self.mark("lower-case UUID")
            elif is_uuid and one == one.upper():
                self.mark("upper-case UUID")
            elif not is_uuid:
                self.mark("id that is no UUID")
            if len(utf8_of(one)) == 128:
                self.mark("id of 128 bytes")
            if any(ord(character) < 32 for character in one):
                self.mark("id with a control character")
        if len({one.lower() for one in ids}) < len(set(ids)):
            self.mark("ids that differ in case only")
        if len({unicodedata.normalize("NFC", one) for one in ids}) < len(set(ids)):
            self.mark("ids that differ in normalization only")
        if sorted(ids, key=utf8_of) != sorted(ids, key=lambda one: one.encode("utf-16-be")):
            self.mark("ids that UTF-16 sorts otherwise")

    def _describe_names(self) -> None:
        districts = sorted({event["district"] for event in self.events if "district" in event},
                           key=utf8_of)
        everything = districts + [event["shipment"] for event in self.events if "shipment" in event]
        facts = {
            "Chinese names": any("\u4e00" <= one[0] <= "\u9fff" for one in everything),
            "names in NFC and in NFD": len({unicodedata.normalize("NFC", one) for one in districts})
            < len(districts),
            "a name that starts another and is not above it": any(
                other.startswith(one) and other != one and not path_is_below(other, one)
                for one in districts for other in districts),
            "names around '/' in byte order": districts != sorted(
                districts, key=lambda one: [utf8_of(name) for name in one.split("/")]),
            "names that UTF-16 sorts otherwise": districts != sorted(
                districts, key=lambda one: one.encode("utf-16-be")),
            "shipment with '/'": any("/" in event.get("shipment", "") for event in self.events),
            "white space within a name": any("\u3000" in one for one in districts),
            "zero-width characters at the end of a name": any(
                one.endswith("\ufeff") for one in districts),
            "path of 256 bytes": any(len(utf8_of(one)) == 256 for one in districts),
            "unit of 32 bytes": any(len(utf8_of(entry["unit"])) == 32 for event in self.events
                                    for entry in event.get("items", [])),
        }
        for name, true in facts.items():
            if true:
                self.mark(name)

    def _describe_versions(self) -> None:
        by_id = {event["id"]: event for event in self.events}
        replacing: dict[str, list[Event]] = {}
        for event in self.events:
            if "replaces" in event:
                replacing.setdefault(event["replaces"], []).append(event)
        for name, versions in replacing.items():
            original = by_id.get(name)
            types = {version["type"] for version in versions}
            kinds = {"void": "voided" in types, "correction": types != {"voided"},
                     "fork": len(versions) > 1,
                     "void and correction of the same": "voided" in types and len(types) > 1}
            if original is None:
                kinds = {"replaces an id that is not in the log": True,
                         "two replace an id that is not in the log": len(versions) > 1}
            elif "replaces" in original:
                kinds["void of a correction"] = "voided" in types and original["type"] != "voided"
                kinds["correction of a void"] = original["type"] == "voided" and types != {"voided"}
                kinds["correction of a correction"] = types != {"voided"} \
                    and original["type"] != "voided"
            if original is not None:
                kinds["replaces an id recorded later"] = any(
                    version["recordedAt"] < original["recordedAt"] for version in versions)
                before = by_id.get(original.get("replaces", ""), {})
                kinds["cycle of 2"] = before.get("replaces") == name
                kinds["cycle of 3"] = before.get("replaces") not in (None, name) and by_id.get(
                    before["replaces"], {}).get("replaces") == name
            for kind, true in kinds.items():
                if true:
                    self.mark(kind)

    def _describe_copy(self, original: Event, other: Event) -> None:
        if original["recordedAt"] != other["recordedAt"]:
            self.mark("copy recorded at another time")
        if original.get("note") != other.get("note"):
            self.mark("copy with another note")
        if any(original.get(name) != other.get(name) for name in ("among", "jointly")):
            self.mark("copy with arrays in another order")

    # -- queries --------------------------------------------------------------------------------

    def _make_queries(self) -> None:
        latest = max(self.days)
        queries: list[Query] = [
            {"command": "replay", "at": day_text(min(latest + 1, LAST_DAY))},
            {"command": "pending", "at": day_text(latest)},
        ]
        if self.log.refusal is None:
            for command in ("replay", "pending") * 4 + ("pending",) * 2:
                queries.append(self._query(command))
        else:
            queries.append(self._query(self.rng.choice(("replay", "pending"))))
        if self.chance(0.1):
            queries.append({"command": "pending", "at": day_text(LAST_DAY), "overdue": True})
        queries += odd_queries.new_queries(self)
        limit = {"totals at the limit", "adjusted up and down at the limit"} & self.log.oddities
        for query in queries:
            if limit:
                query.pop("depth", None)
        self.log.queries = queries

    def _query(self, command: str) -> Query:
        rng = self.rng
        query: Query = {"command": command, "at": self.query_day()}
        if self.chance(0.45):
            query["known-at"] = self.query_instant()
        if self.chance(0.35 if command == "replay" else 0.5):
            query["district"] = self.near(self.districts)
            shared = [one for event in self.events for one in event.get("among", []) if "/" in one]
            if shared and self.chance(0.25):
                query["district"] = rng.choice(shared).rsplit("/", 1)[0]
        if self.chance(0.2):
            query["item"] = self.near(self.items)
        if command == "replay":
            if self.chance(0.35):
                query["depth"] = rng.choice((1, 1, 2, 2, 3, 9))
            return query
        if self.chance(0.2):
            query["donor"] = self.near(self.donors)
        if self.chance(0.2):
            query["overdue"] = True
        if self.chance(0.2):
            query["older-than"] = rng.choice((0, 1, 2, 3, 5, 10, 100_000))
        if self.chance(0.2):
            query["due-by"] = self.query_day()
        return query

    def query_day(self) -> str:
        """A day of the log, mostly a late one, or one beside it."""
        day = self.rng.choice(self.days + self.days[-2:] * 2)
        if self.chance(0.5):
            day += self.rng.choice((-1, 1, 1, 2, 7, 40))
        if self.chance(0.03):
            day = self.rng.choice((1, LAST_DAY))
        return day_text(max(1, min(day, LAST_DAY)))

    def query_instant(self) -> str:
        """A date or an instant at, just before or beside one that something was recorded at."""
        seconds, nanoseconds = self.rng.choice(self.instants + [max(self.instants)])
        day = max(1, min(seconds // SECONDS_A_DAY + self.rng.choice((0, 0, -1)), LAST_DAY))
        if self.chance(0.4):
            return day_text(day)
        if self.chance(0.4):
            nanoseconds -= 1
            if nanoseconds < 0:
                seconds, nanoseconds = seconds - 1, NEWEST_NANOSECOND
        elif self.chance(0.2):
            seconds += self.rng.choice((-3600, 3600))
        seconds = max(seconds, 3600)
        return spell_instant(self.rng, (seconds, nanoseconds), self.chance(0.7), lambda _: None)

    def near(self, names: list[str]) -> str:
        """One of the names, or one above, below or beside it, or one that is nowhere."""
        name = self.rng.choice(names)
        others = (name.split("/")[0], name + "/nowhere", name[:-1], name + "0", "nowhere")
        other = self.rng.choice(others)
        if self.chance(0.7) or not is_path(other):
            return name
        return other


def make_log(seed: int) -> OddLog:
    """The log of the seed, in memory."""
    return Maker(seed).make()


def write_log(seed: int, folder: str) -> list[Query]:
    """Writes the log of the seed into the folder. The queries: `command` and options by name."""
    log = make_log(seed)
    log.write(folder)
    return log.queries


def query_arguments(query: Query) -> list[str]:
    """The query as command line arguments, the command first."""
    arguments = [query["command"]]
    for name, value in query.items():
        if name != "command":
            arguments.append(f"--{name}" if value is True else f"--{name}={value}")
    return arguments


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Writes a small, nasty log folder.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", required=True, metavar="DIR")
    options = parser.parse_args(arguments)
    for query in write_log(options.seed, options.output):
        print(json.dumps(query_arguments(query), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
