// Amounts, days, paths and the page's words, as people read them.
//
// An amount is a BigInt of thousandths: it stays exact, however great it is.

const one = 1000n;

/** An amount of the data: a whole number, or its text where that is beyond 2^53. */
const amountOf = value => BigInt(value);

const greatest = (...amounts) => amounts.reduce((left, right) => (right > left ? right : left));
const least = (left, right) => (right < left ? right : left);
const compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

/** `-1234567.5`: the amount as `waybill replay --format=json` writes it. */
function plain(amount) {
  const size = amount < 0n ? -amount : amount;
  const rest = (size % one).toString().padStart(3, "0").replace(/0+$/, "");
  return (amount < 0n ? "-" : "") + (size / one).toString() + (rest ? "." + rest : "");
}

/** `-1,234,567.5`: with its thousands separated. */
function shown(amount) {
  const [whole, rest] = plain(amount).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest ? `${grouped}.${rest}` : grouped;
}

/** The amount, or nothing where it is zero and not worth reading. */
const shownOrBlank = amount => (amount === 0n ? "" : shown(amount));

/** How sure a sum is, of which so many parts are about so much, and so many at least so much. */
const vaguest = (about, atLeast) => (about ? "about" : atLeast ? "atLeast" : null);

/** How an amount is shown that is so sure: `~2,000`. */
function rough(qualifier) {
  const sign = { about: "~", atLeast: "≥" }[qualifier] ?? "";
  return amount => (amount === 0n ? "" : sign + shown(amount));
}

/** What is stated, with a `?` where some of it is not: `2,000 + ?`. */
function withUnstated(amount, unstated, form = shownOrBlank) {
  if (!unstated) return form(amount);
  return amount === 0n ? "?" : `${form(amount)} + ?`;
}

/** Short enough for a picture: `1.2 M`. */
function rounded(amount) {
  const number = Number(amount) / 1000;
  const size = Math.abs(number);
  for (const [zeros, least] of [[12, 1e12], [9, 1e9], [6, 1e6], [3, 1e4]]) {
    if (size >= least) {
      return say(`size.${zeros}`, { n: Number((number / 10 ** zeros).toPrecision(3)) });
    }
  }
  return shown(amount);
}

const dayLength = 86400000;

/** A day is the number of days since 1970-01-01. */
function dayText(day) {
  const text = new Date(day * dayLength).toISOString();
  return text.slice(0, text.indexOf("T"));
}

/** The day of a text, or null where it is none. */
function dayOf(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? "")) return null;
  const day = Date.parse(text + "T00:00:00Z") / dayLength;
  return Number.isInteger(day) && dayText(day) === text ? day : null;
}

/** A path and those above it, itself first. */
function pathAndAbove(path) {
  const found = [path];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    found.push(path.slice(0, end));
  }
  return found;
}

/** By name, the number that stands for its place in byte order. */
let nameNumbers = new Map();
const byName = (left, right) => nameNumbers.get(left) - nameNumbers.get(right);

const isAtOrBelow = (path, upper) => path === upper || path.startsWith(upper + "/");

/** The first `depth` names of a path. */
const cut = (path, depth) => (depth ? path.split("/").slice(0, depth).join("/") : path);

/** A text for a shell, in quotation marks where it needs them. */
const shellWord = text =>
  /^[A-Za-z0-9_.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

let words = {};

/** The words of a key, with what stands for `{name}` in them. */
function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** A number of things: the words of `key.one` or `key.many`. */
const sayCount = (key, count) =>
  say(`${key}.${count === 1 ? "one" : "many"}`, { n: shown(BigInt(count) * one) });
