// The page: controls, sections, and how they follow the view.

class Page {
  constructor(data) {
    this.data = data;
    this.source = data.form === "events" ? new EventSource(data) : new WeekSource(data);
    this.view = new View(this.source, data);
    this.controls = new Controls(this.view, this.source, () => this.update());
    this.root = document.getElementById("live");
    this.root.append(...this.controls.elements);
    this.#makeSections();
    this.view.read(location.hash);
    this.keptHash = location.hash;
    addEventListener("hashchange", () => {
      this.keptHash = location.hash;
      if (location.hash.slice(1) === this.view.address) return;
      this.view.read(location.hash);
      this.update();
    });
    addEventListener("keydown", event => this.controls.key(event));
    addEventListener("resize", () => this.update());
    // On paper nothing can be asked for: all rows stand there.
    const print = isPrinting => {
      for (const table of Object.values(this.tables)) table.isPrinting = isPrinting;
      this.render();
    };
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    this.render();
  }

  // Sections

  #makeSections() {
    this.sections = {};
    const section = (name, ...children) => {
      const command = element("p", { class: "by" });
      this.sections[name] = { command };
      this.root.append(element("section", { id: name, "aria-labelledby": `${name}-title` },
        element("h2", { id: `${name}-title` }, say(`section.${name}`)),
        element("p", { class: "about" }, say(`about.${name}`)), command, ...children));
    };
    const place = name => (this.sections[name].content = element("div", { class: "content" }));
    section("headline");
    document.getElementById("headline").append(place("headline"));
    for (const name of ["pipeline", "flow", "course"]) {
      section(name);
      const behind = element("details", { class: "behind" },
        element("summary", {}, say("behind")), element("div", {}));
      this.sections[name].behind = behind.lastChild;
      document.getElementById(name).append(place(name), behind);
    }
    this.tables = {};
    const table = (name, columns, parent) => {
      this.tables[name] = new DataTable(name, columns, this.view, () => this.update());
      (parent ?? document.getElementById(name)).append(this.tables[name].root);
    };
    const district = textColumn("district", row => row.district);
    const goods = [textColumn("item", row => row.item), textColumn("unit", row => row.unit)];
    const amounts = keys => keys.map(key => amountColumn(key, row => row[key]));
    table("pipeline", [district, ...stages.map(stage =>
      amountColumn(stage, row => row[stage],
        row => withUnstated(row[stage], row.unstated(stage), shown)))],
    this.sections.pipeline.behind);
    table("flow", [textColumn("donor", row => givers(row.donor, row.jointly)), district,
      textColumn("item", row => row.item),
      amountColumn("given", row => row.given, row => withUnstated(row.given, row.unstated))],
    this.sections.flow.behind);
    table("course", [dayColumn("day", row => row.day),
      amountColumn("given", row => row.delivered + row.outstanding,
        row => withUnstated(row.delivered + row.outstanding, row.unstated)),
      ...amounts(["delivered"]),
      amountColumn("outstanding", row => row.outstanding,
        row => withUnstated(row.outstanding, row.unstated))], this.sections.course.behind);
    section("pending");
    const late = row => (row.overdueDays ? "alert" : "");
    const lines = [
      textColumn("shipment", row => row.shipment),
      textColumn("donor", row => (row.donor || row.jointly.length
        ? givers(row.donor, row.jointly) : "")),
      { ...district, plain: row => row.district, text: row => (row.among.length
        ? `${row.district} (${row.among.map(name => (name.startsWith(row.district + "/")
          ? name.slice(row.district.length + 1) : name)).join(", ")})` : row.district) },
      ...goods,
      amountColumn("outstanding", row => row.outstanding,
        row => withUnstated(row.outstanding, row.unspecified, rough(row.qualifier))),
      dayColumn("expectedOn", row => row.expectedOn),
      { key: "overdueDays", kind: "amount", title: say("column.overdueDays"),
        value: row => row.overdueDays, role: late, plain: row => String(row.overdueDays),
        text: row => (row.overdueDays ? sayCount("days", row.overdueDays) : "") },
      textColumn("status", row => say(`status.${row.status}`)),
      amountColumn("delivered", row => row.delivered),
      { key: "ageDays", kind: "amount", title: say("column.ageDays"), value: row => row.ageDays,
        plain: row => String(row.ageDays), text: row => String(row.ageDays) },
    ];
    table("pending", lines);
    this.poolsTitle = element("h3", { id: "pools" });
    document.getElementById("pending").append(this.poolsTitle);
    table("pools", lines, document.getElementById("pending"));
    section("deliveries");
    table("deliveries", [district, ...goods,
      textColumn("status", row => say(`status.${row.status}`),
        row => (row.status === "overdue" ? "alert" : "")),
      ...amounts(["pledged", "purchased", "dispatched", "promised", "delivered", "cancelled",
        "drawnDown"]),
      amountColumn("outstanding", row => row.outstanding,
        row => withUnstated(row.outstanding, row.unspecifiedLines, rough(row.qualifier))),
      amountColumn("overdueQuantity", row => row.overdueQuantity, undefined,
        row => (row.overdueLines ? "alert" : ""))]);
    section("inventory");
    table("inventory", [{ ...district, plain: row => row.district }, ...goods,
      amountColumn("requested", row => row.requested,
        row => withUnstated(row.requested, row.requestedUnspecified, rough(row.requestedQualifier))),
      ...amounts(["received", "transferredIn", "transferredOut", "issued", "adjusted"]),
      amountColumn("onHand", row => row.onHand, row => shown(row.onHand),
        row => (row.onHand < 0n ? "alert" : ""))]);
    section("needs");
    table("needs", [district, ...goods,
      amountColumn("requested", row => row.requested,
        row => withUnstated(row.requested, row.requestedUnspecified, rough(row.requestedQualifier))),
      ...amounts(["received"]),
      amountColumn("outstanding", row => row.outstanding,
        row => withUnstated(row.outstanding, row.unspecifiedLines, rough(row.qualifier))),
      amountColumn("unmet", row => row.unmet,
        row => withUnstated(row.unmet, row.requestedUnspecified, rough(row.unmetQualifier)),
        row => (row.unmet > 0n ? "alert" : "")),
      amountColumn("shared", row => row.beside?.outstanding ?? 0n,
        ({ beside }) => (beside
          ? withUnstated(beside.outstanding, beside.unspecified, rough(beside.qualifier)) : ""))]);
    section("changes");
    this.since = element("input", { type: "date", id: "since", onchange: () => {
      this.view.since = dayOf(this.since.value) ?? this.view.since;
      this.update();
    } });
    document.getElementById("changes").append(
      element("label", { class: "since" }, say("since"), this.since), place("changes"));
    table("changes", [
      textColumn("kind", row => say(`change.${row.kind}`)), dayColumn("day", row => row.day),
      dayColumn("recordedOn", row => row.recordedOn),
      textColumn("shipment", row => row.shipment), textColumn("district", row => row.district),
      textColumn("before", row => row.before), textColumn("now", row => row.now),
      textColumn("reason", row => row.reason)]);
    section("findings");
    document.getElementById("findings").append(place("findings"));
    table("findings", [textColumn("severity", row => say(`severity.${row.severity}`),
      row => (row.severity === "note" ? "" : "alert")),
    textColumn("place", row => row.place), textColumn("message", row => row.message),
    textColumn("fix", row => row.fix)]);
  }

  /** Renders before the next picture is shown, once, however often it is asked for. */
  update() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.render();
    });
  }

  render() {
    const { view, source } = this;
    const { address } = view;
    this.#keepAddress();
    this.controls.show();
    const state = source.state(view.at, view.known);
    const sorted = rows => rows.sort((left, right) => byName(left.district, right.district) ||
      byName(left.item, right.item) || byName(left.unit, right.unit));
    const rows = sorted(state.rows(view.filter));
    // Nobody gives a stock or a need.
    const all = view.donor ? sorted(state.rows({ ...view.filter, donor: "" })) : rows;
    this.#showPictures(state, rows);
    this.#showTables(state, rows, all);
    this.#showHeadline(state, rows, all);
    this.#showDate(state);
    document.documentElement.dataset.shown = `${dayText(view.at)} ${address}`;
  }

  /** Puts the view into the address, a few times a second at most: browsers refuse more. */
  #keepAddress() {
    const keep = () => {
      this.addressTimer = null;
      // Another address was followed, which is about to be read.
      if (location.hash !== this.keptHash) return;
      this.addressTime = performance.now();
      const { address } = this.view;
      history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
      this.keptHash = location.hash;
    };
    const wait = (this.addressTime ?? -Infinity) + 400 - performance.now();
    if (wait <= 0) keep();
    else this.addressTimer ??= setTimeout(keep, wait);
  }

  #showDate(state) {
    const { view } = this;
    const known = view.known === null ? this.data.knownAt : dayText(view.known);
    document.getElementById("made").textContent = say("made", {
      at: dayText(view.at), n: count(state.eventCount),
      known: known ? say("made.known", { known }) : say("made.all") });
  }

  /** Names the command of a section; `donor` says whether it knows the filter by donor. */
  #by(name, command, { day = this.view.at, donor = true } = {}) {
    const isOther = day !== this.view.at;
    fill(this.sections[name].command, isOther ? `${say("as.of", { at: dayText(day) })} ` : null,
      say("by") + " ", commandCode(command),
      donor || !this.view.donor ? null : ` ${say("by.donor", { donor: this.view.donor })}`);
  }

  #showHeadline(state, rows, all) {
    const { view } = this;
    const goods = this.controls.chosenGoods;
    const ofGoods = rows.filter(row => isOfGoods(goods, row.item, row.unit));
    const sum = (list, pick) => list.reduce((total, row) => total + pick(row), 0);
    const total = (key, list = ofGoods) => withUnstated(
      list.reduce((total, row) => total + row[key], 0n), sum(list, row => row.unstated(key)), shown);
    const stocks = all.filter(row => isOfGoods(goods, row.item, row.unit));
    const donor = this.source.sumsByDonor && view.donor !== "";
    const pending = view.command("pending", { donor });
    const [item, more] = [goods.item, donor ? [`--unit=${shellWord(goods.unit)}`] : []];
    const replayed = view.command(donor ? "log" : "replay", { donor, item, more });
    const figures = [
      ["events", count(state.eventCount), `waybill replay ${view.options().join(" ")}`],
      ["open", count(sum(rows, row => row.openLines)), pending],
      ["overdue", count(sum(rows, row => row.overdueLines)), `${pending} --overdue`, "alert"],
      ["waiting", count(new Set(
        rows.filter(row => row.openLines).map(row => row.district)).size), pending],
      ["unmet", count(all.filter(row => row.unmet > 0n).length),
        view.command("needs", { donor: false })],
      ...(goods.item === "" ? [] : [
        ["given", total("given"), replayed], ["delivered", total("delivered"), replayed],
        ["outstanding", total("outstanding"), replayed],
        ["onHand", total("onHand", stocks), view.command("replay", { donor: false, item })]]),
    ];
    const ofWhich = `${goods.item}, ${goods.unit}`;
    fill(this.sections.headline.content, element("ul", { class: "figures" },
      ...figures.map(([key, text, command, role]) => element(
        "li", { class: `figure ${text === "0" ? "" : role ?? ""}`, id: `figure-${key}` },
        element("span", {}, say(`figure.${key}`, { goods: ofWhich })),
        element("strong", { class: text.length > 12 ? "longest" : text.length > 8 ? "long" : null },
          ...breakable(text, ",")),
        commandCode(command)))));
    this.sections.headline.command.hidden = true;
  }

  #showPictures(state, rows) {
    const { view } = this;
    const goods = this.controls.chosenGoods;
    const ofGoods = rows.filter(row => isOfGoods(goods, row.item, row.unit));
    const depth = view.depth ?? depthFor(ofGoods.map(row => row.district), 12);
    const width = Math.max(280, Math.min(this.sections.flow.content.clientWidth, 1100));
    const nothing = () => element("p", { class: "none" }, say("nothing"));
    const { item } = goods;

    const districts = addedUp(ofGoods.map(row => ({ ...row, item: "", unit: "" })),
      district => [cut(district, depth)]);
    districts.sort((left, right) => byName(left.district, right.district));
    const busiest = [...districts].sort((left, right) =>
      compare(right.given + right.requested, left.given + left.requested)).slice(0, 24);
    const pictured = districts.filter(row => busiest.includes(row));
    fill(this.sections.pipeline.content, pictured.length ? pipelinePicture(pictured) : nothing(),
      districts.length > pictured.length
        ? element("p", {}, sayCount("pipeline.more", districts.length - pictured.length)) : null);
    this.tables.pipeline.show(districts,
      { command: ({ district }) => view.goodsExplanation(goods, { district, depth }) });
    this.#by("pipeline", view.command("replay", { donor: false, item, more: [`--depth=${depth}`] }),
      { donor: !this.source.sumsByDonor });

    const flows = state.flows(view.filter)
      .filter(flow => isOfGoods(goods, flow.item, flow.unit) && (flow.given > 0n || flow.unstated))
      .map(flow => ({ ...flow, district: cut(flow.district, depth) }));
    fill(this.sections.flow.content, ...(flowPicture(flows, width) ?? [nothing()]));
    this.tables.flow.show(summedFlows(flows), { command: ({ donor, district, item }) =>
      view.goodsExplanation({ item, unit: goods.unit },
        { district, depth, donor, isExactItem: true, day: view.listedOn }) });
    this.#by("flow", view.command("donors", { item, day: view.listedOn }), { day: view.listedOn });

    const course = this.source.course(goods, view.filter, view.known);
    const days = courseDays(course, view.range);
    fill(this.sections.course.content, ...(coursePicture(course, days, view.at, width) ?? [nothing()]),
      course.length && days.last < view.range.last
        ? element("p", { class: "note" }, say("course.end", { day: dayText(course.at(-1).day) })) : null);
    const ofDay = (day, name) => view.command(name, {
      day, item, donor: this.source.sumsByDonor,
      more: name === "log" ? [`--unit=${shellWord(goods.unit)}`] : [] });
    this.tables.course.show(course, { command: ({ day }) => ofDay(day, "log") });
    this.#by("course", ofDay(view.at, view.donor && this.source.sumsByDonor ? "log" : "replay"));
  }

  #showTables(state, rows, all) {
    const { view, tables } = this;
    const command = row => view.explanation(row);
    this.#showPending(state);

    tables.deliveries.show(rows.filter(row => row.lines), { command });
    this.#by("deliveries", view.command("replay", { donor: false }),
      { donor: !this.source.sumsByDonor });

    const stocks = all.filter(row => row.hasStock);
    // What is searched for or sorted stands alone, wherever in the tree it is.
    const isTree = !view.search.inventory && !view.sort.inventory;
    tables.inventory.show(isTree ? this.#tree(stocks) : stocks.map(ownRow),
      { command: row => view.explanation(row, { isRolledUp: !row.isOwn }) });
    this.#by("inventory", view.command("replay", { donor: false }));

    const needs = all.filter(row => row.asks);
    for (const row of needs) row.beside = state.beside(row);
    needs.sort((left, right) => compare(right.unmet, left.unmet) ||
      right.requestedUnspecified - left.requestedUnspecified);
    tables.needs.show(needs, { command, note: needs.some(row => row.beside === null)
      ? say("needs.large", { at: dayText(this.data.at) }) : "" });
    this.#by("needs", view.command("needs", { donor: false }));

    this.#showChanges();
    this.#showFindings();
  }

  #showPending(state) {
    const { view, tables, data } = this;
    const day = view.listedOn;
    const command = row => view.explanation(row, { day });
    const isPart = data.openLines > data.pending?.length;
    tables.pending.show(state.pending(view.filter), { command, note: isPart ? say(
      "pending.large", { n: count(data.pending.length), all: count(data.openLines) }) : "" });
    this.#by("pending", view.command("pending", { day }), { day });
    const pools = state.pools(view.filter);
    this.poolsTitle.textContent = say("pools", { district: view.district });
    this.poolsTitle.hidden = tables.pools.root.hidden = pools.length === 0;
    tables.pools.show(pools, { command });
  }

  /** Corrections and late reports: those that the page was given, or those between any two days. */
  #showChanges() {
    const { view, source, data } = this;
    const given = data.corrections;
    const { from, to } = given ?? view.compared;
    this.since.value = dayText(from);
    this.since.parentElement.hidden = given !== undefined;
    fill(this.sections.changes.content,
      element("p", { class: "about" }, say("changes.days", { from: dayText(from), to: dayText(to) })));
    const rows = given ? given.rows.map(givenChange) : source.changes(view.filter, from, to)
      .map(change => changeRow(data.names, change));
    this.tables.changes.show(rows, { note: given ? say("changes.large",
      { n: count(rows.length), all: count(given.count) }) : "" });
    const option = (name, value) => (value ? [`--${name}=${shellWord(value)}`] : []);
    this.#by("changes", ["waybill", "diff", ...option("log", data.log), `--from=${dayText(from)}`,
      `--to=${dayText(to)}`, ...(given ? [] : [
        ...option("district", view.district), ...option("item", view.item)])].join(" "),
    { day: given ? data.at : view.at, donor: given !== undefined });
  }

  #showFindings() {
    const { findings, log, at } = this.data;
    this.tables.findings.root.hidden = findings === undefined;
    fill(this.sections.findings.content, findings === undefined ? say("findings.large") : null);
    if (findings) {
      this.tables.findings.show(findings.map(([severity, place, message, fix]) =>
        ({ severity, place, message, fix })), { none: say("findings.none") });
    }
    this.#by("findings", `waybill check${log ? ` --log=${shellWord(log)}` : ""} --at=${dayText(at)}`);
  }

  /** The rows of the districts that are open, each with all that is below it. */
  #tree(rows) {
    const { view } = this;
    const nodes = new Map();
    // What cancels out above stands there, too: it leads to the rows below.
    const sums = addedUp(rows, pathAndAbove);
    sums.sort((left, right) => byName(left.item, right.item) || byName(left.unit, right.unit));
    for (const row of sums) {
      if (!nodes.has(row.district)) nodes.set(row.district, []);
      nodes.get(row.district).push(row);
    }
    const children = new Map();
    for (const path of [...nodes.keys()].sort(byName)) {
      const upper = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
      if (!children.has(upper)) children.set(upper, []);
      children.get(upper).push(path);
    }
    const own = new Map();
    for (const row of rows) {
      if (!own.has(row.district)) own.set(row.district, []);
      own.get(row.district).push(row);
    }
    const shownRows = [];
    const visit = (path, level) => {
      const below = children.get(path) ?? [];
      const isOpen = view.open.has(path);
      nodes.get(path).forEach((row, place) => {
        row.rank = `level-${Math.min(level, 6)}`;
        row.toggle = () => this.#toggle(path, place === 0 && below.length > 0, isOpen);
        shownRows.push(row);
      });
      if (!isOpen) return;
      if (below.length) {
        for (const row of own.get(path) ?? []) {
          shownRows.push(Object.assign(ownRow(row), {
            rank: `own level-${Math.min(level + 1, 6)}`,
            toggle: () => element("span", { class: "leaf" }, say("own", { district: lastName(path) })) }));
        }
      }
      for (const child of below) visit(child, level + 1);
    };
    for (const path of children.get("") ?? []) visit(path, 0);
    return shownRows;
  }

  #toggle(path, hasBelow, isOpen) {
    const name = lastName(path);
    if (!hasBelow) return element("span", { class: "leaf", title: path }, name);
    return element("button", { type: "button", class: "toggle", "aria-expanded": String(isOpen),
      title: path, "data-path": path, onclick: () => {
        if (isOpen) this.view.open.delete(path);
        else this.view.open.add(path);
        this.render();
        this.root.querySelector(`button[data-path="${CSS.escape(path)}"]`)?.focus();
      } }, name);
  }
}

/** A row of one district alone, without what is below it. */
const ownRow = row => Object.assign(Object.create(Row.prototype), row, { isOwn: true });

const lastName = path => path.slice(path.lastIndexOf("/") + 1);

/** A number of things, with its thousands separated. */
const count = number => shown(BigInt(number) * one);

const read = id => JSON.parse(document.getElementById(id).textContent);

words = read("words");
const data = read("data");
nameNumbers = new Map(data.names.map((name, number) => [name, number]));
try {
  new Page(data);
  document.getElementById("static").remove();
} catch (error) {
  // What was written without a script still stands.
  document.documentElement.classList.remove("live");
  document.getElementById("live").replaceChildren();
  throw error;
}
