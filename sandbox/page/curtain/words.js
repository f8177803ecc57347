// Times, bodies and credits in words.
import { make } from "../dom.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** @param {number} seconds since 1970 @returns {string} such as 14:03:59 */
export const clock = (seconds) => TIME.format(seconds * 1000);

/** @param {number} milliseconds @returns {string} */
export const took = (milliseconds) =>
  milliseconds < 1000 ? `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * A body as indented JSON, or as the text it is.
 * @param {any} body @returns {string}
 */
export const pretty = (body) => (typeof body === "string" ? body : JSON.stringify(body, null, 2));

/**
 * Names with what they stand for; what is empty is left out.
 * @param {Record<string, string | number | null | undefined>} facts @returns {HTMLElement}
 */
export function facts(facts) {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const pairs = known.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, String(value))));
  return make("dl", { className: "facts" }, ...pairs);
}

/**
 * A heading and a body below it; nothing where there is none.
 * @param {string} name @param {any} body @returns {HTMLElement[]}
 */
export function titled(name, body) {
  if (body === null || body === undefined || body === "") return [];
  return [make("h4", {}, name), make("pre", { tabIndex: 0 }, pretty(body))];
}

/**
 * A path that may be broken after its slashes.
 * @param {string} path @returns {(string | Node)[]}
 */
export const breakable = (path) => path.split(/(?<=\/)/).flatMap((part) => [part, make("wbr")]);
