"""Reads journals without the program under test: whole lines by their sums, and what each says."""

import collections
import json
import os

MASK = (1 << 64) - 1
PRIMES = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63,
          0x27D4EB2F165667C5)


def rotated(word, bits):
    return (word << bits | word >> 64 - bits) & MASK


def mixed(lane, word):
    return rotated((lane + word * PRIMES[1]) & MASK, 31) * PRIMES[0] & MASK


def xxh64(data):
    """XXH64 of bytes with seed 0, by its specification."""
    place, count = 0, len(data)
    if count >= 32:
        lanes = [(PRIMES[0] + PRIMES[1]) & MASK, PRIMES[1], 0, -PRIMES[0] & MASK]
        while place + 32 <= count:
            for number in range(4):
                word = int.from_bytes(data[place:place + 8], "little")
                lanes[number] = mixed(lanes[number], word)
                place += 8
        value = sum(rotated(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & MASK
        for lane in lanes:
            value = ((value ^ mixed(0, lane)) * PRIMES[0] + PRIMES[3]) & MASK
    else:
        value = PRIMES[4]
    return settled(with_rest((value + count) & MASK, data[place:]))


def with_rest(value, rest):
    """Adds the last bytes, fewer than 32, to a hash."""
    while len(rest) >= 8:
        value ^= mixed(0, int.from_bytes(rest[:8], "little"))
        value, rest = (rotated(value, 27) * PRIMES[0] + PRIMES[3]) & MASK, rest[8:]
    if len(rest) >= 4:
        value ^= int.from_bytes(rest[:4], "little") * PRIMES[0] & MASK
        value, rest = (rotated(value, 23) * PRIMES[1] + PRIMES[2]) & MASK, rest[4:]
    for byte in rest:
        value = rotated(value ^ byte * PRIMES[4] & MASK, 11) * PRIMES[0] & MASK
    return value


def settled(value):
    value = (value ^ value >> 33) * PRIMES[1] & MASK
    value = (value ^ value >> 29) * PRIMES[2] & MASK
    return value ^ value >> 32


def event_of(line):
    """The event of a line without its line feed; None unless its JSON and its sum are right."""
    body, found, rest = line.rpartition(b',"sum":"')
    if not found or rest != b'%016x"}' % xxh64(body):
        return None
    try:
        return json.loads(line)
    except ValueError:
        return None


class Journals:
    """All the journals of a log, every line looked at: ids, and where bytes are no whole line."""

    def __init__(self, folder):
        self.counts = collections.Counter()
        self.broken = []
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name)
            if name.endswith(".jsonl") and os.path.isfile(path) and not os.path.islink(path):
                self.read(name, path)

    def read(self, name, path):
        """Takes the lines of one journal."""
        with open(path, "rb") as file:
            data = file.read()
        offset = 0
        for line in data.splitlines(keepends=True):
            event = event_of(line[:-1]) if line.endswith(b"\n") else None
            if event is None:
                self.broken.append((name, offset))
            else:
                self.counts[event["id"]] += 1
            offset += len(line)


def holds(folder, text):
    """Whether a text stands anywhere in the journals of a log, be it in whole lines or not."""
    if not os.path.isdir(folder):
        return False
    for name in os.listdir(folder):
        if name.endswith(".jsonl"):
            with open(os.path.join(folder, name), "rb") as file:
                if text.encode() in file.read():
                    return True
    return False
