// What can be typed after "/": commands and sub-commands as one flat list, found by what is typed.

const SUB_COMMAND = 1, GROUP = 2;
const CHAT = 1;
/** Kinds of commands in context menus, as Discord numbers them. */
export const ON_PERSON = 2, ON_MESSAGE = 3;

/**
 * One thing that can be typed after "/".
 * @typedef {Object} Entry
 * @property {string} name - Words as registered, "quota set member"; what the control API takes.
 * @property {string} shown - The same in the person's language.
 * @property {string} about - Its description in the person's language.
 * @property {Object[]} options - Its options as registered, those that are required first.
 */

/**
 * All commands that are typed, with sub-commands spelled out.
 * @param {Object[]} commands - As `GET /commands` answers.
 * @param {string} locale - The person's language, "de".
 * @returns {Entry[]}
 */
export function entriesOf(commands, locale) {
  const list = [];
  const walk = (level, names, shown) => {
    const inner = (level.options ?? []).filter((each) => each.type === SUB_COMMAND || each.type === GROUP);
    for (const each of inner) walk(each, [...names, each.name], [...shown, nameIn(each, locale)]);
    if (inner.length) return;
    const about = aboutIn(level, locale);
    list.push({ name: names.join(" "), shown: shown.join(" "), about, options: level.options ?? [] });
  };
  for (const each of commands) if ((each.type ?? CHAT) === CHAT) walk(each, [each.name], [nameIn(each, locale)]);
  return list.sort((one, other) => one.shown.localeCompare(other.shown));
}

/**
 * The commands of one context menu.
 * @param {Object[]} commands - As `GET /commands` answers.
 * @param {number} kind - ON_PERSON or ON_MESSAGE.
 * @param {string} locale
 * @returns {{name: string, shown: string}[]}
 */
export function menuEntries(commands, kind, locale) {
  return commands
    .filter((each) => each.type === kind)
    .map((each) => ({ name: each.name, shown: nameIn(each, locale) }));
}

/** The name of a command, option or choice in a language. */
export const nameIn = (one, locale) => one.name_localizations?.[locale] ?? one.name;

/** The description of a command or option in a language. */
export const aboutIn = (one, locale) => one.description_localizations?.[locale] ?? one.description ?? "";

/**
 * Those that fit what is typed, best first: by their beginning, by the beginning of a word, by any part,
 * by their description.
 * @template T
 * @param {T[]} offered
 * @param {string} typed
 * @param {(one: T) => string[]} words - Its names, and last its description.
 * @returns {T[]}
 */
export function fitting(offered, typed, words) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return offered;
  const rank = (one) => {
    const all = words(one).map((each) => each.toLowerCase());
    const names = all.slice(0, -1);
    if (names.some((each) => each.startsWith(wanted))) return 0;
    if (names.some((each) => each.split(/[\s_-]+/).some((word) => word.startsWith(wanted)))) return 1;
    if (names.some((each) => each.includes(wanted))) return 2;
    return all.at(-1).includes(wanted) ? 3 : 4;
  };
  return offered
    .map((one) => ({ one, rank: rank(one) }))
    .filter((each) => each.rank < 4)
    .sort((one, other) => one.rank - other.rank)
    .map((each) => each.one);
}

/**
 * The entry that a text begins with, and the rest of the text: "/quota show now" is "quota show" and "now".
 * A name counts only when a space follows it, and the longest one wins.
 * @param {Entry[]} entries
 * @param {string} text
 * @returns {{entry: Entry, rest: string} | null}
 */
export function begunBy(entries, text) {
  const found = entries
    .flatMap((entry) => [entry.name, entry.shown].map((name) => ({ entry, start: `/${name} ` })))
    .filter(({ start }) => text.toLowerCase().startsWith(start.toLowerCase()))
    .sort((one, other) => other.start.length - one.start.length)[0];
  return found ? { entry: found.entry, rest: text.slice(found.start.length) } : null;
}

/**
 * Reads `prompt: a fox quality: high` into option texts; words before the first name are left over.
 * @param {Object[]} options - The command's options.
 * @param {string} text
 * @returns {{given: Map<string, string>, left: string}}
 */
export function readOptions(options, text) {
  const names = options.map((each) => each.name.replace(/[^\p{L}\p{N}_-]/gu, ""));
  const given = new Map();
  if (!names.length) return { given, left: text.trim() };
  const parts = text.split(new RegExp(`(?:^|\\s)(${names.join("|")}):\\s*`, "iu"));
  for (let at = 1; at < parts.length; at += 2) given.set(parts[at].toLowerCase(), parts[at + 1].trim());
  return { given, left: parts[0].trim() };
}
