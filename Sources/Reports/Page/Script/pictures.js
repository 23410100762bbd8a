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

const ruler = document.createElement("canvas").getContext("2d");

/** How wide a text is in a picture. */
function textWidth(text) {
  ruler.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

/** A text, or what fits a width of it: of a path the last names, of the rest the first letters. */
function shortened(text, isPath, width) {
  const names = isPath ? text.split("/") : [text];
  const ends = names.map((_, place) => (place ? "…/" : "") + names.slice(place).join("/"));
  const fitting = ends.find(end => textWidth(end) <= width);
  if (fitting !== undefined) return fitting;
  const letters = [...ends.at(-1)];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
}

/** A text that is shortened to a width; the whole of it is its title. */
function label(text, isPath, x, y, anchor, width) {
  const fitting = shortened(text, isPath, width);
  return shape("text", { x, y, "text-anchor": anchor }, fitting,
    fitting === text ? null : shape("title", {}, text));
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
    ...stages.filter(stage => row.asks || stage !== "requested").map(stage => element(
      "div", { class: `stage ${stage}` },
      element("span", { class: "name" }, say(`stage.${stage}`)),
      shape("svg", { class: "bar", width: "100%", height: 14, "aria-hidden": "true" },
        shape("rect", { class: "track", width: "100%", height: 14, rx: 2 }),
        shape("rect", { class: "amount", height: 14, rx: 2,
          width: `${fixed(share(row[stage], most) * 100)}%` })),
      element("span", { class: "number" },
        withUnstated(row[stage], row.unstated(stage), shown)))))));
}

/** The greatest depth at which districts are few enough for a picture. */
function depthFor(districts, most) {
  let depth = 1;
  const count = names => new Set(districts.map(district => cut(district, names))).size;
  const deepest = Math.max(1, ...districts.map(district => district.split("/").length));
  while (depth < deepest && count(depth + 1) <= most) depth += 1;
  return depth;
}

/** Flows between the same donor and district, of the same item, as one. */
function summedFlows(flows) {
  const sums = new Map();
  for (const flow of flows) {
    const key = `${flow.donor}\0${flow.district}\0${flow.item}`;
    if (!sums.has(key)) sums.set(key, { ...flow, given: 0n, unstated: 0, jointly: [] });
    const sum = sums.get(key);
    sum.given += flow.given;
    sum.unstated += flow.unstated;
    sum.jointly = [...new Set([...sum.jointly, ...flow.jointly])].sort(byName);
  }
  return [...sums.values()].sort((left, right) => compare(right.given, left.given));
}

/** A donor with those who give with it: `A, with B, C`. */
const givers = (donor, jointly) => {
  const name = donor ?? say("donor.none");
  return jointly.length ? say("donor.with", { donor: name, others: jointly.join(", ") }) : name;
};

/** What flows give by the name that `pick` finds for each, the greatest first. */
function nodesOf(flows, pick) {
  const nodes = new Map();
  for (const flow of flows) {
    const name = pick(flow);
    if (!nodes.has(name)) nodes.set(name, { name, given: 0n, unstated: 0, jointly: new Set() });
    const node = nodes.get(name);
    node.given += flow.given;
    node.unstated += flow.unstated;
    for (const giver of flow.jointly) node.jointly.add(giver);
  }
  return [...nodes.values()].sort((left, right) => compare(right.given, left.given) ||
    compare(left.name, right.name));
}

/** The nodes of one side, the least of them as one where there are more than a picture has room for. */
function side(flows, pick, limit) {
  const nodes = nodesOf(flows, pick);
  const kept = nodes.length > limit ? nodes.slice(0, limit - 1) : nodes;
  const names = new Set(kept.map(({ name }) => name));
  const others = sayCount("others", nodes.length - kept.length);
  const nameOf = flow => (names.has(pick(flow)) ? pick(flow) : others);
  const rest = nodesOf(flows.filter(flow => !names.has(pick(flow))), () => others);
  for (const node of rest) node.jointly.clear();
  return { nodes: [...kept, ...rest], nameOf };
}

/** Sorts what was given by whom to whom into the nodes and ribbons of a picture with few of each. */
function flowLayout(flows, limit) {
  const donors = side(flows, flow => flow.donor ?? say("donor.none"), limit);
  const districts = side(flows, flow => flow.district, limit);
  const items = nodesOf(flows, flow => flow.item).map(({ name }) => name);
  const ribbons = new Map();
  for (const flow of flows) {
    const [from, to, item] = [donors.nameOf(flow), districts.nameOf(flow), flow.item];
    const key = `${from}\0${to}\0${item}`;
    if (!ribbons.has(key)) ribbons.set(key, { from, to, item, given: 0n, unstated: 0 });
    ribbons.get(key).given += flow.given;
    ribbons.get(key).unstated += flow.unstated;
  }
  for (const node of donors.nodes) node.title = givers(node.name, [...node.jointly].sort(byName));
  for (const node of districts.nodes) node.title = node.name;
  const place = (nodes, name) => nodes.findIndex(node => node.name === name);
  const sorted = [...ribbons.values()].sort((one, other) =>
    place(donors.nodes, one.from) - place(donors.nodes, other.from) ||
    place(districts.nodes, one.to) - place(districts.nodes, other.to));
  return { donors: donors.nodes, districts: districts.nodes, items, ribbons: sorted };
}

/** Who gives what to whom: donors on the left, districts on the right, a ribbon for each item. */
function flowPicture(flows, width) {
  if (!flows.length) return null;
  const layout = flowLayout(flows, 12);
  const total = layout.donors.reduce((sum, node) => sum + node.given, 0n);
  const gap = 30;
  const count = Math.max(layout.donors.length, layout.districts.length);
  const bands = Math.max(120, count * 16);
  const height = bands + count * gap;
  // As much room as names and amounts take, and some for the ribbons on a small screen.
  const widest = Math.max(...[...layout.donors, ...layout.districts].flatMap(
    ({ title, given, unstated }) => [title, withUnstated(given, unstated)]).map(textWidth));
  const margin = Math.min(Math.max(widest + 10, 60), width * (width < 600 ? 0.36 : 0.4));
  const [x0, x1] = [margin + 8, width - margin - 8];
  const left = placed(layout.donors, total, bands, height, gap);
  const right = placed(layout.districts, total, bands, height, gap);
  const ribbon = ({ from, to, item, given, unstated }) => {
    const thickness = share(given, total) * bands;
    const [donor, district] = [left.get(from), right.get(to)];
    const [y0, y1] = [donor.next, district.next];
    donor.next += thickness;
    district.next += thickness;
    const middle = (x0 + x1) / 2;
    return shape("path", {
      class: `ribbon item-${Math.min(layout.items.indexOf(item), 5)}`,
      d: `M${fixed(x0)} ${fixed(y0)}C${fixed(middle)} ${fixed(y0)} ${fixed(middle)} ${fixed(y1)} ` +
        `${fixed(x1)} ${fixed(y1)}V${fixed(y1 + Math.max(thickness, 1))}` +
        `C${fixed(middle)} ${fixed(y1 + thickness)} ${fixed(middle)} ${fixed(y0 + thickness)} ` +
        `${fixed(x0)} ${fixed(y0 + Math.max(thickness, 1))}Z`,
    }, shape("title", {},
      `${donor.title} → ${district.title}: ${withUnstated(given, unstated)} ${item}`));
  };
  const node = ({ name, title, given, unstated, top, size }, isLeft) => {
    const exact = withUnstated(given, unstated);
    const [x, anchor] = isLeft ? [margin - 6, "end"] : [width - margin + 6, "start"];
    return shape("g", {},
      shape("rect", { class: "node", x: isLeft ? margin : width - margin - 8, y: fixed(top), width: 8,
        height: fixed(Math.max(size, 1)) }),
      label(title, title === name, x, fixed(top + size / 2 - 1), anchor, margin - 6),
      shape("text", { class: "number", x, y: fixed(top + size / 2 + 12), "text-anchor": anchor },
        textWidth(exact) > margin - 6 ? withUnstated(given, unstated, rounded) : exact));
  };
  return [
    shape("svg", { class: "flow", viewBox: `0 0 ${width} ${fixed(height)}`, width, height:
      fixed(height), role: "img", "aria-label": sayCount("picture.flow", layout.ribbons.length) },
    ...layout.ribbons.map(ribbon), ...[...left.values()].map(one => node(one, true)),
    ...[...right.values()].map(one => node(one, false))),
    element("ul", { class: "legend" }, ...legend(layout.items).map((item, place) => element(
      "li", {}, swatch(`item-${place}`), item)))];
}

/** The colour of a legend's entry; a picture, so that it stands on paper, too. */
const swatch = name => shape("svg", { class: "swatch", width: 14, height: 14, "aria-hidden": "true" },
  shape("rect", { class: name, width: 14, height: 14, rx: 3 }));

/** The names of the colours: there are six, of which the last is for all other items. */
const legend = items => (items.length <= 6
  ? items : [...items.slice(0, 5), sayCount("others", items.length - 5)]);

/** Where the nodes of one side stand, and where their next ribbon begins. */
function placed(nodes, total, bands, height, gap) {
  const places = new Map();
  const used = bands + nodes.length * gap;
  let top = (height - used) / 2 + gap / 2;
  for (const node of nodes) {
    const size = share(node.given, total) * bands;
    places.set(node.name, { ...node, top, size, next: top });
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

/** The days that a course shows: to its end, or a little beyond the last change where that is long ago. */
function courseDays(course, { first, last }) {
  const changed = Math.max(first, course.at(-1)?.day ?? first);
  const end = changed + Math.max(7, Math.ceil((changed - first) / 10));
  return { first, last: end < last - (end - first) ? end : last };
}

/** The course over time: what was delivered, and above it what was still to come. */
function coursePicture(course, days, at, width) {
  const height = 260;
  const box = { left: 64, right: width - 16, top: 16, bottom: height - 28 };
  const given = point => point.delivered + point.outstanding;
  const most = greatest(0n, ...course.map(given));
  if (most === 0n) return null;
  const { step, top } = scale(most);
  const span = Math.max(days.last - days.first, 1);
  const x = day => fixed(box.left +
    ((Math.min(day, days.last) - days.first) / span) * (box.right - box.left));
  const y = number => fixed(box.bottom - (number / top) * (box.bottom - box.top));
  const number = amount => Number(amount) / 1000;
  // Each value holds until the day of the next one.
  const steps = value => course.map((point, place) =>
    `${place ? `H${x(point.day)}V` : `M${x(point.day)} `}${y(number(value(point)))}`).join("") +
    `H${x(days.last)}`;
  const delivered = point => point.delivered;
  const area = value => `${steps(value)}V${y(0)}H${x(course[0].day)}Z`;
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, place) => place * step);
  const last = course.filter(point => point.day <= at).at(-1) ??
    { delivered: 0n, outstanding: 0n, unstated: 0 };
  const picture = shape("svg", { class: "course", viewBox: `0 0 ${width} ${height}`, width, height,
    role: "img", "aria-label": say("picture.course", {
      at: dayText(at), given: withUnstated(given(last), last.unstated, shown),
      delivered: shown(last.delivered),
      outstanding: withUnstated(last.outstanding, last.unstated, shown) }) },
  ...lines.flatMap(value => [
    shape("line", { class: "grid", x1: box.left, x2: box.right, y1: y(value), y2: y(value) }),
    shape("text", { x: box.left - 6, y: y(value) + 4, "text-anchor": "end", class: "number" },
      rounded(BigInt(Math.round(value * 1000)))),
  ]),
  shape("path", { class: "given area", d: area(given) }),
  shape("path", { class: "delivered area", d: area(delivered) }),
  shape("path", { class: "given line", d: steps(given) }),
  shape("path", { class: "delivered line", d: steps(delivered) }),
  shape("line", { class: "cursor", x1: x(at), x2: x(at), y1: box.top, y2: box.bottom }),
  shape("text", { x: box.left, y: height - 8 }, dayText(days.first)),
  shape("text", { x: box.right, y: height - 8, "text-anchor": "end" }, dayText(days.last)));
  return [picture, element("ul", { class: "legend" },
    element("li", {}, swatch("outstanding"), say("stage.outstanding")),
    element("li", {}, swatch("delivered"), say("stage.delivered")))];
}
