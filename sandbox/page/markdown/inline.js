// Marks within a line, read into a tree (Discord documentation, "Message Formatting"). No elements here.

/**
 * @typedef {{kind: string, text?: string, children?: Node[], id?: string, url?: string, style?: string}} Node
 */

/** Each rule is tried where one of its first characters stands; the first that fits wins. */
const RULES = [
  rule("\\", /\\([^0-9A-Za-z\s])/y, ([, text]) => words(text)),
  rule("`", /(`+)([\s\S]*?[^`])\1(?!`)/y, ([, , text]) => ({ kind: "code", text: text.replace(/^ (.*) $/, "$1") })),
  rule("<", /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, ([, text, style = "f"]) => ({ kind: "time", text, style })),
  rule("<", /<@!?(\d+)>/y, ([, id]) => ({ kind: "person", id })),
  rule("<", /<@&(\d+)>/y, ([, id]) => ({ kind: "role", id })),
  rule("<", /<#(\d+)>/y, ([, id]) => ({ kind: "channel", id })),
  rule("<", /<\/([^:>\n]+):(\d+)>/y, ([, text, id]) => ({ kind: "command", text, id })),
  rule("<", /<a?:(\w+):(\d+)>/y, ([, text]) => ({ kind: "emoji", text })),
  rule("<", /<(https?:\/\/[^\s<>]+)>/y, ([, url]) => ({ kind: "link", url, children: [words(url)] })),
  rule("[", /\[((?:\\[\s\S]|[^[\]\\\n])+)\]\(<?(https?:\/\/(?:\([^\s()<>]*\)|[^\s()<>])+)>?\)/y, ([, text, url]) =>
    ({ kind: "link", url, children: read(text) })),
  rule("h", /https?:\/\/[^\s<]*[^\s<.,:;"'\])|*_~]/y, ([url]) => ({ kind: "link", url, children: [words(url)] })),
  rule("@", /@(everyone|here)\b/y, ([text]) => ({ kind: "everyone", text })),
  rule("*", /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, nested("bold")),
  rule("_", /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, nested("underline")),
  rule("*", /\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])*?(?:\*\*|\\[\s\S]|[^\s*\\]))\*(?!\*)/y, nested("italics")),
  rule("_", /(?<!\w)_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/y, nested("italics")),
  rule("~", /~~((?:\\[\s\S]|[^\\])+?)~~/y, nested("struck")),
  rule("|", /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, nested("spoiler")),
];
const PLAIN = /[^\\`<[h@*_~|]+/y;

/** @param {string} text @returns {Node[]} */
export function read(text) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const { node, end } = next(text, at);
    const last = nodes.at(-1);
    if (node.kind === "words" && last?.kind === "words") last.text += node.text;
    else nodes.push(node);
    at = end;
  }
  return nodes;
}

function next(text, at) {
  for (const { first, pattern, make } of RULES) {
    if (text[at] !== first) continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { node: make(found), end: at + found[0].length };
  }
  PLAIN.lastIndex = at;
  const run = PLAIN.exec(text)?.[0] ?? text[at];
  return { node: words(run), end: at + run.length };
}

function rule(first, pattern, make) {
  return { first, pattern, make };
}

function nested(kind) {
  return ([, text]) => ({ kind, children: read(text) });
}

function words(text) {
  return { kind: "words", text };
}
