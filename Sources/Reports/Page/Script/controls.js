// The panel of sliders, filters and choices, and the keys: all of it changes the view.

/** Names of the goods that pictures can show: kinds of items, each in one unit; the most used first. */
function goodsChoices(source) {
  const counts = new Map();
  for (const { item, unit, count } of source.goods) {
    for (const path of pathAndAbove(item)) {
      const key = `${path}\0${unit}`;
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  const choices = [...counts].map(([key, count]) => {
    const [item, unit] = key.split("\0");
    return { item, unit, count };
  });
  return choices.sort((left, right) => right.count - left.count || byName(left.item, right.item) ||
    byName(left.unit, right.unit));
}

class Controls {
  constructor(view, source, update) {
    Object.assign(this, { view, source, update });
    this.goods = goodsChoices(source);
    this.elements = this.#make();
  }

  #make() {
    const { view, source } = this;
    const change = act => event => { act(event.target.value); this.update(); };
    const { first, last } = view.range;
    this.at = element("input", { type: "range", id: "at", min: first, max: last,
      step: view.stride, oninput: change(value => view.moveTo(Number(value))) });
    this.atDate = element("input", { type: "date", id: "at-date", min: dayText(first),
      max: dayText(last), "aria-label": say("at.date"),
      onchange: change(value => view.moveTo(dayOf(value) ?? view.at)) });
    this.play = element("button", { type: "button", id: "play", onclick: () => this.toggle() });
    const step = (id, days, sign) => element("button", { type: "button", id,
      "aria-label": say(id), onclick: () => this.step(days) }, sign);
    this.known = element("input", { type: "range", id: "known", min: 0,
      max: source.knownDays.length, step: 1,
      oninput: change(value => { view.known = source.knownDays[Number(value)] ?? null; }) });
    this.knownText = element("output", { for: "known" });
    this.filters = {};
    const filter = (key, names) => {
      const list = element("datalist", { id: `${key}-names` },
        ...names.map(name => element("option", { value: name })));
      const input = element("input", { id: key, list: list.id, autocomplete: "off",
        placeholder: say("all"), onchange: change(value => { view[key] = value.trim(); }) });
      this.filters[key] = { input, names };
      return element("label", {}, say(`filter.${key}`), input, list);
    };
    const items = [...new Set(this.goods.map(({ item }) => item))].sort(byName);
    this.goodsChoice = element("select", { id: "goods", onchange: change(value => {
      const { item, unit } = this.goods[Number(value)];
      view.goods = { item, unit };
    }) }, ...this.goods.map(({ item, unit }, place) =>
      element("option", { value: String(place) }, `${item}, ${unit}`)));
    const depths = Math.max(1, ...source.districts().map(path => path.split("/").length));
    this.depthChoice = element("select", { id: "depth", onchange: change(value => {
      view.depth = Number(value) || null;
    }) }, element("option", { value: "" }, say("depth.fitting")),
    ...Array.from({ length: depths }, (_, place) =>
      element("option", { value: String(place + 1) }, sayCount("depth", place + 1))));
    this.clear = element("button", { type: "button", id: "clear", onclick: () => {
      view.reset();
      this.update();
    } }, say("clear"));
    return [element("section", { class: "controls", "aria-label": say("controls") },
      element("div", { class: "clock" },
        element("label", { for: "at" }, say("at")), this.atDate,
        element("span", { class: "buttons" }, step("back", -1, "◂"), this.play, step("forward", 1, "▸")),
        this.at),
      source.hasKnownDays ? element("div", { class: "clock" },
        element("label", { for: "known" }, say("known")), this.knownText, this.known) : null,
      element("div", { class: "filters" }, filter("district", source.districts()),
        filter("item", items), filter("donor", source.donors()),
        element("label", {}, say("goods"), this.goodsChoice),
        element("label", {}, say("depth"), this.depthChoice), this.clear),
      this.unknown = element("p", { class: "note", role: "status" })),
    element("p", { class: "hint" }, say(source.hasKnownDays ? "keys" : "keys.weeks"))];
  }

  /** Shows what the view is. */
  show() {
    const { view, source } = this;
    this.at.value = String(view.at);
    this.at.setAttribute("aria-valuetext", dayText(view.at));
    this.atDate.value = dayText(view.at);
    this.play.textContent = this.timer ? "❚❚" : "▶";
    this.play.setAttribute("aria-label", say(this.timer ? "pause" : "play"));
    const { knownDays } = source;
    const place = view.known === null
      ? knownDays.length : knownDays.filter(day => day <= view.known).length - 1;
    this.known.value = String(Math.max(place, 0));
    const known = view.known === null
      ? view.data.knownAt ?? say("known.all") : dayText(view.known);
    this.known.setAttribute("aria-valuetext", known);
    this.knownText.textContent = known;
    for (const [key, { input }] of Object.entries(this.filters)) input.value = view[key];
    this.#showUnknown();
    const goods = this.chosenGoods;
    this.goodsChoice.value = String(this.goods.findIndex(
      ({ item, unit }) => item === goods.item && unit === goods.unit));
    this.depthChoice.value = view.depth === null ? "" : String(view.depth);
  }

  /** Says which filters name nothing that the page has, and what was probably meant. */
  #showUnknown() {
    const { view } = this;
    const unknown = Object.entries(this.filters)
      .filter(([key, { names }]) => view[key] !== "" && !names.includes(view[key]));
    this.unknown.hidden = unknown.length === 0;
    fill(this.unknown, ...unknown.flatMap(([key, { names }]) => {
      const near = nearest(view[key], names);
      return [say("unknown", { name: view[key], filter: say(`filter.${key}`) }) + " ",
        near === null ? null : element("button", { type: "button", onclick: () => {
          view[key] = near;
          this.update();
        } }, say("unknown.near", { name: near })), " "];
    }));
  }

  /** The goods that were chosen, or the most used ones that the filter shows. */
  get chosenGoods() {
    const { goods, item } = this.view;
    const shownGoods = this.goods.find(one => !item || isAtOrBelow(one.item, item));
    return goods ?? shownGoods ?? this.goods[0] ?? { item: "", unit: "" };
  }

  step(count) {
    this.pause();
    this.view.moveBy(count);
    this.update();
  }

  toggle() {
    if (this.timer) return this.pause();
    const { view } = this;
    const { first, last } = view.range;
    if (view.at >= last) view.moveTo(first);
    // The whole course takes half a minute at most; nothing is to be seen behind the last change.
    const end = Math.min(last, this.source.lastChange);
    const steps = Math.max(1, Math.ceil((end - first) / view.stride / 240));
    this.timer = setInterval(() => {
      view.moveBy(view.at >= end ? Infinity : steps);
      if (view.at >= last) this.pause();
      this.update();
    }, 125);
    this.update();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.update();
  }

  /** Does what a key is for, unless something else has the keys. */
  key(event) {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    const isPressing = /^(BUTTON|SUMMARY)$/.test(event.target.tagName) && event.key === " ";
    // A wide table is scrolled by the same keys.
    const isScrolling = event.target.classList?.contains("wide");
    if (isTyping || isPressing || isScrolling) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { view } = this;
    const acts = {
      " ": () => this.toggle(), ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1),
      Home: () => { view.moveTo(view.range.first); this.update(); },
      End: () => { view.moveTo(view.range.last); this.update(); },
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}

/** The known name that is most like one that nothing has: one that holds it, or differs in few letters. */
function nearest(text, names) {
  const wanted = text.toLowerCase();
  const holding = names.find(name => name.toLowerCase() === wanted) ??
    names.find(name => name.toLowerCase().includes(wanted));
  if (holding !== undefined) return holding;
  const most = Math.min(2, Math.floor(wanted.length / 4));
  const [near] = names.map(name => ({ name, distance: distance(wanted, name.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  return near && near.distance <= most ? near.name : null;
}

/** How many letters have to be added, taken away or exchanged to make one text of another. */
function distance(left, right) {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  [...left].forEach((letter, line) => {
    const next = [line + 1];
    [...right].forEach((other, place) => next.push(
      Math.min(row[place + 1] + 1, next[place] + 1, row[place] + (letter === other ? 0 : 1))));
    row = next;
  });
  return row.at(-1);
}
