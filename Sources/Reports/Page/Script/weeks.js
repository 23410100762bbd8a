// A large log: what each week changed in the sums of each district, and the rest as of the page's day.

/** The sums that a change of another one changes as well, and those that it lessens. */
const follows = {
  pledged: ["promised", "outstanding"], promised: ["outstanding"], delivered: ["received", "onHand"],
  transferredIn: ["onHand"], adjusted: ["onHand"],
};
const followsLess = {
  delivered: ["outstanding"], cancelled: ["outstanding"], drawnDown: ["outstanding"],
  transferredOut: ["onHand"], issued: ["onHand"],
};

/** Weekly sums; the same questions as `EventSource`, without a second date. */
class WeekSource {
  constructor(data) {
    this.data = data;
    this.hasKnownDays = false;
    this.sumsByDonor = false;
    this.knownDays = [];
    this.days = data.weeks;
    this.lastChange = data.weeks.at(-1);
    const { names } = data;
    this.rows = data.rows.map(([district, item, unit]) =>
      new Row(names[district], names[item], names[unit]));
    this.scale = BigInt(data.scale);
    this.eventCount = 0;
    this.week = -1;
  }

  /** The state at the end of the last week that ends by a day; the one before it is no longer valid. */
  state(day) {
    const week = this.days.filter(end => end <= day).length - 1;
    while (this.week < week) this.#step(this.week + 1, 1);
    while (this.week > week) this.#step(this.week, -1);
    return new WeekState(this, this.days[week]);
  }

  /** Adds what a week changed, or takes it away again. */
  #step(week, sign) {
    const factor = BigInt(sign);
    this.eventCount += sign * this.data.eventCounts[week];
    this.#forEachChange(week, (row, counter, change) => {
      const isAmount = typeof row[counter] === "bigint";
      row[counter] += isAmount ? factor * change : sign * change;
    });
    this.week += sign;
  }

  /**
   * A week's changes stand in one list: the row's number, a bit for each counter, and the changes.
   *
   * Some sums follow from others: what is delivered is received, and so on hand; what is promised is written
   * as far as it is not pledged, and what is outstanding as far as it does not follow from the other sums.
   */
  #forEachChange(week, visit) {
    const changes = this.data.changes[week];
    const { counters } = this.data;
    for (let place = 0; place < changes.length;) {
      const row = this.rows[changes[place]];
      const changed = changes[place + 1];
      place += 2;
      for (let counter = 0; counter < counters.length; counter += 1) {
        if (!(changed & (1 << counter))) continue;
        const name = counters[counter];
        const isAmount = typeof row[name] === "bigint";
        const change = isAmount ? amountOf(changes[place]) * this.scale : changes[place];
        place += 1;
        for (const other of follows[name] ?? []) visit(row, other, change);
        for (const other of followsLess[name] ?? []) visit(row, other, -change);
        visit(row, name, change);
      }
    }
  }

  get goods() {
    const counts = new Map();
    for (const { item, unit } of this.rows) {
      const key = `${item}\0${unit}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].map(([key, count]) => {
      const [item, unit] = key.split("\0");
      return { item, unit, count };
    });
  }

  districts() {
    return [...new Set(this.rows.flatMap(row => pathAndAbove(row.district)))].sort(byName);
  }

  donors() {
    const donors = new Set(this.data.flows.map(([donor]) => donor).filter(donor => donor !== null));
    const paths = [...donors].flatMap(donor => pathAndAbove(this.data.names[donor]));
    return [...new Set(paths)].sort(byName);
  }

  course(goods, filter) {
    const wanted = new Set(this.rows.filter(row =>
      isOfGoods(goods, row.item, row.unit) && passes(filter, row.district, row.item)));
    const sums = { delivered: 0n, outstanding: 0n, unspecifiedLines: 0 };
    return changing(this.days.map((day, week) => {
      this.#forEachChange(week, (row, counter, change) => {
        if (counter in sums && wanted.has(row)) sums[counter] += change;
      });
      return { day, ...sums, unstated: sums.unspecifiedLines };
    }));
  }
}

/** The sums at the end of a week. */
class WeekState {
  constructor(source, day) {
    this.source = source;
    this.day = day;
    this.eventCount = source.eventCount;
  }

  rows(filter) {
    return this.source.rows.filter(row => passes(filter, row.district, row.item) &&
      (row.lines > 0 || row.hasStock));
  }

  /** The first open lines, as of the page's day. */
  pending(filter) {
    const { pending, names } = this.source.data;
    const text = number => (number === null ? null : names[number]);
    this.lines ??= pending.map(([shipment, donor, jointly, district, item, unit, among, covered,
      status, delivered, outstanding, unspecified, qualifier, expectedOn, overdueDays, since,
      ageDays]) => ({
      shipment, donor: text(donor), jointly: jointly.map(text), district: text(district),
      item: text(item), unit: text(unit), among: among.map(text), covered: covered.map(text),
      status, delivered: amountOf(delivered), outstanding: amountOf(outstanding),
      unspecified: unspecified === 1, qualifier, expectedOn, overdueDays, since, ageDays,
    }));
    return this.lines.filter(line => passes(filter, line.district, line.item) &&
      (!filter.donor || isAtOrBelow(line.donor ?? "", filter.donor)));
  }

  /** Those of the first lines that the filter's district shares in without being their own. */
  pools(filter) { return poolsOf(this.pending({ ...filter, district: "" }), filter.district); }

  flows(filter) {
    const { flows, names } = this.source.data;
    return flows.map(([donor, district, item, unit, given, unstated, jointly]) => ({
      donor: donor === null ? null : names[donor], district: names[district], item: names[item],
      unit: names[unit], given: amountOf(given) * this.source.scale, unstated: unstated ?? 0,
      jointly: (jointly ?? []).map(number => names[number]),
    })).filter(flow => passes(filter, flow.district, flow.item) &&
      (!filter.donor || isAtOrBelow(flow.donor ?? "", filter.donor)));
  }

  /** What is promised to areas that a district shares in; null on other days than the page's. */
  beside(row) {
    const { at, shared } = this.source.data;
    if (this.day !== at) return null;
    this.shared ??= new Map(shared.map(([row, outstanding, unspecified, qualifier]) =>
      [this.source.rows[row], { outstanding: amountOf(outstanding), unspecified, qualifier }]));
    return this.shared.get(row) ?? { outstanding: 0n, unspecified: 0 };
  }
}
