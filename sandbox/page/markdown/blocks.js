// Lines read into blocks: headings, small print, quotes, lists, code. No elements here.
import { read } from "./inline.js";

const FENCE = /```(?:([\w+#.-]+)\n)?\n*([\s\S]+?)\n*```\n?/g;
const HEADING = /^(#{1,3})\s+(\S.*)$/;
const SMALL = /^-#\s+(\S.*)$/;
const QUOTE = /^> ?(?!>>)(.*)$/;
const LONG_QUOTE = /^>>> /;
const ITEM = /^( *)([-*]|\d{1,10}\.) +(\S.*)$/;

/**
 * @typedef {{kind: string, children?: object[], items?: object[][], level?: number, text?: string,
 *            ordered?: boolean, start?: number, language?: string}} Block
 */

/** @param {string} text @returns {Block[]} */
export function blocks(text) {
  const found = [];
  let at = 0;
  for (const fence of text.matchAll(FENCE)) {
    found.push(...lines(text.slice(at, fence.index).replace(/\n$/, "")));
    found.push({ kind: "code", language: fence[1], text: fence[2] });
    at = fence.index + fence[0].length;
  }
  return [...found, ...lines(text.slice(at))];
}

function lines(text) {
  if (!text) return [];
  const found = [], rest = text.split("\n");
  while (rest.length) found.push(block(rest));
  return found;
}

/** Takes the lines of one block from `rest`. */
function block(rest) {
  const line = rest[0];
  const heading = HEADING.exec(line), small = SMALL.exec(line);
  if (heading) return taken(rest, { kind: "heading", level: heading[1].length, children: read(heading[2]) });
  if (small) return taken(rest, { kind: "small", children: read(small[1]) });
  if (LONG_QUOTE.test(line)) return { kind: "quote", children: blocks(rest.splice(0).join("\n").slice(4)) };
  if (isQuote(line)) return { kind: "quote", children: blocks(run(rest, isQuote).map((one) => QUOTE.exec(one)[1]).join("\n")) };
  if (ITEM.test(line)) return list(run(rest, (one) => ITEM.test(one)));
  return { kind: "paragraph", children: read(run(rest, isPlain).join("\n")) };
}

const isQuote = (line) => line.startsWith("> ") || line === ">";
const isPlain = (line) =>
  ![HEADING, SMALL, LONG_QUOTE, ITEM].some((pattern) => pattern.test(line)) && !isQuote(line);

function taken(rest, found) {
  rest.shift();
  return found;
}

/** Takes lines for as long as they fit; the first always does. */
function run(rest, fits) {
  const end = rest.findIndex((line, index) => index > 0 && !fits(line));
  return rest.splice(0, end < 0 ? rest.length : end);
}

/** Items further in than the first belong to the item above them. */
function list(found) {
  const [, indent, sign] = ITEM.exec(found[0]);
  const items = [];
  while (found.length) {
    const own = [...read(ITEM.exec(found.shift())[3])];
    const deeper = found.findIndex((line) => ITEM.exec(line)[1].length <= indent.length);
    const inner = found.splice(0, deeper < 0 ? found.length : deeper);
    items.push([{ kind: "paragraph", children: own }, ...(inner.length ? [list(inner)] : [])]);
  }
  const ordered = /\d/.test(sign);
  return { kind: "list", ordered, start: ordered ? Number.parseInt(sign, 10) : 1, items };
}
