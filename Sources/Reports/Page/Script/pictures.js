// The pictures: plain SVG, drawn at the width that there is, with the numbers in them.

const svgNamespace = "http://www.w3.org/2000/svg";

function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** A text that is cut to a width; the whole of it is its title. */
function label(text, x, y, anchor, width, className = "") {
  const most = Math.max(3, Math.floor(width / 7));
  const letters = [...text];
  const isLong = letters.length > most;
  return shape(
    "text", { x, y, "text-anchor": anchor, class: className || null },
    isLong ? letters.slice(0, most - 1).join("") + "…" : text,
    isLong ? shape("title", {}, text) : null);
}

const fixed = number => Number(number.toFixed(2));

/** How much of the greatest one an amount is, from 0 to 1. */
function share(amount, most) {
  if (most <= 0n || amount <= 0n) return 0;
  return Number((amount * 100000n) / most) / 100000;
}

const stages = ["requested", "promised", "purchased", "dispatched", "delivered", "outstanding"];

/** The way of the goods in each district: a bar for each stage, all on one scale. */
function pipelinePicture(rows) {
  const most = greatest(0n, ...rows.flatMap(row => stages.map(stage => row[stage])));
  return element("div", { class: "pipelines" }, ...rows.map(row => element(
    "div", { class: "pipeline", role: "group", "aria-label": row.district },
    element("h3", {}, row.district),
    ...stages.filter(stage => row[stage] !== 0n || stage !== "requested").map(stage => element(
      "div", { class: `stage ${stage}` },
      element("span", { class: "name" }, say(`stage.${stage}`)),
      shape("svg", { class: "bar", width: "100%", height: 14, "aria-hidden": "true" },
        shape("rect", { class: "track", width: "100%", height: 14, rx: 2 }),
        shape("rect", { class: "amount", height: 14, rx: 2,
          width: `${fixed(share(row[stage], most) * 100)}%` })),
      element("span", { class: "number" }, shown(row[stage])))))));
}

/** Sorts what was given by whom to whom into the nodes and ribbons of a picture with few of each. */
function flowLayout(flows, limit) {
  const total = pick => {
    const sums = new Map();
    for (const flow of flows) sums.set(pick(flow), (sums.get(pick(flow)) ?? 0n) + flow.given);
    return [...sums].sort((left, right) => compare(right[1], left[1]) || compare(left[0], right[0]));
  };
  const nodes = pick => {
    const sums = total(pick);
    const kept = sums.slice(0, sums.length > limit ? limit - 1 : limit);
    const rest = sums.slice(kept.length).reduce((sum, [, amount]) => sum + amount, 0n);
    const others = sums.length - kept.length;
    return {
      nodes: others ? [...kept, [sayCount("others", others), rest]] : kept,
      nameOf: flow => (kept.some(([name]) => name === pick(flow))
        ? pick(flow) : sayCount("others", others)),
    };
  };
  const donors = nodes(flow => flow.donor ?? say("donor.none"));
  const districts = nodes(flow => flow.district);
  const items = total(flow => flow.item).map(([item]) => item);
  const ribbons = new Map();
  for (const flow of flows) {
    const [from, to, item] = [donors.nameOf(flow), districts.nameOf(flow), flow.item];
    const key = `${from}\0${to}\0${item}`;
    if (!ribbons.has(key)) ribbons.set(key, { from, to, item, given: 0n });
    ribbons.get(key).given += flow.given;
  }
  return { donors: donors.nodes, districts: districts.nodes, items, ribbons: [...ribbons.values()] };
}

/** Who gives what to whom: donors on the left, districts on the right, a ribbon for each item. */
function flowPicture(flows, width) {
  const layout = flowLayout(flows, 12);
  const total = layout.donors.reduce((sum, [, amount]) => sum + amount, 0n);
  if (total === 0n) return null;
  const gap = 30;
  const count = Math.max(layout.donors.length, layout.districts.length);
  const bands = Math.max(120, count * 16);
  const height = bands + count * gap;
  const side = Math.min(260, width * 0.36);
  const left = placed(layout.donors, total, bands, height, gap);
  const right = placed(layout.districts, total, bands, height, gap);
  const order = (list, name) => list.findIndex(([other]) => other === name);
  layout.ribbons.sort((one, other) =>
    order(layout.donors, one.from) - order(layout.donors, other.from) ||
    order(layout.districts, one.to) - order(layout.districts, other.to));
  const outs = new Map([...left].map(([name, node]) => [name, node.top]));
  const ins = new Map([...right].map(([name, node]) => [name, node.top]));
  const ribbons = layout.ribbons.filter(ribbon => ribbon.given > 0n).map(ribbon => {
    const thickness = share(ribbon.given, total) * bands;
    const [y0, y1] = [outs.get(ribbon.from), ins.get(ribbon.to)];
    outs.set(ribbon.from, y0 + thickness);
    ins.set(ribbon.to, y1 + thickness);
    const [x0, x1] = [side + 8, width - side - 8];
    const middle = (x0 + x1) / 2;
    return shape("path", {
      class: `ribbon item-${Math.min(layout.items.indexOf(ribbon.item), 5)}`,
      d: `M${fixed(x0)} ${fixed(y0)}C${fixed(middle)} ${fixed(y0)} ${fixed(middle)} ${fixed(y1)} ` +
        `${fixed(x1)} ${fixed(y1)}V${fixed(y1 + Math.max(thickness, 1))}` +
        `C${fixed(middle)} ${fixed(y1 + thickness)} ${fixed(middle)} ${fixed(y0 + thickness)} ` +
        `${fixed(x0)} ${fixed(y0 + Math.max(thickness, 1))}Z`,
    }, shape("title", {}, `${ribbon.from} → ${ribbon.to}: ${shown(ribbon.given)} ${ribbon.item}`));
  });
  const node = ([name, { top, size, amount }], isLeft) => shape("g", {},
    shape("rect", { class: "node", x: isLeft ? side : width - side - 8, y: fixed(top), width: 8,
      height: fixed(Math.max(size, 1)) }),
    label(name, isLeft ? side - 6 : width - side + 6, fixed(top + size / 2 - 1),
      isLeft ? "end" : "start", side - 6),
    shape("text", { class: "number", x: isLeft ? side - 6 : width - side + 6,
      y: fixed(top + size / 2 + 12), "text-anchor": isLeft ? "end" : "start" },
    shown(amount).length * 7 > side - 6 ? rounded(amount) : shown(amount)));
  return element("div", {},
    shape("svg", { class: "flow", viewBox: `0 0 ${width} ${fixed(height)}`, width, height:
      fixed(height), role: "img", "aria-label": say("picture.flow", { n: layout.ribbons.length }) },
    ...ribbons, ...[...left].map(entry => node(entry, true)),
    ...[...right].map(entry => node(entry, false))),
    element("ul", { class: "legend" }, ...legend(layout.items).map((item, place) => element(
      "li", {}, element("span", { class: `swatch item-${place}`, "aria-hidden": "true" }), item))));
}

/** The names of the colours: there are six, of which the last is for all other items. */
const legend = items => (items.length <= 6
  ? items : [...items.slice(0, 5), sayCount("others", items.length - 5)]);

/** Where the nodes of one side stand. */
function placed(nodes, total, bands, height, gap) {
  const places = new Map();
  const used = bands + nodes.length * gap;
  let top = (height - used) / 2 + gap / 2;
  for (const [name, amount] of nodes) {
    const size = share(amount, total) * bands;
    places.set(name, { top, size, amount });
    top += size + gap;
  }
  return places;
}

/** A round number at or above an amount, in five steps or fewer. */
function scale(most) {
  const number = Math.max(Number(most) / 1000, 1);
  const step = [1, 2, 5, 10].map(factor => factor * 10 ** Math.floor(Math.log10(number / 4)))
    .find(size => size * 5 >= number) ?? number / 4;
  return { step, top: Math.ceil(number / step) * step };
}

/** The course over time: what was delivered, and above it what was still to come. */
function coursePicture(course, range, at, width) {
  const height = 260;
  const box = { left: 64, right: width - 16, top: 16, bottom: height - 28 };
  const most = greatest(0n, ...course.map(point => point.delivered + point.outstanding));
  if (most === 0n) return null;
  const { step, top } = scale(most);
  const span = Math.max(range.last - range.first, 1);
  const x = day => fixed(box.left + ((day - range.first) / span) * (box.right - box.left));
  const y = number => fixed(box.bottom - (number / top) * (box.bottom - box.top));
  const number = amount => Number(amount) / 1000;
  // Each value holds until the day of the next one.
  const steps = value => course.map((point, place) =>
    `${place ? `H${x(point.day)}V` : `M${x(point.day)} `}${y(value(point))}`).join("") +
    `H${x(range.last)}`;
  const promised = point => number(point.delivered + point.outstanding);
  const delivered = point => number(point.delivered);
  const start = course.length ? x(course[0].day) : box.left;
  const area = value => `${steps(value)}V${y(0)}H${start}Z`;
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, place) => place * step);
  const last = course.filter(point => point.day <= at).at(-1);
  return shape("svg", { class: "course", viewBox: `0 0 ${width} ${height}`, width, height,
    role: "img", "aria-label": say("picture.course", last ? {
      at: dayText(at), promised: shown(last.delivered + last.outstanding),
      delivered: shown(last.delivered), outstanding: shown(last.outstanding) } : {}) },
  ...lines.flatMap(value => [
    shape("line", { class: "grid", x1: box.left, x2: box.right, y1: y(value), y2: y(value) }),
    shape("text", { x: box.left - 6, y: y(value) + 4, "text-anchor": "end", class: "number" },
      rounded(BigInt(Math.round(value * 1000)))),
  ]),
  shape("path", { class: "promised area", d: area(promised) }),
  shape("path", { class: "delivered area", d: area(delivered) }),
  shape("path", { class: "promised line", d: steps(promised) }),
  shape("path", { class: "delivered line", d: steps(delivered) }),
  shape("line", { class: "cursor", x1: x(at), x2: x(at), y1: box.top, y2: box.bottom }),
  shape("text", { x: box.left, y: height - 8 }, dayText(range.first)),
  shape("text", { x: box.right, y: height - 8, "text-anchor": "end" }, dayText(range.last)));
}
