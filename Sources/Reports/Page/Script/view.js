// What is looked at: dates, filters and what is open. It is kept in the address, so that it can be sent.

class View {
  constructor(source, data) {
    this.source = source;
    this.data = data;
    const days = [data.at, ...source.days];
    this.range = { first: Math.min(...days), last: Math.max(...days) };
    /** By how many days a step goes. */
    this.stride = source.hasKnownDays ? 1 : 7;
    this.reset();
  }

  /** What the page was made for. */
  reset() {
    this.at = this.data.at;
    this.known = null;
    this.since = this.data.since;
    this.district = this.item = this.donor = "";
    this.goods = null;
    this.depth = null;
    this.open = new Set();
    this.sort = {};
    this.search = {};
  }

  get filter() {
    const { district, item, donor } = this;
    return { district, item, donor };
  }

  /** Takes what an address says; what it does not say is as the page was made. */
  read(address) {
    this.reset();
    const said = new URLSearchParams(address.replace(/^#/, ""));
    this.moveTo(dayOf(said.get("at")) ?? this.at);
    if (this.source.hasKnownDays) this.known = dayOf(said.get("known"));
    this.since = dayOf(said.get("since")) ?? this.since;
    for (const key of ["district", "item", "donor"]) this[key] = said.get(key) ?? "";
    const [item, unit] = [said.get("goods"), said.get("unit")];
    if (item !== null && unit !== null) this.goods = { item, unit };
    const depth = Number(said.get("depth"));
    this.depth = Number.isInteger(depth) && depth > 0 ? depth : null;
    this.open = new Set(said.getAll("open"));
    for (const text of said.getAll("sort")) {
      const [table, key, way] = text.split(" ");
      if (key) this.sort[table] = { key, down: way === "down" };
    }
    for (const text of said.getAll("search")) {
      const end = text.indexOf(" ");
      if (end > 0) this.search[text.slice(0, end)] = text.slice(end + 1);
    }
  }

  /** The address of this view. */
  get address() {
    const said = new URLSearchParams();
    const add = (key, value) => { if (value !== null && value !== "") said.append(key, value); };
    add("at", this.at === this.data.at ? null : dayText(this.at));
    add("known", this.known === null ? null : dayText(this.known));
    add("since", this.since === this.data.since ? null : dayText(this.since));
    for (const key of ["district", "item", "donor"]) add(key, this[key]);
    if (this.goods) {
      add("goods", this.goods.item);
      add("unit", this.goods.unit);
    }
    add("depth", this.depth === null ? null : String(this.depth));
    for (const path of [...this.open].sort(byName)) add("open", path);
    for (const [table, { key, down }] of Object.entries(this.sort)) {
      add("sort", `${table} ${key} ${down ? "down" : "up"}`);
    }
    for (const [table, text] of Object.entries(this.search)) {
      if (text !== "") add("search", `${table} ${text}`);
    }
    return said.toString();
  }

  /** Goes to a day within the range; in a large log to the end of the last week by then. */
  moveTo(day) {
    const within = Math.min(Math.max(day, this.range.first), this.range.last);
    this.at = this.source.hasKnownDays
      ? within : this.source.days.filter(end => end <= within).at(-1);
  }

  /** Goes so many steps on, or back: days, or in a large log its weeks, of which quiet ones are left out. */
  moveBy(steps) {
    const { days, hasKnownDays } = this.source;
    if (hasKnownDays) return this.moveTo(this.at + steps);
    const place = days.filter(end => end <= this.at).length - 1 + steps;
    this.moveTo(days[Math.min(Math.max(place, 0), days.length - 1)]);
  }

  /** The day of what a large log has of one day only; the day of the view in any other. */
  get listedOn() {
    return this.source.hasKnownDays ? this.at : this.data.at;
  }

  /** The days of the two reports between which corrections and late reports are listed. */
  get compared() {
    const known = this.known ?? Math.min(this.at, this.data.knownOn ?? this.at);
    return { from: this.since, to: Math.max(this.since, known) };
  }

  /** The options that all commands of this view have in common. */
  options(day = this.at) {
    const option = (name, value) => (value ? [`--${name}=${shellWord(value)}`] : []);
    return [
      ...option("log", this.data.log), `--at=${dayText(day)}`,
      ...option("known-at", this.known === null ? this.data.knownAt : dayText(this.known)),
    ];
  }

  /** A command with the dates and the filters of this view. */
  command(name, { donor = true, item = "", more = [], day = this.at } = {}) {
    const wanted = { district: this.district, item: this.#narrower(this.item, item),
      donor: donor ? this.donor : "" };
    const filters = Object.entries(wanted).flatMap(
      ([key, path]) => (path ? [`--${key}=${shellWord(path)}`] : []));
    return ["waybill", name, ...this.options(day), ...filters, ...more].join(" ");
  }

  /** Of two paths, one of which may be at or below the other, the one that shows less. */
  #narrower(left, right) {
    return left && (!right || isAtOrBelow(left, right)) ? left : right;
  }

  /** The command that lists the events of some goods behind a picture, at a district cut to `depth` names. */
  goodsExplanation({ item, unit }, { district, depth, donor, isExactItem = false, day = this.at }) {
    const option = (name, value) => `--${name}=${shellWord(value)}`;
    const isCut = district.split("/").length >= depth;
    const named = isCut ? this.#narrower(this.district, district) : district;
    const given = donor === undefined
      ? (this.donor ? [option("donor", this.donor)] : [])
      : donor === null ? ["--no-donor"] : [option("donor", donor), "--exact-donor"];
    return [
      "waybill", "log", ...this.options(day), option("district", named),
      ...(isCut ? [] : ["--exact-district"]), ...given, option("item", this.#narrower(this.item, item)),
      ...(isExactItem ? ["--exact-item"] : []), option("unit", unit),
    ].join(" ");
  }

  /** The command that lists the events behind a row. */
  explanation(row, { isRolledUp = false, day = this.at } = {}) {
    const option = (name, value) => `--${name}=${shellWord(value)}`;
    const named = isRolledUp ? this.#narrower(this.district, row.district) : row.district;
    return [
      "waybill", "log", ...this.options(day),
      ...(row.shipment ? [option("shipment", row.shipment)] : []),
      option("district", named), ...(isRolledUp ? [] : ["--exact-district"]),
      ...(this.donor && !row.shipment ? [option("donor", this.donor)] : []),
      option("item", row.item), "--exact-item", option("unit", row.unit),
    ].join(" ");
  }
}
