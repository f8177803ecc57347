// Times in words, and the ticking of relative ones.

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "short" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const TICK_MS = 1000;

/** Styles of timestamps (Discord documentation, "Message Formatting"). */
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** @param {string} iso @returns {string} the time, with the day when it is not today's */
export function clock(iso) {
  const then = new Date(iso);
  const today = then.toDateString() === new Date().toDateString();
  return today ? CLOCK.format(then) : `${DAY.format(then)}, ${CLOCK.format(then)}`;
}

/** @param {string} iso @returns {string} day and time in full */
export const moment = (iso) => MOMENT.format(new Date(iso));

/**
 * @param {number} seconds since 1970 @param {string} style one letter, "R" for relative
 * @param {number} now milliseconds since 1970 @returns {string | null} null for an unknown style
 */
export function stamp(seconds, style, now) {
  if (style === "R") return relative(seconds - now / 1000);
  return STYLES[style] ? new Intl.DateTimeFormat(undefined, STYLES[style]).format(new Date(seconds * 1000)) : null;
}

function relative(distance) {
  const [unit, length] = UNITS.find(([, seconds]) => Math.abs(distance) >= seconds) ?? UNITS.at(-1);
  return RELATIVE.format(Math.trunc(distance / length), unit);
}

/** Let every `<time data-relative>` of the page say what is true now. */
export function tick() {
  const now = Date.now();
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const words = stamp(Number(element.dataset.relative), "R", now);
    if (element.textContent !== words) element.firstChild.data = words;
  }
}

/** Tick for as long as the page is looked at. */
export function startTicking() {
  setInterval(() => { if (!document.hidden) tick(); }, TICK_MS);
}
