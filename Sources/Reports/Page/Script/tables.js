// Tables that sort, search, open and close, and name the command behind each row.

/** Makes an element with attributes and children; texts become text, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** A command that is broken between its words only, as far as they fit. */
function commandCode(command) {
  return element("code", {},
    ...command.split(" ").flatMap((word, place) => [place ? " " : null, element("span", {}, word)]));
}

/** A text that may be broken behind the names of a path, or behind another sign. */
function breakable(text, sign = "/") {
  const parts = text.split(sign).map((part, place, all) => (place < all.length - 1 ? part + sign : part));
  return parts.flatMap((part, place) => (place ? [document.createElement("wbr"), part] : [part]));
}

/** Replaces what an element holds, where that changes anything. */
function fill(parent, ...children) {
  parent.replaceChildren(...children.filter(child => child !== null && child !== undefined));
}

/**
 * A table of rows. A column has a key, a title, a `value` by which it sorts and a `text` to show; its
 * kind is `text`, `amount` or `day`.
 */
class DataTable {
  constructor(name, columns, settings, update) {
    Object.assign(this, { name, columns, settings, update });
    this.rowLimit = 100;
    this.search = element("input", {
      type: "search", "aria-label": say("search.label", { table: say(`section.${name}`) }),
      placeholder: say("search"),
      oninput: () => { this.settings.search[name] = this.search.value; this.update(); },
    });
    this.count = element("span", { class: "count", role: "status" });
    this.head = element("thead");
    this.body = element("tbody");
    this.table = element(
      "table", { id: `table-${name}` },
      element("caption", { class: "hidden" }, say(`section.${name}`)), this.head, this.body);
    this.more = element("button", { type: "button", class: "more", onclick: () => {
      this.rowLimit = this.rowLimit === Infinity ? 100 : Infinity;
      this.update();
    } });
    this.note = element("p", { class: "note" });
    this.root = element(
      "div", { class: "data" },
      element("div", { class: "bar" }, this.search, this.count), this.note,
      element("div", { class: "wide", tabindex: "0", role: "region",
        "aria-label": say(`section.${name}`) }, this.table),
      this.more);
    this.#makeHead();
  }

  #makeHead() {
    fill(this.head, element("tr", {}, ...this.columns.map(column => element(
      "th", { scope: "col", class: column.kind, "data-key": column.key },
      element("button", { type: "button", onclick: () => this.#sort(column.key) },
        column.title))), this.columns.some(column => column.key === "district" || column.command)
      ? element("th", { scope: "col", class: "how" },
        element("span", { class: "hidden" }, say("explain"))) : null));
  }

  #sort(key) {
    const sort = this.settings.sort[this.name];
    const isAmount = this.columns.find(column => column.key === key).kind !== "text";
    if (sort?.key !== key) this.settings.sort[this.name] = { key, down: isAmount };
    else if (sort.down === isAmount) this.settings.sort[this.name] = { key, down: !isAmount };
    else delete this.settings.sort[this.name];
    this.update();
  }

  /** The rows that are searched for, in the order that is asked for. */
  #chosen(rows) {
    const search = searched(this.settings.search[this.name] ?? "");
    const found = search === "" ? [...rows] : rows.filter(row => this.columns.some(
      column => searched(column.text(row)).includes(search)));
    const sort = this.settings.sort[this.name];
    const column = sort && this.columns.find(({ key }) => key === sort.key);
    if (!column) return found;
    const value = row => column.value(row);
    return found.sort((left, right) => {
      const [a, b] = [value(left), value(right)];
      // What has no value stands last, whichever way.
      if (a === null || b === null) return (a === null) - (b === null);
      return sort.down ? compare(b, a) : compare(a, b);
    });
  }

  /** Shows rows; `command` names the command that explains one, and `note` stands above them. */
  show(rows, { none = say("nothing"), command, note = "" } = {}) {
    const { search } = this.settings;
    this.note.textContent = note;
    this.note.hidden = note === "";
    if (document.activeElement !== this.search) this.search.value = search[this.name] ?? "";
    const chosen = this.#chosen(rows);
    const sort = this.settings.sort[this.name];
    for (const head of this.head.querySelectorAll("th[data-key]")) {
      if (sort?.key !== head.dataset.key) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
    }
    this.count.textContent = chosen.length === rows.length
      ? sayCount("rows", rows.length)
      : say("rows.found", { n: chosen.length, all: rows.length });
    const shownRows = this.isPrinting ? chosen : chosen.slice(0, this.rowLimit);
    fill(this.body, ...shownRows.map(row => this.#row(row, command)), chosen.length ? null
      : element("tr", {}, element(
        "td", { colspan: String(this.columns.length + 1), class: "none" }, none)));
    this.more.hidden = chosen.length <= 100;
    this.more.setAttribute("aria-expanded", String(this.rowLimit === Infinity));
    this.more.textContent = this.rowLimit === Infinity
      ? say("fewer") : say("more", { n: chosen.length - shownRows.length });
  }

  #row(row, command) {
    const cells = this.columns.map((column, place) => {
      const text = column.text(row);
      const cell = element(
        place === 0 ? "th" : "td",
        { class: [column.kind, column.role?.(row) ?? ""].join(" ").trim(),
          scope: place === 0 ? "row" : null, "data-title": column.title,
          "data-value": column.plain ? column.plain(row) : null });
      if (place === 0 && row.toggle) cell.append(row.toggle());
      else cell.append(...breakable(text));
      return cell;
    });
    const explanation = command?.(row);
    return element("tr", { class: row.rank ?? null }, ...cells,
      explanation === undefined ? null : element("td", { class: "how" }, element(
        "button", { type: "button", class: "explain", title: explanation,
          "aria-label": say("explain.row", { row: this.#nameOf(row) }), "aria-expanded": "false",
          onclick: event => this.#explain(event.currentTarget, explanation) }, "?")));
  }

  /** What a row is about, so that its button has a name of its own. */
  #nameOf(row) {
    return this.columns.filter(column => column.isName).map(column => column.text(row))
      .filter(Boolean).join(", ");
  }

  /** Opens the row's command below it, or closes it again. */
  #explain(button, command) {
    const row = button.closest("tr");
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) return row.nextElementSibling.remove();
    const answer = element("td", { colspan: String(row.cells.length), role: "status" });
    row.after(element("tr", { class: "answer" }, answer));
    fill(answer, say("explained.by") + " ", commandCode(command));
  }
}

/** A text as it is compared: without case, and amounts without their thousands separated. */
const searched = text => text.toLowerCase().replace(/(\d),(?=\d{3})/g, "$1");

/** The columns that together name a row. */
const nameKeys = ["shipment", "donor", "district", "item", "unit", "day"];

/** A column of texts. */
const textColumn = (key, text, role) => ({
  key, kind: "text", isName: nameKeys.includes(key), title: say(`column.${key}`), value: row => text(row) || null, text: row =>
    text(row) ?? "", role });

/** A column of exact amounts; `text` may say more than the amount. */
const amountColumn = (key, amount, text = row => shownOrBlank(amount(row)), role) => ({
  key, kind: "amount", title: say(`column.${key}`), value: amount, text,
  plain: row => plain(amount(row)), role });

/** A column of days. */
const dayColumn = (key, day) => ({
  key, kind: "day", isName: nameKeys.includes(key), title: say(`column.${key}`), value: day,
  text: row => (day(row) === null ? "" : dayText(day(row))) });
