// The events that the page carries, and which versions of them are in force.

/** What an event of each type adds its quantities to: the table of Docs/Meaning.md. */
const postings = {
  requested: { stock: "requested" },
  pledged: { line: "pledged", items: "pledgedItems", unstated: "pledgedUnstated" },
  allocated: { line: "allocatedIn", lineOfFrom: "allocatedOut", items: "allocatedItems" },
  purchased: { line: "purchased", items: "purchasedItems", unstated: "purchasedUnstated" },
  dispatched: { line: "dispatched", items: "dispatchedItems", unstated: "dispatchedUnstated" },
  delivered: { line: "delivered", stock: "received" },
  cancelled: { line: "cancelled", unstated: "closings" },
  rescheduled: {},
  transferred: { stock: "transferredIn", stockOfFrom: "transferredOut" },
  issued: { stock: "issued" },
  adjusted: { stock: "adjusted" },
  voided: {},
};

/**
 * The log: its events in the order in which they were recorded, so that the place of an event is its
 * rank. Names stand in byte order, so that their numbers compare as they do.
 */
class Log {
  constructor(data) {
    this.names = data.names;
    this.types = data.types;
    this.nodeCount = data.nodes;
    this.numbers = new Map(this.names.map((name, number) => [name, number]));
    this.lineKeys = [];
    this.stockKeys = [];
    const lines = new Map();
    const stocks = new Map();
    const key = (keys, known, ...numbers) => {
      const text = numbers.join(" ");
      if (!known.has(text)) {
        known.set(text, keys.length);
        keys.push(numbers);
      }
      return known.get(text);
    };
    const line = (shipment, district, item, unit) =>
      key(this.lineKeys, lines, shipment, district, item, unit);
    const stock = (district, item, unit) => key(this.stockKeys, stocks, district, item, unit);
    this.events = data.events.map((fields, rank) => this.#event(fields, rank, line, stock));
    this.chronological = [...this.events].sort(
      (left, right) => left.day - right.day || left.rank - right.rank);
    this.days = [...new Set(this.chronological.map(event => event.day))];
    this.recordedDays = [...new Set(this.events.map(event => event.recordedOn))];
    this.recordedDays.sort((left, right) => left - right);
    this.groups = this.#groups();
    this.linesOfPlace = this.#linesOfPlace();
    this.versions = new Map();
  }

  #event(fields, rank, line, stock) {
    const [
      type, day, recordedOn, shipment, donor, district, from, expectedOn, isFinal, replaces, jointly,
      among, items, texts,
    ] = fields;
    const event = {
      rank, type: this.types[type], day, recordedOn, shipment, donor, district, from, expectedOn,
      isFinal: isFinal === 1, replaces, jointly: jointly ?? [], among: among ?? [],
      texts: texts ?? {},
    };
    const posting = postings[event.type];
    event.items = (items ?? []).map(([item, unit, quantity, qualifier, damaged, missing]) => ({
      item, unit,
      quantity: quantity === null ? null : amountOf(quantity),
      qualifier: qualifier ?? 0,
      damaged: amountOf(damaged ?? 0), missing: amountOf(missing ?? 0),
      line: posting.line ? line(shipment, district, item, unit) : null,
      lineOfFrom: posting.lineOfFrom ? line(shipment, from, item, unit) : null,
      stock: posting.stock ? stock(district, item, unit) : null,
      stockOfFrom: posting.stockOfFrom ? stock(from, item, unit) : null,
    }));
    return event;
  }

  /** By line: the lines of the same shipment, item and unit, in byte order of district. */
  #groups() {
    const groups = new Map();
    this.lineKeys.forEach(([shipment, , item, unit], line) => {
      const key = `${shipment} ${item} ${unit}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(line);
    });
    const byLine = [];
    for (const lines of groups.values()) {
      lines.sort((left, right) => this.lineKeys[left][1] - this.lineKeys[right][1]);
      for (const line of lines) byLine[line] = lines;
    }
    return byLine;
  }

  /** By shipment and district: the lines that a rescheduled event moves. */
  #linesOfPlace() {
    const places = new Map();
    this.lineKeys.forEach(([shipment, district], line) => {
      const key = `${shipment} ${district}`;
      if (!places.has(key)) places.set(key, []);
      places.get(key).push(line);
    });
    return places;
  }

  /** Which events are in force by what was recorded up to a day, and what each fact came to. */
  inForce(knownOn) {
    if (!this.versions.has(knownOn)) {
      if (this.versions.size > 64) this.versions.clear();
      this.versions.set(knownOn, new Versions(this, knownOn));
    }
    return this.versions.get(knownOn);
  }
}

/**
 * An event and all that replace it, directly or through others, are versions of one fact. One that is
 * named in a `replaces` is out; of those left, the one that was recorded last is in force. Only what was
 * recorded by a day is looked at; null stands for all of it.
 */
class Versions {
  constructor(log, knownOn) {
    const parents = Int32Array.from({ length: log.nodeCount }, (_, node) => node);
    const root = node => {
      while (parents[node] !== node) node = parents[node] = parents[parents[node]];
      return node;
    };
    const isKnown = event => knownOn === null || event.recordedOn <= knownOn;
    const isNamed = new Uint8Array(log.nodeCount);
    for (const event of log.events) {
      if (event.replaces === null || !isKnown(event)) continue;
      isNamed[event.replaces] = 1;
      parents[root(event.rank)] = root(event.replaces);
    }
    const winners = new Int32Array(log.nodeCount).fill(-1);
    for (const event of log.events) {
      if (isKnown(event) && !isNamed[event.rank]) winners[root(event.rank)] = event.rank;
    }
    this.flags = Uint8Array.from(
      log.events, event => (winners[root(event.rank)] === event.rank ? 1 : 0));
    this.factOf = event => root(event.rank);
    this.winnerOf = fact => (winners[fact] < 0 ? null : winners[fact]);
  }

  has(event) {
    return this.flags[event.rank] === 1;
  }
}
