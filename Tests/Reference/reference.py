#!/usr/bin/env python3
"""A second, independent implementation of the Waybill log: plain, slow and easy to check.

It reads a folder of journals and answers `replay` and `pending` with the JSON that `waybill` prints;
`answers.py` has the other reports. It was written from the design document alone, with one small
function for each word that the document defines, so that the two can be read side by side.
`compare.py` asks both the same questions.

    python3 reference.py replay  --log=DIR --at=YYYY-MM-DD [--known-at=X]
                                 [--district=D] [--item=I] [--depth=N]
    python3 reference.py pending --log=DIR --at=YYYY-MM-DD [--known-at=X] [--overdue]
                                 [--older-than=DAYS] [--due-by=DATE]
                                 [--district=D] [--item=I] [--donor=P]

Exit status: 0 answered, 2 usage, 3 the log is damaged, in conflict or too large.

Inside, a quantity is an integer of thousandths, a day is an ordinal (0001-01-01 is 1) and an instant
is a pair of seconds and nanoseconds. Text is ordered by its UTF-8 bytes.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import os
import re
import stat
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


class Refusal(Exception):
    """No report can be made from this log; the text says why."""


class Malformed(Refusal):
    """A line that is whole, but is not an event as the format has it."""


class BadBytes(Exception):
    """A line that is not whole: a torn tail at the end of a journal, damage elsewhere."""


# ---------------------------------------------------------------------------------------------
# XXH64
# ---------------------------------------------------------------------------------------------

_MASK = 0xFFFF_FFFF_FFFF_FFFF
_PRIME_1 = 0x9E37_79B1_85EB_CA87
_PRIME_2 = 0xC2B2_AE3D_27D4_EB4F
_PRIME_3 = 0x1656_67B1_9E37_79F9
_PRIME_4 = 0x85EB_CA77_C2B2_AE63
_PRIME_5 = 0x27D4_EB2F_1656_67C5


def _rotate_left(value: int, bits: int) -> int:
    return ((value << bits) | (value >> (64 - bits))) & _MASK


def _xxh_round(lane: int, word: int) -> int:
    return _rotate_left((lane + word * _PRIME_2) & _MASK, 31) * _PRIME_1 & _MASK


def xxh64(data: bytes, seed: int = 0) -> int:
    """The XXH64 hash of `data`."""
    length = len(data)
    position = 0
    if length >= 32:
        lanes = [seed + _PRIME_1 + _PRIME_2, seed + _PRIME_2, seed, seed - _PRIME_1]
        while position + 32 <= length:
            words = struct.unpack_from("<4Q", data, position)
            lanes = [_xxh_round(lane, word) for lane, word in zip(lanes, words)]
            position += 32
        value = sum(_rotate_left(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & _MASK
        for lane in lanes:
            value = ((value ^ _xxh_round(0, lane)) * _PRIME_1 + _PRIME_4) & _MASK
    else:
        value = (seed + _PRIME_5) & _MASK
    value = (value + length) & _MASK
    while position + 8 <= length:
        (word,) = struct.unpack_from("<Q", data, position)
        value = (_rotate_left(value ^ _xxh_round(0, word), 27) * _PRIME_1 + _PRIME_4) & _MASK
        position += 8
    if position + 4 <= length:
        (word,) = struct.unpack_from("<I", data, position)
        value = (_rotate_left(value ^ (word * _PRIME_1 & _MASK), 23) * _PRIME_2 + _PRIME_3) & _MASK
        position += 4
    for byte in data[position:]:
        value = _rotate_left(value ^ (byte * _PRIME_5 & _MASK), 11) * _PRIME_1 & _MASK
    value = (value ^ (value >> 33)) * _PRIME_2 & _MASK
    value = (value ^ (value >> 29)) * _PRIME_3 & _MASK
    return value ^ (value >> 32)


# ---------------------------------------------------------------------------------------------
# Strict JSON
# ---------------------------------------------------------------------------------------------

DEEPEST = 64


@dataclass(frozen=True)
class JsonNumber:
    """A number as it was written."""

    text: str


@dataclass(frozen=True)
class JsonObject:
    """An object with its members in the order they were written, also those that come twice."""

    members: list[tuple[str, Any]]
    text: str = ""


class JsonParser:
    """Parses one object by the grammar of RFC 8259, and nothing beyond it.

    A string may come out with a lone surrogate in it: the grammar allows to escape one. Where a
    string means something, `known_text` refuses it.
    """

    _WHITE_SPACE = re.compile(r"[ \t\n\r]*")
    _NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
    _PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
    _HEX = re.compile(r"[0-9a-fA-F]{4}")
    _LOW_SURROGATE = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
    _ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    _WORDS = {"true": True, "false": False, "null": None}

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def root_object(self) -> JsonObject:
        """The one object that the text is, with white space around it or not."""
        self._skip_white_space()
        if not self._next_is("{"):
            raise BadBytes("it is not an object")
        root = self._object(depth=1)
        self._skip_white_space()
        if self.position != len(self.text):
            raise BadBytes("something follows the object")
        return root

    def _skip_white_space(self) -> None:
        self.position = self._WHITE_SPACE.match(self.text, self.position).end()

    def _next_is(self, token: str) -> bool:
        return self.text.startswith(token, self.position)

    def _take(self, token: str) -> None:
        if not self._next_is(token):
            raise BadBytes(f"{token} expected at character {self.position}")
        self.position += len(token)

    def _object(self, depth: int) -> JsonObject:
        self._check_depth(depth)
        members: list[tuple[str, Any]] = []
        start = self.position
        self._take("{")
        self._skip_white_space()
        if not self._next_is("}"):
            while True:
                self._skip_white_space()
                name = self._string()
                self._skip_white_space()
                self._take(":")
                members.append((name, self._value(depth)))
                if not self._next_is(","):
                    break
                self._take(",")
        self._take("}")
        return JsonObject(members, self.text[start : self.position])

    def _array(self, depth: int) -> list[Any]:
        self._check_depth(depth)
        elements: list[Any] = []
        self._take("[")
        self._skip_white_space()
        if not self._next_is("]"):
            while True:
                elements.append(self._value(depth))
                if not self._next_is(","):
                    break
                self._take(",")
        self._take("]")
        return elements

    @staticmethod
    def _check_depth(depth: int) -> None:
        if depth > DEEPEST:
            raise BadBytes(f"it is nested deeper than {DEEPEST}")

    def _value(self, depth: int) -> Any:
        """The value here, with the white space before and after it."""
        self._skip_white_space()
        value = self._bare_value(depth)
        self._skip_white_space()
        return value

    def _bare_value(self, depth: int) -> Any:
        if self._next_is("{"):
            return self._object(depth + 1)
        if self._next_is("["):
            return self._array(depth + 1)
        if self._next_is('"'):
            return self._string()
        for word, value in self._WORDS.items():
            if self._next_is(word):
                self.position += len(word)
                return value
        number = self._NUMBER.match(self.text, self.position)
        if number is None:
            raise BadBytes(f"a value expected at character {self.position}")
        self.position = number.end()
        return JsonNumber(number.group())

    def _string(self) -> str:
        parts: list[str] = []
        self._take('"')
        while True:
            plain = self._PLAIN.match(self.text, self.position)
            parts.append(plain.group())
            self.position = plain.end()
            if not self._next_is("\\"):
                break
            self.position += 1
            parts.append(self._escape())
        self._take('"')
        return "".join(parts)

    def _escape(self) -> str:
        letter = self.text[self.position : self.position + 1]
        self.position += 1
        if letter in self._ESCAPES:
            return self._ESCAPES[letter]
        digits = self._HEX.match(self.text, self.position)
        if letter != "u" or digits is None:
            raise BadBytes(f"a bad escape at character {self.position}")
        self.position = digits.end()
        unit = int(digits.group(), 16)
        low = self._LOW_SURROGATE.match(self.text, self.position)
        if 0xD800 <= unit <= 0xDBFF and low is not None:
            self.position = low.end()
            return chr(0x10000 + ((unit - 0xD800) << 10) + (int(low.group(1), 16) - 0xDC00))
        return chr(unit)


# ---------------------------------------------------------------------------------------------
# Text, names, paths, days, instants, quantities
# ---------------------------------------------------------------------------------------------

Instant = tuple[int, int]

SECONDS_A_DAY = 86_400
WHITE_SPACE = frozenset(
    "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
LARGEST_QUANTITY = 10**12 * 1000
LARGEST_TOTAL = 10**15 * 1000


def utf8(text: str) -> bytes:
    """What text is measured and ordered by."""
    return text.encode("utf-8")


def known_text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise Malformed(f"{what} is not a string")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise Malformed(f"{what} has a lone surrogate")
    return value


def sized_text(value: Any, what: str, longest: int) -> str:
    text = known_text(value, what)
    if not 1 <= len(utf8(text)) <= longest:
        raise Malformed(f"{what} does not have 1 to {longest} bytes")
    return text


def is_control(character: str) -> bool:
    return ord(character) <= 0x1F or 0x7F <= ord(character) <= 0x9F


def check_name(text: str, what: str) -> None:
    if text == "":
        raise Malformed(f"{what} has an empty name")
    if any(is_control(character) for character in text):
        raise Malformed(f"{what} has a control character")
    if text[0] in WHITE_SPACE or text[-1] in WHITE_SPACE:
        raise Malformed(f"{what} has white space at the end of a name")


def name_of(value: Any, what: str, longest: int) -> str:
    text = sized_text(value, what, longest)
    check_name(text, what)
    return text


def path_of(value: Any, what: str) -> str:
    text = sized_text(value, what, 256)
    for name in text.split("/"):
        check_name(name, what)
    return text


def is_below(path: str, other: str) -> bool:
    return path.startswith(other + "/")


def is_at_or_below(path: str, other: str) -> bool:
    return path == other or is_below(path, other)


def number_of_names(path: str) -> int:
    return len(path.split("/"))


def cut_to(path: str, names: int) -> str:
    return "/".join(path.split("/")[:names])


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)


def parse_day(text: str) -> int:
    """The ordinal of a date; ValueError where there is no such day."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = (int(part) for part in match.groups())
    return datetime.date(year, month, day).toordinal()


def day_text(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


def parse_instant(text: str) -> Instant:
    """The instant that RFC 3339 text names; ValueError where there is none."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an instant")
    date, hour, minute, second, fraction, sign, offset_hour, offset_minute = match.groups()
    if int(hour) > 23 or int(minute) > 59 or int(second) > 60:
        raise ValueError(f"{text!r} has no such time of day")
    offset = 0
    if sign is not None:
        if int(offset_hour) > 23 or int(offset_minute) > 59:
            raise ValueError(f"{text!r} has no such offset")
        offset = int(offset_hour) * 3600 + int(offset_minute) * 60
        offset = -offset if sign == "-" else offset
    seconds = parse_day(date) * SECONDS_A_DAY + int(hour) * 3600 + int(minute) * 60 - offset
    seconds += min(int(second), 59)
    if int(second) == 60 and seconds % SECONDS_A_DAY != SECONDS_A_DAY - 1:
        raise ValueError(f"{text!r} has a second 60 where there is none")
    return seconds, int((fraction or "").ljust(9, "0"))


def parse_known_at(text: str) -> Instant:
    """A date means its last instant, UTC."""
    if _DAY.fullmatch(text):
        return parse_day(text) * SECONDS_A_DAY + SECONDS_A_DAY - 1, 999_999_999
    return parse_instant(text)


def day_of(value: Any, what: str) -> int:
    try:
        return parse_day(known_text(value, what))
    except ValueError as error:
        raise Malformed(f"{what}: {error}") from None


def instant_of(value: Any, what: str) -> Instant:
    try:
        return parse_instant(known_text(value, what))
    except ValueError as error:
        raise Malformed(f"{what}: {error}") from None


def quantity_of(value: Any, what: str) -> int:
    """The thousandths of a number with at most 3 decimals, at most 10^12 either way."""
    if not isinstance(value, JsonNumber):
        raise Malformed(f"{what} is not a number")
    negative = value.text.startswith("-")
    mantissa, _, exponent = value.text.lstrip("-").lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).strip("0")
    if digits == "":
        return 0
    trailing_zeros = len(whole + fraction) - len((whole + fraction).rstrip("0"))
    zeros_to_add = _small_int(exponent) - len(fraction) + trailing_zeros + 3
    if zeros_to_add < 0:
        raise Malformed(f"{what} has more than 3 decimals")
    if len(digits) + zeros_to_add > len(str(LARGEST_QUANTITY)):
        raise Malformed(f"{what} is too large")
    thousandths = int(digits) * 10**zeros_to_add
    if thousandths > LARGEST_QUANTITY:
        raise Malformed(f"{what} is too large")
    return -thousandths if negative else thousandths


def _small_int(exponent: str) -> int:
    """An exponent; one that is beyond any use becomes 10^12, for Python reads no endless integers."""
    negative = exponent.startswith("-")
    digits = exponent.lstrip("+-").lstrip("0")
    size = 10**12 if len(digits) > 12 else int(digits or "0")
    return -size if negative else size


def array_of(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed(f"{what} is not an array")
    return value


def paths_of(value: Any, what: str) -> tuple[str, ...]:
    return tuple(path_of(element, what) for element in array_of(value, what))


def fields_of(value: Any, what: str) -> dict[str, Any]:
    """The members of an object by name. A member twice is refused; null means absent."""
    if not isinstance(value, JsonObject):
        raise Malformed(f"{what} is not an object")
    fields: dict[str, Any] = {}
    for name, member in value.members:
        if name in fields:
            raise Malformed(f"{what} has the member {name!r} twice")
        fields[name] = member
    return {name: member for name, member in fields.items() if member is not None}


def qualifier_of(value: Any, what: str) -> str:
    text = known_text(value, what)
    if text not in ("atLeast", "about"):
        raise Malformed(f"{what} is neither atLeast nor about")
    return text


def check_extra(value: Any, what: str) -> None:
    if not isinstance(value, JsonObject):
        raise Malformed(f"{what} is not an object")


# ---------------------------------------------------------------------------------------------
# Events
# ---------------------------------------------------------------------------------------------

PROMISE_TYPES = ("pledged", "allocated", "purchased", "dispatched", "delivered", "cancelled")
STOCK_TYPES = ("requested", "transferred", "issued", "adjusted")
ALL_TYPES = PROMISE_TYPES + STOCK_TYPES + ("rescheduled", "voided")
TYPES_WITH_ITEMS = PROMISE_TYPES + STOCK_TYPES
QUANTITY_OPTIONAL = ("requested", "pledged", "purchased", "dispatched", "cancelled")

TAKEN_BY: dict[str, tuple[str, ...]] = {
    "id": ALL_TYPES,
    "type": ALL_TYPES,
    "occurredOn": ALL_TYPES,
    "recordedAt": ALL_TYPES,
    "shipment": PROMISE_TYPES + ("rescheduled",),
    "donor": PROMISE_TYPES,
    "jointly": PROMISE_TYPES,
    "district": TYPES_WITH_ITEMS + ("rescheduled",),
    "among": PROMISE_TYPES,
    "from": ("allocated", "transferred"),
    "items": TYPES_WITH_ITEMS,
    "expectedOn": PROMISE_TYPES + ("rescheduled",),
    "final": ("delivered",),
    "replaces": ALL_TYPES,
    "reason": ALL_TYPES,
    "waybill": ("dispatched", "delivered"),
    "to": ("issued",),
    "source": ALL_TYPES,
    "recordedBy": ALL_TYPES,
    "note": ALL_TYPES,
    "extra": ALL_TYPES,
    "sum": ALL_TYPES,
}

REQUIRED_BY: dict[str, tuple[str, ...]] = {
    "id": ALL_TYPES,
    "type": ALL_TYPES,
    "occurredOn": ALL_TYPES,
    "recordedAt": ALL_TYPES,
    "shipment": PROMISE_TYPES + ("rescheduled",),
    "district": TYPES_WITH_ITEMS + ("rescheduled",),
    "from": ("allocated", "transferred"),
    "items": TYPES_WITH_ITEMS,
    "expectedOn": ("rescheduled",),
    "replaces": ("voided",),
    "reason": ("cancelled", "adjusted", "rescheduled", "voided"),
}


@dataclass(frozen=True)
class Item:
    """What an event moves. `quantity` is None where it is not stated."""

    item: str
    unit: str
    quantity: int | None
    qualifier: str | None
    damaged: int
    missing: int

    # What `diff` alone looks at; no part of the meaning.
    value: tuple[int, str, str] | None = field(default=None, compare=False)
    extra: str | None = field(default=None, compare=False)

    def sort_key(self) -> tuple:
        return (self.item, self.unit, self.quantity is not None, self.quantity or 0,
                self.qualifier or "", self.damaged, self.missing)


@dataclass(frozen=True)
class Event:
    """The meaning of a line, and when it was recorded. What no report looks at is not kept."""

    id: str
    type: str
    occurred_on: int
    recorded_at: Instant
    shipment: str | None
    donor: str | None
    jointly: tuple[str, ...]
    district: str | None
    among: tuple[str, ...]
    source: str | None
    items: tuple[Item, ...]
    expected_on: int | None
    final: bool
    replaces: str | None

    # What `diff` alone looks at, by name; no part of the meaning.
    others: dict[str, str] = field(default_factory=dict, compare=False)

    def meaning(self) -> Event:
        """Equal for two copies that mean the same: arrays in any order, recorded at any time."""
        return dataclasses.replace(
            self,
            recorded_at=(0, 0),
            jointly=tuple(sorted(self.jointly)),
            among=tuple(sorted(self.among)),
            items=tuple(sorted(self.items, key=Item.sort_key)),
        )

    def recorded_key(self) -> tuple[Instant, bytes]:
        return self.recorded_at, utf8(self.id)

    def occurred_key(self) -> tuple[int, Instant, bytes]:
        return self.occurred_on, self.recorded_at, utf8(self.id)


def decode_event(root: JsonObject) -> Event:
    """The event that a whole line holds; Malformed where the format refuses it."""
    fields = fields_of(root, "the event")
    if "final" in fields:
        if not isinstance(fields["final"], bool):
            raise Malformed("final is neither true nor false")
        if not fields["final"]:
            del fields["final"]
    for name in ("items", "among", "jointly"):
        if fields.get(name) == []:
            del fields[name]

    if "type" not in fields:
        raise Malformed("type is missing")
    kind = known_text(fields["type"], "type")
    if kind not in ALL_TYPES:
        raise Malformed(f"the type {kind!r} is not known; a newer format has it, perhaps")
    for name, types in TAKEN_BY.items():
        if name in fields and kind not in types:
            raise Malformed(f"{name} has no place in {kind}")
    for name, types in REQUIRED_BY.items():
        if name not in fields and kind in types:
            raise Malformed(f"{name} is missing in {kind}")

    for name in ("reason", "to", "source", "recordedBy", "note"):
        if name in fields:
            known_text(fields[name], name)
    if "waybill" in fields:
        name_of(fields["waybill"], "waybill", 128)
    if "extra" in fields:
        check_extra(fields["extra"], "extra")

    event = Event(
        id=sized_text(fields["id"], "id", 128),
        type=kind,
        occurred_on=day_of(fields["occurredOn"], "occurredOn"),
        recorded_at=instant_of(fields["recordedAt"], "recordedAt"),
        shipment=name_of(fields["shipment"], "shipment", 128) if "shipment" in fields else None,
        donor=path_of(fields["donor"], "donor") if "donor" in fields else None,
        jointly=paths_of(fields.get("jointly", []), "jointly"),
        district=path_of(fields["district"], "district") if "district" in fields else None,
        among=paths_of(fields.get("among", []), "among"),
        source=path_of(fields["from"], "from") if "from" in fields else None,
        items=decode_items(fields.get("items", []), kind),
        expected_on=day_of(fields["expectedOn"], "expectedOn") if "expectedOn" in fields else None,
        final="final" in fields,
        replaces=sized_text(fields["replaces"], "replaces", 128) if "replaces" in fields else None,
        others=other_fields(fields),
    )
    if event.source is not None and event.source == event.district:
        raise Malformed("from is the district itself")
    if event.replaces == event.id:
        raise Malformed("the event replaces itself")
    return event


def other_fields(fields: Mapping[str, Any]) -> dict[str, str]:
    """Free text as it reads, `extra` as it is written."""
    others = {name: fields[name] for name in ("waybill", "to", "source", "note") if name in fields}
    if "extra" in fields:
        others["extra"] = fields["extra"].text
    return others


def decode_items(value: Any, kind: str) -> tuple[Item, ...]:
    elements = array_of(value, "items")
    if len(elements) > 1000:
        raise Malformed("there are more than 1000 items")
    return tuple(decode_item(element, kind) for element in elements)


def decode_item(value: Any, kind: str) -> Item:
    fields = fields_of(value, "an item")
    for name in ("item", "unit"):
        if name not in fields:
            raise Malformed(f"an item has no {name}")
    for name in ("damaged", "missing"):
        if name in fields and kind != "delivered":
            raise Malformed(f"{name} has no place in {kind}")
    if "extra" in fields:
        check_extra(fields["extra"], "extra of an item")
    damaged = loss_of(fields, "damaged")
    missing = loss_of(fields, "missing")
    return Item(
        item=path_of(fields["item"], "item"),
        unit=name_of(fields["unit"], "unit", 32),
        quantity=item_quantity(fields, kind, damaged + missing),
        qualifier=qualifier_of(fields["qualifier"], "qualifier") if "qualifier" in fields else None,
        damaged=damaged,
        missing=missing,
        value=decode_value(fields["value"]) if "value" in fields else None,
        extra=fields["extra"].text if "extra" in fields else None,
    )


def item_quantity(fields: Mapping[str, Any], kind: str, lost: int) -> int | None:
    if "quantity" not in fields:
        if kind not in QUANTITY_OPTIONAL:
            raise Malformed(f"an item of {kind} has no quantity")
        return None
    quantity = quantity_of(fields["quantity"], "quantity")
    if kind == "adjusted":
        allowed = quantity != 0
    elif kind == "delivered":
        allowed = quantity > 0 or (quantity == 0 and lost > 0)
    else:
        allowed = quantity > 0
    if not allowed:
        raise Malformed(f"an item of {kind} has a quantity that it must not have")
    return quantity


def loss_of(fields: Mapping[str, Any], name: str) -> int:
    if name not in fields:
        return 0
    quantity = quantity_of(fields[name], name)
    if quantity < 0:
        raise Malformed(f"{name} is negative")
    return quantity


def decode_value(value: Any) -> tuple[int, str, str]:
    """Amount, currency and qualifier, which is empty where there is none."""
    fields = fields_of(value, "value")
    for name in ("amount", "currency"):
        if name not in fields:
            raise Malformed(f"value has no {name}")
    amount = quantity_of(fields["amount"], "amount")
    if amount <= 0:
        raise Malformed("amount is not greater than 0")
    currency = name_of(fields["currency"], "currency", 32)
    if "qualifier" not in fields:
        return amount, currency, ""
    return amount, currency, qualifier_of(fields["qualifier"], "qualifier of the value")


# ---------------------------------------------------------------------------------------------
# Journals
# ---------------------------------------------------------------------------------------------

LONGEST_LINE = 1 << 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SUM_AT_END = re.compile(rb',"sum":"([0-9a-f]{16})"\}\Z')


def journal_paths(folder: str) -> list[str]:
    """The regular files *.jsonl directly in the folder: no dot files, no links."""
    names = [name for name in os.listdir(folder) if name.endswith(".jsonl") and name[0] != "."]
    paths = [os.path.join(folder, name) for name in sorted(names)]
    return [path for path in paths if stat.S_ISREG(os.lstat(path).st_mode)]


def parse_line(line: bytes) -> JsonObject:
    if len(line) > LONGEST_LINE:
        raise BadBytes("it is longer than 1 MiB")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadBytes(f"it is not UTF-8: {error.reason}") from None
    return JsonParser(text).root_object()


def has_sum(root: JsonObject) -> bool:
    return any(name == "sum" and value is not None for name, value in root.members)


def is_summed(line: bytes) -> bool:
    """Whether the line ends with its sum, and the sum is right."""
    ending = _SUM_AT_END.search(line)
    if not line.startswith(b"{") or ending is None:
        return False
    return int(ending.group(1), 16) == xxh64(line[: ending.start()])


def check_sum(line: bytes) -> None:
    if not is_summed(line):
        raise BadBytes("its sum is missing where it must be, or does not match")


def is_rewritten(line: bytes) -> bool:
    """Whether only a carriage return or a byte-order mark, put there by another program, is bad."""
    return is_summed(line.removeprefix(BYTE_ORDER_MARK).removesuffix(b"\r"))


def is_blank(line: bytes) -> bool:
    return line.strip(b" \t\r") == b""


def split_lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return lines[:-1] if lines[-1] == b"" else lines


def read_journal(data: bytes, name: str = "journal") -> list[Event]:
    """The events of one journal. A torn tail is left out; damage and malformed lines are refused."""
    lines = split_lines(data)
    parsed: list[JsonObject | BadBytes] = []
    for number, line in enumerate(lines):
        try:
            parsed.append(parse_line(line.removeprefix(BYTE_ORDER_MARK) if number == 0 else line))
        except BadBytes as error:
            parsed.append(error)
    with_sums = any(isinstance(root, JsonObject) and has_sum(root) for root in parsed)

    events: list[Event] = []
    first_bad: str | None = None
    for number, (line, root) in enumerate(zip(lines, parsed)):
        place = f"{name}:{number + 1}"
        if not with_sums and is_blank(line.removeprefix(BYTE_ORDER_MARK) if number == 0 else line):
            continue
        try:
            event = read_line(line, root, with_sums)
        except BadBytes as error:
            first_bad = first_bad or f"{place}: {error}"
        except Malformed as error:
            raise Malformed(f"{place}: {error}") from None
        else:
            if first_bad is not None:
                raise Refusal(f"damage: {first_bad}; a valid line follows")
            events.append(event)
    if not events and any(is_rewritten(line) for line in lines):
        # Nothing was torn off: another program rewrote every line's end.
        raise Malformed(f"{name}: carriage returns or a byte-order mark among lines with sums")
    return events


def read_line(line: bytes, root: JsonObject | BadBytes, with_sums: bool) -> Event:
    if isinstance(root, BadBytes):
        raise root
    if has_sum(root):
        check_sum(line)
    elif with_sums:
        raise Malformed("it has no sum, and others of this journal have one")
    return decode_event(root)


# ---------------------------------------------------------------------------------------------
# Once, conflicts, versions
# ---------------------------------------------------------------------------------------------


class Log:
    """All events of a folder, each once. Making one raises Refusal where no report can be made."""

    def __init__(self, copies: Iterable[Event]) -> None:
        copies = list(copies)
        by_id: dict[str, list[Event]] = {}
        for copy in copies:
            by_id.setdefault(copy.id, []).append(copy)
        conflicting = {
            identifier for identifier, same in by_id.items()
            if any(copy.meaning() != same[0].meaning() for copy in same)}
        # What is in conflict itself means nothing that is certain, so it settles nothing.
        named = {copy.replaces for copy in copies if copy.id not in conflicting}
        self.events: list[Event] = []
        for identifier, same in by_id.items():
            if identifier not in conflicting:
                earliest = min(copy.recorded_at for copy in same)
                self.events.append(dataclasses.replace(same[0], recorded_at=earliest))
            elif identifier not in named:
                raise Refusal(f"conflict: {identifier!r} is there with two meanings")

    @classmethod
    def read(cls, folder: str) -> Log:
        copies: list[Event] = []
        for path in journal_paths(folder):
            with open(path, "rb") as file:
                copies.extend(read_journal(file.read(), os.path.basename(path)))
        return cls(copies)

    def in_force(self, known_at: Instant | None) -> list[Event]:
        """The one version of each fact that is in force, as it was known then."""
        visible = [event for event in self.events
                   if known_at is None or event.recorded_at <= known_at]
        out = {event.replaces for event in visible}
        chosen: list[Event] = []
        for versions in facts(visible):
            left = [event for event in versions if event.id not in out]
            if left:
                chosen.append(max(left, key=Event.recorded_key))
        return chosen

    def summed(self, at: int, known_at: Instant | None) -> list[Event]:
        return [event for event in self.in_force(known_at) if event.occurred_on <= at]


def facts(events: list[Event]) -> list[list[Event]]:
    """The events in groups of versions of one fact: whatever `replaces` connects, also through an
    id that none of the events has."""
    neighbours: dict[str, set[str]] = {event.id: set() for event in events}
    for event in events:
        if event.replaces is not None:
            neighbours[event.id].add(event.replaces)
            neighbours.setdefault(event.replaces, set()).add(event.id)
    by_id = {event.id: event for event in events}
    groups: list[list[Event]] = []
    seen: set[str] = set()
    for start in neighbours:
        if start in seen:
            continue
        seen.add(start)
        connected = [start]
        for identifier in connected:
            for neighbour in neighbours[identifier] - seen:
                seen.add(neighbour)
                connected.append(neighbour)
        groups.append([by_id[identifier] for identifier in connected if identifier in by_id])
    return groups


# ---------------------------------------------------------------------------------------------
# Lines and stock: the sums
# ---------------------------------------------------------------------------------------------

LINE_COUNTER = {
    "pledged": "pledged",
    "allocated": "allocated_in",
    "purchased": "purchased",
    "dispatched": "dispatched",
    "delivered": "delivered",
    "cancelled": "cancelled",
}
LINE_COUNTER_OF_SOURCE = {"allocated": "allocated_out"}
STOCK_COUNTER = {
    "requested": "requested",
    "delivered": "received",
    "transferred": "transferred_in",
    "issued": "issued",
}
STOCK_COUNTER_OF_SOURCE = {"transferred": "transferred_out"}

COVERING_TYPES = ("pledged", "allocated", "purchased", "dispatched")
UNSTATED_TYPES = ("pledged", "purchased", "dispatched")


def add(row: Any, counter: str, quantity: int) -> None:
    total = getattr(row, counter) + quantity
    if total > LARGEST_TOTAL:
        raise Refusal(f"{counter} of {row.district}, {row.item}, {row.unit} is above 10^15")
    setattr(row, counter, total)


@dataclass
class Stock:
    """One (district, item, unit)."""

    district: str
    item: str
    unit: str
    requested: int = 0
    requested_unspecified: int = 0
    requested_qualifiers: set[str] = field(default_factory=set)
    received: int = 0
    transferred_in: int = 0
    transferred_out: int = 0
    issued: int = 0
    adjusted_up: int = 0
    adjusted_down: int = 0

    @property
    def adjusted(self) -> int:
        return self.adjusted_up - self.adjusted_down

    @property
    def on_hand(self) -> int:
        return (self.received + self.transferred_in - self.transferred_out - self.issued
                + self.adjusted)


@dataclass
class Line:
    """One (shipment, district, item, unit)."""

    shipment: str
    district: str
    item: str
    unit: str

    # Counters.
    pledged: int = 0
    allocated_in: int = 0
    allocated_out: int = 0
    purchased: int = 0
    dispatched: int = 0
    delivered: int = 0
    cancelled: int = 0
    damaged: int = 0
    missing: int = 0

    # Marks. An allocation marks the line of `district`, of the line of `from` only `since`.
    since: int = sys.maxsize
    types: set[str] = field(default_factory=set)
    unstated: set[str] = field(default_factory=set)
    qualifiers: set[str] = field(default_factory=set)
    closed: bool = False
    among: set[str] = field(default_factory=set)
    covering_names: set[str] = field(default_factory=set)
    own_expected_on: int | None = None

    # What the whole state says about the line.
    donor: str | None = None
    expected_on: int | None = None
    drawn_down: int = 0
    drawn_for: int = 0
    at: int = 0

    @property
    def lost(self) -> int:
        return self.damaged + self.missing

    @property
    def pledged_here(self) -> int:
        return max(0, self.pledged + self.allocated_in - self.allocated_out)

    @property
    def promised(self) -> int:
        return max(self.pledged + self.allocated_in, self.purchased - self.lost,
                   self.dispatched - self.lost) - self.allocated_out

    @property
    def capacity(self) -> int:
        return max(0, self.promised - self.cancelled - self.delivered)

    @property
    def reached(self) -> int:
        if self.closed:
            return self.delivered
        return max(self.delivered, max(self.purchased, self.dispatched) - self.lost
                   - self.allocated_out - self.cancelled)

    @property
    def claim(self) -> int:
        if "pledged" in self.unstated:
            return 0
        return max(0, self.reached - self.pledged_here)

    @property
    def unlimited(self) -> bool:
        """One of its pledged, purchased or dispatched quantities is not stated."""
        return bool(self.unstated)

    @property
    def outstanding(self) -> int:
        return 0 if self.closed else max(0, self.capacity - self.drawn_down)

    @property
    def unspecified(self) -> bool:
        return bool(self.unstated) and not self.closed

    @property
    def open(self) -> bool:
        return self.outstanding > 0 or self.unspecified

    @property
    def qualifier(self) -> str | None:
        return vaguest(self.qualifiers)

    @property
    def overdue(self) -> bool:
        return self.open and self.expected_on is not None and self.expected_on < self.at

    @property
    def overdue_days(self) -> int:
        return self.at - self.expected_on if self.overdue else 0

    @property
    def age_days(self) -> int:
        return self.at - self.since

    @property
    def status(self) -> str:
        if self.open:
            if self.delivered > 0:
                return "partiallyDelivered"
            if self.drawn_down > 0 or self.allocated_out > 0:
                return "partiallyAllocated"
            return next((kind for kind in ("dispatched", "purchased", "pledged")
                         if kind in self.types), "pledged")
        if self.delivered > 0:
            expected = max(self.promised, self.pledged_here + self.drawn_for)
            if 0 < expected < self.delivered and not self.unstated:
                return "overDelivered"
            return "delivered"
        return "allocated" if self.drawn_down > 0 or self.allocated_out > 0 else "cancelled"

    def covering_depth(self, district: str) -> int | None:
        """How many names the nearest covering name has by which the line covers the district; None
        where it does not cover it."""
        if not self.types.intersection(COVERING_TYPES):
            return None
        if self.covering_names:
            names = [name for name in self.covering_names if is_at_or_below(district, name)]
        else:
            names = [self.district] if is_below(district, self.district) else []
        return max((number_of_names(name) for name in names), default=None)

    def is_pool_of(self, district: str) -> bool:
        """Whether the line, of another district, covers this one or a name below it."""
        if is_at_or_below(self.district, district):
            return False
        return (self.covering_depth(district) is not None
                or any(is_below(name, district) for name in self.covering_names))


class State:
    """The sum over the events in force."""

    def __init__(self, events: list[Event], at: int) -> None:
        self.events = events
        self.at = at
        self.stocks: dict[tuple[str, str, str], Stock] = {}
        self.lines: dict[tuple[str, str, str, str], Line] = {}
        for event in events:
            self._post(event)
        self._set_dates_and_donors()
        self._draw_down()

    @classmethod
    def of(cls, log: Log, at: int, known_at: Instant | None) -> State:
        return cls(log.summed(at, known_at), at)

    def _stock(self, district: str, item: Item) -> Stock:
        key = (district, item.item, item.unit)
        return self.stocks.setdefault(key, Stock(*key))

    def _line(self, shipment: str, district: str, item: Item) -> Line:
        key = (shipment, district, item.item, item.unit)
        return self.lines.setdefault(key, Line(*key))

    # -- adding up ------------------------------------------------------------------------------

    def _post(self, event: Event) -> None:
        for item in event.items:
            if event.type in STOCK_COUNTER or event.type == "adjusted":
                self._post_to_stock(event, item)
            if event.type in LINE_COUNTER:
                self._post_to_line(event, item)

    def _post_to_stock(self, event: Event, item: Item) -> None:
        stock = self._stock(event.district, item)
        if event.type == "requested" and item.qualifier is not None:
            stock.requested_qualifiers.add(item.qualifier)
        if item.quantity is None:
            stock.requested_unspecified += 1
        elif event.type == "adjusted":
            add(stock, "adjusted_up" if item.quantity > 0 else "adjusted_down", abs(item.quantity))
        else:
            add(stock, STOCK_COUNTER[event.type], item.quantity)
        if event.type in STOCK_COUNTER_OF_SOURCE:
            source = self._stock(event.source, item)
            add(source, STOCK_COUNTER_OF_SOURCE[event.type], item.quantity)

    def _post_to_line(self, event: Event, item: Item) -> None:
        line = self._line(event.shipment, event.district, item)
        line.since = min(line.since, event.occurred_on)
        line.types.add(event.type)
        line.among.update(event.among)
        if item.quantity is not None:
            add(line, LINE_COUNTER[event.type], item.quantity)
        elif event.type in UNSTATED_TYPES:
            line.unstated.add(event.type)
        add(line, "damaged", item.damaged)
        add(line, "missing", item.missing)
        if event.final or (event.type == "cancelled" and item.quantity is None):
            line.closed = True
        if event.type in COVERING_TYPES:
            line.covering_names.update(event.among)
            if item.qualifier is not None:
                line.qualifiers.add(item.qualifier)
        if event.type in LINE_COUNTER_OF_SOURCE:
            source = self._line(event.shipment, event.source, item)
            source.since = min(source.since, event.occurred_on)
            add(source, LINE_COUNTER_OF_SOURCE[event.type], item.quantity)

    # -- what depends on more than sums ---------------------------------------------------------

    def _set_dates_and_donors(self) -> None:
        for line in self.lines.values():
            line.at = self.at
            line.donor = self._donor(line.shipment)
            line.own_expected_on = self._own_expected_on(line)
        for line in self.lines.values():
            line.expected_on = self._expected_on(line)

    def _donor(self, shipment: str) -> str | None:
        telling = [event for event in self.events
                   if event.shipment == shipment and event.donor is not None]
        return min(telling, key=Event.occurred_key).donor if telling else None

    def _own_expected_on(self, line: Line) -> int | None:
        telling = [event for event in self.events
                   if event.expected_on is not None and event.shipment == line.shipment
                   and event.district == line.district
                   and (event.type == "rescheduled"
                        or any((item.item, item.unit) == (line.item, line.unit)
                               for item in event.items))]
        return max(telling, key=Event.occurred_key).expected_on if telling else None

    def _expected_on(self, line: Line) -> int | None:
        if line.own_expected_on is not None:
            return line.own_expected_on
        for covering in self.covering_lines(line):
            if covering.own_expected_on is not None:
                return covering.own_expected_on
        return None

    def covering_lines(self, line: Line) -> list[Line]:
        """The other lines of the same shipment, item and unit that cover it, nearest first."""
        near = []
        for other in self.lines.values():
            if other is line or (other.shipment, other.item, other.unit) != (
                    line.shipment, line.item, line.unit):
                continue
            depth = other.covering_depth(line.district)
            if depth is not None:
                near.append((-depth, utf8(other.district), other))
        return [other for _, _, other in sorted(near, key=lambda entry: entry[:2])]

    def _draw_down(self) -> None:
        for line in sorted(self.lines.values(), key=lambda line: utf8(line.district)):
            claim = line.claim
            for covering in self.covering_lines(line):
                if covering.unlimited:
                    drawn = claim
                else:
                    drawn = min(claim, max(0, covering.capacity - covering.drawn_down))
                covering.drawn_down += drawn
                line.drawn_for += drawn
                claim -= drawn


# ---------------------------------------------------------------------------------------------
# Reports
# ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Amount:
    """Thousandths, to be printed as a JSON number without needless zeros."""

    thousandths: int

    def __str__(self) -> str:
        whole, rest = divmod(abs(self.thousandths), 1000)
        sign = "-" if self.thousandths < 0 else ""
        return f"{sign}{whole}.{rest:03}".rstrip("0").rstrip(".")


def to_json(value: Any) -> str:
    if isinstance(value, Amount):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{to_json(name)}:{to_json(member)}"
                              for name, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(to_json(element) for element in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def row_key(row: Stock | Line) -> tuple[bytes, bytes, bytes]:
    return utf8(row.district), utf8(row.item), utf8(row.unit)


def rolled_up(rows: Iterable[Any], depth: int | None) -> list[list[Any]]:
    """The rows in groups of one (district, item, unit), districts cut to `depth` names. Each group
    starts with a copy of a row that carries the cut district."""
    groups: dict[tuple[bytes, bytes, bytes], list[Any]] = {}
    for row in rows:
        if depth is not None:
            row = dataclasses.replace(row, district=cut_to(row.district, depth))
        groups.setdefault(row_key(row), []).append(row)
    return [groups[key] for key in sorted(groups)]


def vaguest(qualifiers: Iterable[str | None]) -> str | None:
    """How sure a sum is: "about" if a part is, else "atLeast" if one is."""
    stated = set(qualifiers)
    return next((name for name in ("about", "atLeast") if name in stated), None)


def total(rows: Iterable[Any], figure: str) -> Amount:
    return Amount(sum(getattr(row, figure) for row in rows))


def inventory_row(stocks: list[Stock]) -> dict[str, Any]:
    return {
        "district": stocks[0].district,
        "item": stocks[0].item,
        "unit": stocks[0].unit,
        "requested": total(stocks, "requested"),
        "requestedUnspecified": sum(stock.requested_unspecified for stock in stocks),
        "received": total(stocks, "received"),
        "transferredIn": total(stocks, "transferred_in"),
        "transferredOut": total(stocks, "transferred_out"),
        "issued": total(stocks, "issued"),
        "adjusted": total(stocks, "adjusted"),
        "onHand": total(stocks, "on_hand"),
    }


def is_all_zero(row: Mapping[str, Any]) -> bool:
    return all(value == 0 or value == Amount(0)
               for name, value in row.items() if name not in ("district", "item", "unit"))


def delivery_status(lines: list[Line]) -> str:
    if any(line.overdue for line in lines):
        return "overdue"
    delivered = total(lines, "delivered").thousandths
    if any(line.open for line in lines):
        if delivered > 0:
            return "partiallyDelivered"
        return next((kind for kind in ("dispatched", "purchased", "pledged")
                     if total(lines, kind).thousandths > 0), "pledged")
    if delivered > 0:
        return "delivered"
    drawn = total(lines, "drawn_down").thousandths + total(lines, "allocated_out").thousandths
    return "allocated" if drawn > 0 else "cancelled"


def allocated(lines: list[Line]) -> Amount:
    return Amount(sum(line.allocated_in - line.allocated_out for line in lines))


def delivery_row(lines: list[Line]) -> dict[str, Any]:
    return {
        "district": lines[0].district,
        "item": lines[0].item,
        "unit": lines[0].unit,
        "status": delivery_status(lines),
        "lines": len(lines),
        "openLines": sum(line.open for line in lines),
        "overdueLines": sum(line.overdue for line in lines),
        "unspecifiedLines": sum(line.unspecified for line in lines),
        "pledged": total(lines, "pledged"),
        "purchased": total(lines, "purchased"),
        "dispatched": total(lines, "dispatched"),
        "allocated": allocated(lines),
        "promised": total(lines, "promised"),
        "delivered": total(lines, "delivered"),
        "cancelled": total(lines, "cancelled"),
        "drawnDown": total(lines, "drawn_down"),
        "outstanding": total(lines, "outstanding"),
        "overdueQuantity": total((line for line in lines if line.overdue), "outstanding"),
        "damaged": total(lines, "damaged"),
        "missing": total(lines, "missing"),
    }


def pending_row(line: Line) -> dict[str, Any]:
    return {
        "shipment": line.shipment,
        "donor": line.donor,
        "district": line.district,
        "among": sorted(line.among, key=utf8),
        "item": line.item,
        "unit": line.unit,
        "status": line.status,
        "pledged": Amount(line.pledged),
        "purchased": Amount(line.purchased),
        "dispatched": Amount(line.dispatched),
        "allocated": allocated([line]),
        "promised": Amount(line.promised),
        "delivered": Amount(line.delivered),
        "cancelled": Amount(line.cancelled),
        "drawnDown": Amount(line.drawn_down),
        "outstanding": Amount(line.outstanding),
        "unspecified": line.unspecified,
        "qualifier": line.qualifier,
        "expectedOn": None if line.expected_on is None else day_text(line.expected_on),
        "overdue": line.overdue,
        "overdueDays": line.overdue_days,
        "since": day_text(line.since),
        "ageDays": line.age_days,
    }


def pending_key(line: Line) -> tuple:
    expected = sys.maxsize if line.expected_on is None else line.expected_on
    return (-line.overdue_days, expected, utf8(line.shipment), utf8(line.district),
            utf8(line.item), utf8(line.unit))


def matches(path: str | None, wanted: str | None) -> bool:
    """The filter by a path: at or below it. Without a filter everything matches."""
    return wanted is None or (path is not None and is_at_or_below(path, wanted))


def shown_groups(rows: Iterable[Any], query: Mapping[str, Any]) -> list[list[Any]]:
    """The rows that the filters by district and item let through, in groups as `rolled_up`."""
    wanted = [row for row in rows if matches(row.district, query.get("district"))
              and matches(row.item, query.get("item"))]
    return rolled_up(wanted, query.get("depth"))


def replay_report(state: State, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill replay` prints, as a value for `to_json`."""
    inventory = [inventory_row(stocks) for stocks in shown_groups(state.stocks.values(), query)]
    return {
        "at": query["at"],
        "knownAt": query.get("known-at"),
        "events": sum(event.type not in ("voided", "rescheduled") for event in state.events),
        "inventory": [row for row in inventory if not is_all_zero(row)],
        "deliveries": [delivery_row(lines)
                       for lines in shown_groups(state.lines.values(), query)],
    }


def pending_report(state: State, query: Mapping[str, Any]) -> dict[str, Any]:
    """What `waybill pending` prints, as a value for `to_json`."""
    due_by = parse_day(query["due-by"]) if "due-by" in query else None
    older_than = query.get("older-than")
    district = query.get("district")

    def wanted(line: Line) -> bool:
        return (line.open
                and matches(line.item, query.get("item"))
                and matches(line.donor, query.get("donor"))
                and (not query.get("overdue") or line.overdue)
                and (older_than is None or line.age_days > older_than)
                and (due_by is None
                     or (line.expected_on is not None and line.expected_on <= due_by)))

    lines = sorted((line for line in state.lines.values() if wanted(line)), key=pending_key)
    return {
        "at": query["at"],
        "knownAt": query.get("known-at"),
        "pending": [pending_row(line) for line in lines if matches(line.district, district)],
        "pools": [pending_row(line) for line in lines
                  if district is not None and line.is_pool_of(district)],
    }


def state_for(log: Log, query: Mapping[str, Any]) -> State:
    known_at = parse_known_at(query["known-at"]) if "known-at" in query else None
    return State.of(log, parse_day(query["at"]), known_at)


def report_on(state: State, query: Mapping[str, Any]) -> str:
    """The JSON text for a query: the command under `command`, options under their names."""
    report = replay_report if query["command"] == "replay" else pending_report
    return to_json(report(state, query))


def answer(log: Log, query: Mapping[str, Any]) -> str:
    return report_on(state_for(log, query), query)


# ---------------------------------------------------------------------------------------------
# Command line
# ---------------------------------------------------------------------------------------------


def _checked(parse: Any) -> Any:
    """An argparse type that keeps the text as given and refuses what `parse` refuses."""
    def check(text: str) -> str:
        parse(text)
        return text
    return check


def _at_least(least: int) -> Any:
    def number(text: str) -> int:
        if not re.fullmatch(r"[0-9]+", text) or int(text) < least:
            raise ValueError(text)
        return int(text)
    return number


def parse_arguments(arguments: list[str]) -> tuple[str, dict[str, Any]]:
    """The log folder and the query."""
    parser = argparse.ArgumentParser(prog="reference.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("replay", "pending"):
        command = commands.add_parser(name, allow_abbrev=False)
        command.add_argument("--log", required=True)
        command.add_argument("--at", required=True, type=_checked(parse_day))
        command.add_argument("--known-at", type=_checked(parse_known_at))
        command.add_argument("--district")
        command.add_argument("--item")
        if name == "replay":
            command.add_argument("--depth", type=_at_least(1))
        else:
            command.add_argument("--overdue", action="store_true", default=None)
            command.add_argument("--older-than", type=_at_least(0))
            command.add_argument("--due-by", type=_checked(parse_day))
            command.add_argument("--donor")
    options = vars(parser.parse_args(arguments))
    folder = options.pop("log")
    return folder, {name.replace("_", "-"): value
                    for name, value in options.items() if value is not None}


def main(arguments: list[str]) -> int:
    folder, query = parse_arguments(arguments)
    try:
        text = answer(Log.read(folder), query)
    except Refusal as refusal:
        print(f"reference.py: {refusal}", file=sys.stderr)
        return 3
    sys.stdout.buffer.write(utf8(text) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
