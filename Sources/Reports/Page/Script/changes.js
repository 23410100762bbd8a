// Corrections and late reports: what was learned between two reports.

/**
 * What was learned between the reports of two days, each by what was known on its day, of what had
 * happened by the earlier one: the corrections, late facts and other promised days of `waybill diff`.
 */
function changesBetween(log, filter, from, to) {
  const [earlier, later] = [log.inForce(from), log.inForce(to)];
  const counts = (event, day, versions) =>
    event.type !== "voided" && event.day <= day && versions.has(event);
  const factOf = event => later.factOf(event);
  const versions = new Map(log.events.map(event => [factOf(event), []]));
  for (const event of log.events) versions.get(factOf(event)).push(event);
  const isCorrection = event => !earlier.has(event) && versions.get(factOf(event)).some(
    other => other !== event && other.recordedOn <= from);
  const changed = new Set();
  const leaving = new Set();
  const found = [];
  for (const event of log.events) {
    const [before, after] = [counts(event, from, earlier), counts(event, to, later)];
    if (before === after) continue;
    if (before) leaving.add(event);
    if (before || isCorrection(event)) changed.add(factOf(event));
    else if (event.type === "rescheduled") found.push({ kind: "rescheduled", old: null, now: event });
    else if (event.day <= from) found.push({ kind: "late", old: null, now: event });
  }
  for (const fact of changed) {
    const known = versions.get(fact).filter(event => earlier.has(event));
    const left = known.filter(event => leaving.has(event));
    const winner = later.winnerOf(fact);
    found.push({ kind: "correction", old: (left.length ? left : known).at(-1) ?? null,
      now: winner === null ? null : log.events[winner] });
  }
  const order = ["correction", "late", "rescheduled"];
  const event = change => change.now ?? change.old;
  return found.filter(({ old, now }) => [old, now].some(one => one && isShown(log, one, filter)))
    .sort((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind) ||
      event(left).day - event(right).day || event(left).rank - event(right).rank);
}

/** Whether an event is one of those that a listing with a filter shows. */
function isShown({ names }, event, { district, item, donor }) {
  const isBelow = (number, path) => number !== null && isAtOrBelow(names[number], path);
  return (!district || isBelow(event.district, district) || isBelow(event.from, district)) &&
    (!item || event.items.some(one => isBelow(one.item, item))) &&
    (!donor || isBelow(event.donor, donor));
}

/** A change as a row: what was said before beside what is said now. */
function changeRow(names, { kind, old, now }) {
  const event = now ?? old;
  const place = [now, old].find(one => one && one.district !== null) ?? event;
  const { reason, recordedBy, source, note } = event.texts;
  return {
    kind, day: event.day, recordedOn: event.recordedOn,
    shipment: place.shipment === null ? "" : names[place.shipment],
    district: place.district === null ? "" : names[place.district],
    before: old ? described(names, old) : "",
    now: now ? described(names, now) : say("change.gone"),
    reason: [reason, recordedBy, source, note].filter(Boolean).join("; "),
  };
}

/** What an event says: `delivered 2020-03-08: mask 1,800 piece, 200 damaged`. */
function described(names, event) {
  const items = event.items.map(({ item, unit, quantity, qualifier, damaged, missing }) => {
    const sign = ["", "~", "≥"][qualifier];
    const parts = [`${names[item]} ${quantity === null ? "?" : sign + shown(quantity)} ${names[unit]}`];
    if (damaged) parts.push(say("damaged", { n: shown(damaged) }));
    if (missing) parts.push(say("missing", { n: shown(missing) }));
    return parts.join(", ");
  });
  const expected = event.expectedOn === null ? [] : [say("expected", { day: dayText(event.expectedOn) })];
  return `${say(`type.${event.type}`)} ${dayText(event.day)}: ${[...items, ...expected].join("; ")}`
    .replace(/: $/, "");
}

/** A correction or late report that a large log's page was given in words. */
const givenChange = ([kind, day, recordedOn, shipment, district, before, now, reason]) =>
  ({ kind, day, recordedOn, shipment, district, before, now, reason });
