"""The first inputs of each fuzz target: every event type and oddity that the tests know, small."""

import base64
import json
import pathlib
import re
import zlib

root = pathlib.Path(__file__).resolve().parents[2]
OPEN_SUM = ',"sum":"0000000000000000"}'

HEAD = {"occurredOn": "2020-02-13", "recordedAt": "2020-02-13T13:57:00.000Z"}
MASKS = [{"item": "mask/N95", "unit": "piece", "quantity": 10}]
PROMISE = {"shipment": "s", "donor": "Japan/大村", "district": "China/Wuhan"}
TYPES = {
    "requested": {"district": "China", "items": [{"item": "mask", "unit": "box"}]},
    "pledged": PROMISE | {
        "jointly": ["Korea", "Chile"], "among": ["China/Wuhan", "China/Hubei"],
        "items": [{"item": "cash/USD", "unit": "USD", "quantity": 1.5, "qualifier": "atLeast",
                   "value": {"amount": 2, "currency": "EUR", "qualifier": "about"},
                   "extra": {"lot": [1, {}]}}],
        "expectedOn": "2020-02-29"},
    "allocated": {"shipment": "s", "district": "China/Wuhan", "from": "China", "items": MASKS},
    "purchased": PROMISE | {"items": MASKS},
    "dispatched": PROMISE | {"items": MASKS, "waybill": "W 1"},
    "delivered": PROMISE | {
        "items": [{"item": "mask", "unit": "piece", "quantity": 0, "damaged": 1, "missing": 0.5}],
        "final": True},
    "cancelled": {"shipment": "s", "district": "d", "items": [{"item": "m", "unit": "u"}],
                  "reason": "why"},
    "rescheduled": {"shipment": "s", "district": "d", "expectedOn": "2021-01-01", "reason": ""},
    "transferred": {"district": "d", "from": "e", "items": MASKS * 3},
    "issued": {"district": "d", "items": MASKS, "to": "a clinic", "source": "x", "recordedBy": "y"},
    "adjusted": {"district": "d", "items": [{"item": "m", "unit": "u", "quantity": -1e3}],
                 "reason": "count"},
    "voided": {"replaces": "e0", "reason": "twice", "note": "é😷\u0085"},
}


def events():
    """One event of each type, as objects without their closing brace."""
    for number, (name, fields) in enumerate(TYPES.items()):
        identity = f"01703ed6-a7e0-7000-8000-00000000000{number:x}" if number % 2 else f"e{number}"
        event = {"id": identity, "type": name, "occurredOn": HEAD["occurredOn"],
                 "recordedAt": HEAD["recordedAt"]} | fields
        yield json.dumps(event, ensure_ascii=number % 3 == 0, separators=(",", ":"))[:-1]


def reproducers():
    """The hostile lines of the tests, with their marks written out."""
    parts = {}
    source = (root / "Tests/EventLogTests/Lines/Reproducer.swift").read_text()
    for name, text in re.findall(r'static let (\w+) =\s+#"(.*)"#', source):
        parts[name] = re.sub(r"\\#\((\w+)\)", lambda m: parts[m[1]], text)
    for file in sorted((root / "Tests/EventLogTests/Lines").glob("*.swift")):
        text = re.sub(r'"#\s*\+ #"', "", file.read_text())
        for line in re.findall(r'#?"(.*▲.*|\{.*\})"#?,?$', text, re.M):
            line = re.sub(r"\\#\((?:Reproducer\.)?(\w+)\)", lambda m: parts.get(m[1], ""), line)
            line = line.replace("▲", "")
            line = re.sub(r"⟨(.*?)×(\d+)⟩", lambda m: m[1] * min(int(m[2]), 70), line)
            pieces = re.split(r"⟨0x(..)⟩", line)
            yield b"".join(
                bytes([int(p, 16)]) if n % 2 else p.encode() for n, p in enumerate(pieces))


def lines():
    """Lines of all types with and without a sum, and hostile ones."""
    for event in events():
        yield (event + "}").encode()
        yield (event + OPEN_SUM).encode()
    yield from reproducers()
    for line in (root / "EventLog/events.jsonl").read_bytes().splitlines()[:6]:
        yield line[:-26] + OPEN_SUM.encode()
    for quantity in ("1e3", "-0", "1E+2", "0.001", "1.500", "9007199254740993", "1e400", "1e-400"):
        head = next(events()).split('"items"')[0]
        yield f'{head}"items":[{{"item":"m","unit":"u","quantity":{quantity}}}]}}'.encode()


def journals():
    """Journals that are whole, torn, damaged, foreign, or in the middle of a batch."""
    whole = [(event + OPEN_SUM).encode() for event in events()]
    plain = [(event + "}").encode() for event in events()]
    yield b""
    yield b"\n"
    yield b"\n".join(whole[:3]) + b"\n"
    yield b"\n".join(whole[3:6])
    yield b"\n".join(whole[6:9]) + b"\n" + whole[9][:40]
    yield whole[10] + b"\n" + whole[11][:40] + b"\n" + whole[0] + b"\n"
    yield whole[0] + b"\n" + b"\0" * 60
    yield whole[0] + b"\n" + plain[1] + b"\n" + whole[2] + b"\n"
    yield b"\xef\xbb\xbf" + b"\r\n".join(plain[:3]) + b"\r\n\r\n"
    yield b"\xef\xbb\xbf\n" + plain[4] + b"\n \n" + plain[5]
    yield whole[0] + b"\r\n" + whole[1] + b"\r\n"
    yield b"\xef\xbb\xbf" + whole[0] + b"\n" + whole[1] + b"\n"
    yield b'{"type":"shipped"}\n' + whole[3] + b"\n"
    yield whole[3] + b'\n{"a":"\\ud800"' + OPEN_SUM.encode() + b"\n"
    yield whole[0] + b"\n" + whole[0] + b"\n" + b'{"id":1}' + b"\n\n"
    for old, new in ((0, 10), (300, 900), (200, 9223372036854775807), (5, 3), (0, 0)):
        yield f"waybill-intent 1 {old} {new} 0\n".encode() + b"\n".join(whole[:4]) + b"\n"
    yield b"long line\n" + whole[0] + b"\n"
    yield b"long tail\n" + whole[0] + b"\n"


def arguments():
    """Command lines, an argument a line."""
    page = (root / "Docs/Commands.md").read_text()
    for call in sorted(set(re.findall(r"^waybill (.+)$", page, re.M))):
        yield "\n".join(re.findall(r"(?:[^\s'\"]|'[^']*'|\"[^\"]*\")+", call)).replace(
            "'", "").encode()
    for words in ("help", "--version", "help append", "pending -h", "pendng", "--log x pending",
                  "-- pending", "pending --overdu", "pending --at", "append pledged --item",
                  "completions bash", "correct id --expected-on=2020-02-30", "show -- -x",
                  "append pledged --item mask=~1,000.5+ box --final", "replay --depth=0"):
        yield words.replace(" ", "\n").encode()
    yield "pending\n--dis\u0301trict=\u202e\x1b[31m\x9b".encode()
    for item in ("mask/N95=900 piece, 100 damaged, 5 missing", "a=? box, worth 500000+ USD",
                 "cash/USD=~1.5 USD"):
        yield f"append\ndelivered\n--item={item}".encode()
    yield b'append\npledged\n--extra={"sum":"0000000000000000"}'
    yield b'append\npledged\n--extra={"lot":["\\ud800",1.50,null,{}]}'


def indexes():
    """Index files of the log that the target has, as `fuzz index --seeds` prints them."""
    path = root / "Tests/Fuzz/Corpus/index-seeds.txt"
    for line in path.read_text().splitlines():
        yield zlib.decompress(base64.b64decode(line))
