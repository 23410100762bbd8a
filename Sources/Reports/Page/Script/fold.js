// The fold: what the events in force add up to. Its words are those of Docs/Meaning.md.

/** One promise and its deliveries: an item, in a unit, of a shipment, for a district. */
class Line {
  constructor(key, day) {
    [this.shipment, this.district, this.item, this.unit] = key;
    this.since = day;
    this.pledged = this.allocatedIn = this.allocatedOut = this.purchased = this.dispatched = 0n;
    this.delivered = this.cancelled = this.damaged = this.missing = 0n;
    this.pledgedItems = this.allocatedItems = this.purchasedItems = this.dispatchedItems = 0;
    this.pledgedUnstated = this.purchasedUnstated = this.dispatchedUnstated = 0;
    this.closings = this.about = this.atLeast = 0;
    this.covered = new Set();
    this.among = new Set();
    this.expectedMark = null;
    this.expectedOn = null;
    this.jointly = new Set();
    this.drawnDown = this.drawnFor = 0n;
  }

  get lost() { return this.damaged + this.missing; }
  get pledgedHere() { return greatest(0n, this.pledged + this.allocatedIn - this.allocatedOut); }
  get allocated() { return this.allocatedIn - this.allocatedOut; }

  get promised() {
    const stages = greatest(
      this.pledged + this.allocatedIn, this.purchased - this.lost, this.dispatched - this.lost);
    return stages - this.allocatedOut;
  }

  get capacity() { return greatest(0n, this.promised - this.cancelled - this.delivered); }

  get reached() {
    if (this.isClosed) return this.delivered;
    const onItsWay = greatest(this.purchased, this.dispatched);
    return greatest(this.delivered, onItsWay - this.lost - this.allocatedOut - this.cancelled);
  }

  get claim() {
    return this.pledgedUnstated ? 0n : greatest(0n, this.reached - this.pledgedHere);
  }

  get isClosed() { return this.closings > 0; }

  get isAnyUnstated() {
    return this.pledgedUnstated + this.purchasedUnstated + this.dispatchedUnstated > 0;
  }

  get isUnspecified() { return this.isAnyUnstated && !this.isClosed; }
  get outstanding() { return this.isClosed ? 0n : greatest(0n, this.capacity - this.drawnDown); }
  get isOpen() { return this.outstanding > 0n || this.isUnspecified; }
  get qualifier() { return vaguest(this.about, this.atLeast); }

  get isPromise() {
    return this.pledgedItems + this.allocatedItems + this.purchasedItems + this.dispatchedItems > 0;
  }

  isOverdue(at) { return this.isOpen && this.expectedOn !== null && this.expectedOn < at; }
  overdueDays(at) { return this.isOverdue(at) ? at - this.expectedOn : 0; }

  get status() {
    if (this.isOpen) {
      if (this.delivered > 0n) return "partiallyDelivered";
      if (this.drawnDown > 0n || this.allocatedOut > 0n) return "partiallyAllocated";
      if (this.dispatchedItems) return "dispatched";
      return this.purchasedItems ? "purchased" : "pledged";
    }
    if (this.delivered > 0n) return this.isOverDelivered ? "overDelivered" : "delivered";
    return this.drawnDown > 0n || this.allocatedOut > 0n ? "allocated" : "cancelled";
  }

  get isOverDelivered() {
    const due = greatest(this.promised, this.pledgedHere + this.drawnFor);
    return !this.isAnyUnstated && due > 0n && due < this.delivered;
  }
}

/** The stock of one item in one unit at a district. */
class Stock {
  constructor(key) {
    [this.district, this.item, this.unit] = key;
    this.requested = this.received = this.transferredIn = this.transferredOut = 0n;
    this.issued = this.adjusted = 0n;
    this.requestedUnspecified = this.requestedAbout = this.requestedAtLeast = 0;
  }

  get onHand() {
    return this.received + this.transferredIn - this.transferredOut - this.issued + this.adjusted;
  }
}

/** Sums events, which come in the order of day and recording; `settle` once they are in. */
class Fold {
  constructor(log) {
    this.log = log;
    this.eventCount = 0;
    this.lines = [];
    this.stocks = [];
    this.donors = new Map();
    this.rescheduled = new Map();
    this.touched = new Set();
  }

  apply(event) {
    const posting = postings[event.type];
    if (event.type === "voided") return;
    if (event.type === "rescheduled") return this.#reschedule(event);
    this.eventCount += 1;
    if (posting.line && event.donor !== null && !this.donors.has(event.shipment)) {
      this.donors.set(event.shipment, event.donor);
    }
    for (const item of event.items) {
      if (posting.stock) this.#post(this.#stock(item.stock), posting.stock, item);
      if (posting.stockOfFrom) this.#post(this.#stock(item.stockOfFrom), posting.stockOfFrom, item);
      if (posting.line) this.#promise(event, posting, item);
      if (posting.lineOfFrom) {
        this.#post(this.#line(item.lineOfFrom, event.day), posting.lineOfFrom, item);
      }
    }
  }

  #post(row, counter, item) {
    if (item.quantity !== null) row[counter] += item.quantity;
    else if (counter === "requested") row.requestedUnspecified += 1;
    if (counter === "requested" && item.qualifier === 1) row.requestedAbout += 1;
    if (counter === "requested" && item.qualifier === 2) row.requestedAtLeast += 1;
  }

  #promise(event, posting, item) {
    const line = this.#line(item.line, event.day);
    this.#post(line, posting.line, item);
    line.damaged += item.damaged;
    line.missing += item.missing;
    if (event.isFinal) line.closings += 1;
    if (item.quantity === null && posting.unstated) line[posting.unstated] += 1;
    if (event.expectedOn !== null) line.expectedMark = event;
    for (const district of event.among) line.among.add(district);
    for (const giver of event.jointly) line.jointly.add(giver);
    if (!posting.items) return;
    line[posting.items] += 1;
    if (item.qualifier === 1) line.about += 1;
    if (item.qualifier === 2) line.atLeast += 1;
    for (const district of event.among) line.covered.add(district);
  }

  #reschedule(event) {
    const place = `${event.shipment} ${event.district}`;
    this.rescheduled.set(place, event);
    for (const line of this.log.linesOfPlace.get(place) ?? []) this.touched.add(line);
  }

  #line(number, day) {
    this.touched.add(number);
    return (this.lines[number] ??= new Line(this.log.lineKeys[number], day));
  }

  #stock(number) {
    return (this.stocks[number] ??= new Stock(this.log.stockKeys[number]));
  }

  /** Settles what hangs on several lines, of the goods that were touched; returns their lines. */
  settle() {
    const settled = new Set();
    for (const touched of this.touched) {
      if (settled.has(touched)) continue;
      const group = this.log.groups[touched].filter(number => this.lines[number]);
      for (const number of this.log.groups[touched]) settled.add(number);
      this.#settle(group.map(number => this.lines[number]));
    }
    this.touched.clear();
    return [...settled].filter(number => this.lines[number]);
  }

  #settle(lines) {
    for (const line of lines) {
      line.drawnDown = line.drawnFor = 0n;
      const moved = this.rescheduled.get(`${line.shipment} ${line.district}`) ?? null;
      const own = line.expectedMark;
      const isMoved = moved !== null && (own === null || isLater(moved, own));
      line.expectedOn = isMoved ? moved.expectedOn : own === null ? null : own.expectedOn;
    }
    if (lines.length < 2) return;
    const inherited = [];
    for (const line of lines) {
      if (line.claim === 0n && line.expectedOn !== null) continue;
      const covering = this.#covering(line, lines);
      draw(line, covering);
      const nearest = covering.find(other => other.expectedOn !== null);
      if (line.expectedOn === null && nearest) inherited.push([line, nearest.expectedOn]);
    }
    for (const [line, day] of inherited) line.expectedOn = day;
  }

  /** The lines that cover another one: those with the longest covering name first, then by district. */
  #covering(line, lines) {
    const { names, numbers } = this.log;
    const district = names[line.district];
    const found = new Set();
    for (const name of pathAndAbove(district)) {
      const number = numbers.get(name);
      for (const other of lines) {
        if (other === line || !other.isPromise) continue;
        const covers = other.covered.size
          ? other.covered.has(number) : other.district === number && name !== district;
        if (covers) found.add(other);
      }
    }
    return [...found];
  }

  /** The donor of a shipment: the one that its earliest event names. */
  donorOf(line) {
    return this.donors.get(line.shipment) ?? null;
  }
}

const isLater = (left, right) => (left.day - right.day || left.rank - right.rank) > 0;

/** Draws a claim from the lines that cover it, each up to what is left of it. */
function draw(line, covering) {
  let rest = line.claim;
  for (const other of covering) {
    if (rest === 0n) return;
    const left = greatest(0n, other.capacity - other.drawnDown);
    const taken = other.isAnyUnstated ? rest : least(rest, left);
    other.drawnDown += taken;
    line.drawnFor += taken;
    rest -= taken;
  }
}

/** The state as of a day, by what was recorded up to another one. */
function replay(log, at, knownOn) {
  const versions = log.inForce(knownOn);
  const fold = new Fold(log);
  for (const event of log.chronological) {
    if (event.day > at) break;
    if (versions.has(event)) fold.apply(event);
  }
  fold.settle();
  return fold;
}
