// Where a state comes from: replayed from the events of the page, or read from weekly sums of a large log.
//
// Both give the same rows: sums of an item in a unit at a district.

const amountCounters = [
  "pledged", "purchased", "dispatched", "allocated", "allocatedOut", "promised", "delivered",
  "cancelled", "drawnDown", "outstanding", "overdueQuantity", "damaged", "missing", "requested",
  "received", "transferredIn", "transferredOut", "issued", "adjusted", "onHand",
];
const countCounters = [
  "lines", "openLines", "overdueLines", "unspecifiedLines", "requestedUnspecified",
  "purchasedUnstated", "dispatchedUnstated", "aboutLines", "atLeastLines", "requestedAbout",
  "requestedAtLeast",
];
/** By amount: how many parts of it are not stated. */
const unstatedCounters = {
  requested: "requestedUnspecified", promised: "unspecifiedLines", purchased: "purchasedUnstated",
  dispatched: "dispatchedUnstated", outstanding: "unspecifiedLines", given: "unspecifiedLines",
};
const stockCounters = [
  "requested", "received", "transferredIn", "transferredOut", "issued", "adjusted", "onHand",
];

/** What the lines and the stock of one item in one unit at a district, or below it, add up to. */
class Row {
  constructor(district, item, unit) {
    Object.assign(this, { district, item, unit });
    for (const counter of amountCounters) this[counter] = 0n;
    for (const counter of countCounters) this[counter] = 0;
  }

  add(other) {
    for (const counter of amountCounters) this[counter] += other[counter];
    for (const counter of countCounters) this[counter] += other[counter];
  }

  addLine(line, at) {
    this.lines += 1;
    if (line.isUnspecified) {
      this.unspecifiedLines += 1;
      this.purchasedUnstated += line.purchasedUnstated;
      this.dispatchedUnstated += line.dispatchedUnstated;
    }
    if (line.isOpen) {
      this.openLines += 1;
      if (line.qualifier) this[`${line.qualifier}Lines`] += 1;
    }
    if (line.isOverdue(at)) {
      this.overdueLines += 1;
      this.overdueQuantity += line.outstanding;
    }
    for (const counter of ["pledged", "purchased", "dispatched", "allocated", "allocatedOut",
      "promised", "delivered", "cancelled", "drawnDown", "outstanding", "damaged", "missing"]) {
      this[counter] += line[counter];
    }
  }

  addStock(stock) {
    for (const counter of stockCounters) this[counter] += stock[counter];
    for (const counter of ["requestedUnspecified", "requestedAbout", "requestedAtLeast"]) {
      this[counter] += stock[counter];
    }
  }

  get hasStock() {
    return this.requestedUnspecified > 0 || stockCounters.some(counter => this[counter] !== 0n);
  }

  /** How many parts of one of its amounts are not stated. */
  unstated(amount) { return this[unstatedCounters[amount]] ?? 0; }

  /** How sure the outstanding amount is, and what is requested; and so what is unmet. */
  get qualifier() { return vaguest(this.aboutLines, this.atLeastLines); }
  get requestedQualifier() { return vaguest(this.requestedAbout, this.requestedAtLeast); }
  get unmetQualifier() {
    return this.qualifier || this.requestedQualifier === "about" ? "about" : this.requestedQualifier;
  }

  get asks() { return this.requested > 0n || this.requestedUnspecified > 0; }
  get unmet() { return greatest(0n, this.requested - this.received - this.outstanding); }

  /** What is delivered or still to come: nothing in it counts twice, however promises are shared. */
  get given() { return this.delivered + this.outstanding; }

  get status() {
    if (this.overdueLines) return "overdue";
    if (this.openLines) {
      if (this.delivered > 0n) return "partiallyDelivered";
      if (this.dispatched > 0n) return "dispatched";
      return this.purchased > 0n ? "purchased" : "pledged";
    }
    if (this.delivered > 0n) return "delivered";
    return this.drawnDown > 0n || this.allocatedOut > 0n ? "allocated" : "cancelled";
  }
}

/** Adds rows up by the first `depth` names of their districts, or as `key` says. */
function addedUp(rows, districtsOf) {
  const sums = new Map();
  for (const row of rows) {
    for (const district of districtsOf(row.district)) {
      const key = `${district}\0${row.item}\0${row.unit}`;
      if (!sums.has(key)) sums.set(key, new Row(district, row.item, row.unit));
      sums.get(key).add(row);
    }
  }
  return [...sums.values()];
}

/** What a view shows of districts, items and donors: those at or below the given ones. */
const passes = (filter, district, item) =>
  (!filter.district || isAtOrBelow(district, filter.district)) &&
  (!filter.item || isAtOrBelow(item, filter.item));

/** Whether a promise that stands elsewhere covers a district, or some below it. */
const isShared = (line, district) => (line.covered.length
  ? line.covered.some(name => isAtOrBelow(name, district) || isAtOrBelow(district, name))
  : isAtOrBelow(district, line.district));

/** Of open lines, those of promises elsewhere that a district, or some below it, shares in. */
const poolsOf = (lines, district) => (district === "" ? [] : lines.filter(
  line => !isAtOrBelow(line.district, district) && isShared(line, district)));

/** Rows of goods: items at or below one, in one unit. */
const isOfGoods = (goods, item, unit) => unit === goods.unit && isAtOrBelow(item, goods.item);

/** A line with the texts of its names, as `pending` shows it. */
class LineView {
  constructor(line, fold, at) {
    const names = fold.log.names;
    const donor = fold.donorOf(line);
    this.line = line;
    this.shipment = names[line.shipment];
    this.donor = donor === null ? null : names[donor];
    this.jointly = [...line.jointly].map(number => names[number]);
    this.district = names[line.district];
    this.item = names[line.item];
    this.unit = names[line.unit];
    this.among = [...line.among].sort((left, right) => left - right).map(number => names[number]);
    this.covered = [...line.covered].map(number => names[number]);
    this.overdueDays = line.overdueDays(at);
    this.ageDays = at - line.since;
    this.order = [line.shipment, line.district, line.item, line.unit];
    for (const field of ["status", "outstanding", "delivered", "promised", "qualifier", "expectedOn",
      "since"]) {
      this[field] = line[field];
    }
    this.unspecified = line.isUnspecified;
    this.isOpen = line.isOpen;
  }

  /** Most overdue first, then by promised day (none last), shipment, district, item and unit. */
  static compare(left, right) {
    if (left.overdueDays !== right.overdueDays) return right.overdueDays - left.overdueDays;
    const never = Number.MAX_SAFE_INTEGER;
    const days = (left.expectedOn ?? never) - (right.expectedOn ?? never);
    if (days !== 0) return days;
    const place = left.order.findIndex((number, place) => number !== right.order[place]);
    return place < 0 ? 0 : left.order[place] - right.order[place];
  }
}

/** The state of a day, replayed from the events of the page. */
class EventState {
  constructor(log, at, knownOn) {
    this.log = log;
    this.at = at;
    this.fold = replay(log, at, knownOn);
    this.eventCount = this.fold.eventCount;
  }

  get lines() {
    this.allLines ??= this.fold.lines.filter(Boolean).map(
      line => new LineView(line, this.fold, this.at));
    return this.allLines;
  }

  /** The lines that a view shows. */
  linesOf(filter) {
    return this.lines.filter(line => passes(filter, line.district, line.item) &&
      (!filter.donor || (line.donor !== null && isAtOrBelow(line.donor, filter.donor))));
  }

  pending(filter) {
    return this.linesOf(filter).filter(line => line.isOpen).sort(LineView.compare);
  }

  /** The open promises elsewhere that the filter's district shares in. */
  pools(filter) { return poolsOf(this.pending({ ...filter, district: "" }), filter.district); }

  /** The sums of each district; with a donor, those of its lines only, since stocks have none. */
  rows(filter) {
    const rows = new Map();
    const row = (district, item, unit) => {
      const key = `${district}\0${item}\0${unit}`;
      if (!rows.has(key)) rows.set(key, new Row(district, item, unit));
      return rows.get(key);
    };
    for (const view of this.linesOf(filter)) {
      row(view.district, view.item, view.unit).addLine(view.line, this.at);
    }
    if (!filter.donor) {
      for (const stock of this.fold.stocks) {
        if (!stock) continue;
        const { names } = this.log;
        const [district, item, unit] = [names[stock.district], names[stock.item], names[stock.unit]];
        if (passes(filter, district, item)) row(district, item, unit).addStock(stock);
      }
    }
    return [...rows.values()];
  }

  /** Who gives what to whom: what is delivered or still to come, by donor, district and item. */
  flows(filter) {
    return this.linesOf(filter).map(line => ({
      donor: line.donor, jointly: line.jointly, district: line.district, item: line.item,
      unit: line.unit, given: line.delivered + line.outstanding,
      unstated: line.unspecified ? 1 : 0,
    }));
  }

  /** What is still to come of promises to areas that a district shares in without being one. */
  beside(row) {
    let outstanding = 0n;
    let unspecified = 0;
    const lines = { about: 0, atLeast: 0 };
    for (const line of this.lines) {
      if (!line.isOpen || line.item !== row.item || line.unit !== row.unit) continue;
      if (line.district === row.district || !isShared(line, row.district)) continue;
      outstanding += line.outstanding;
      unspecified += line.unspecified ? 1 : 0;
      if (line.qualifier) lines[line.qualifier] += 1;
    }
    return { outstanding, unspecified, qualifier: vaguest(lines.about, lines.atLeast) };
  }
}

/** The page's events, replayed at any day, by what was known on any day. */
class EventSource {
  constructor(data) {
    this.log = new Log(data);
    this.hasKnownDays = true;
    this.sumsByDonor = true;
    this.courses = new Map();
  }

  get days() { return this.log.days; }

  /** The last day on which anything changes: the day after a promised one counts, too. */
  get lastChange() {
    return this.log.events.reduce(
      (last, { day, expectedOn }) => Math.max(last, day, (expectedOn ?? day - 1) + 1), -Infinity);
  }

  get knownDays() { return this.log.recordedDays; }
  state(at, knownOn) { return new EventState(this.log, at, knownOn); }

  /** All items and units, with how many lines of events name them. */
  get goods() {
    const counts = new Map();
    for (const event of this.log.events) {
      for (const { item, unit } of event.items) {
        const key = `${item} ${unit}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    return [...counts].map(([key, count]) => {
      const [item, unit] = key.split(" ").map(number => this.log.names[number]);
      return { item, unit, count };
    });
  }

  districts() { return this.#used(event => [event.district, event.from]); }
  donors() { return this.#used(event => [event.donor]); }

  #used(pick) {
    const numbers = new Set();
    for (const event of this.log.events) {
      for (const number of pick(event)) if (number !== null) numbers.add(number);
    }
    const all = new Set([...numbers].flatMap(number => pathAndAbove(this.log.names[number])));
    return [...all].sort(byName);
  }

  /** What of some goods was delivered and still to come, on each day on which that changed. */
  course(goods, filter, knownOn) {
    const key = JSON.stringify([goods, filter, knownOn]);
    if (this.courses.has(key)) return this.courses.get(key);
    if (this.courses.size > 32) this.courses.clear();
    const { log } = this;
    const donors = filter.donor ? replay(log, Number.MAX_SAFE_INTEGER, knownOn) : null;
    const wanted = log.lineKeys.map(([shipment, district, item, unit]) =>
      isOfGoods(goods, log.names[item], log.names[unit]) &&
      passes(filter, log.names[district], log.names[item]) &&
      (!donors || isAtOrBelow(log.names[donors.donors.get(shipment)] ?? "", filter.donor)));
    const course = accumulated(log, knownOn, wanted);
    this.courses.set(key, course);
    return course;
  }

  changes(filter, from, to) { return changesBetween(this.log, filter, from, to); }
}

/** Walks through the days, settling only what each of them touches. */
function accumulated(log, knownOn, wanted) {
  const versions = log.inForce(knownOn);
  const fold = new Fold(log);
  const counted = new Map();
  const course = [];
  const sums = { delivered: 0n, outstanding: 0n, unstated: 0 };
  const none = { ...sums };
  let place = 0;
  while (place < log.chronological.length) {
    const { day } = log.chronological[place];
    for (; place < log.chronological.length && log.chronological[place].day === day; place += 1) {
      const event = log.chronological[place];
      if (versions.has(event)) fold.apply(event);
    }
    for (const number of fold.settle()) {
      if (!wanted[number]) continue;
      const before = counted.get(number) ?? none;
      const { delivered, outstanding, isUnspecified } = fold.lines[number];
      const now = { delivered, outstanding, unstated: isUnspecified ? 1 : 0 };
      for (const sum of Object.keys(sums)) sums[sum] += now[sum] - before[sum];
      counted.set(number, now);
    }
    course.push({ day, ...sums });
  }
  return changing(course);
}

/** The points of a course that differ from the one before. */
const changing = course => course.filter((point, place) => place === 0 ||
  ["delivered", "outstanding", "unstated"].some(sum => point[sum] !== course[place - 1][sum]));
