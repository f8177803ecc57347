// From trees of marks to elements. Every word becomes text; addresses are http(s) by the way they are read.
import { stamp } from "../chat/time.js";
import { make } from "../dom.js";
import { blocks } from "./blocks.js";
import { read } from "./inline.js";

/**
 * Whole text: paragraphs, headings, lists, quotes, code.
 * @param {string} text @param {import("../state.js").Store} store for names @returns {HTMLElement[]}
 */
export const rich = (text, store) => blocks(text).map((block) => drawBlock(block, store));

/**
 * Marks within one line.
 * @param {string} text @param {import("../state.js").Store} store @returns {Node[]}
 */
export const inline = (text, store) => draw(read(text), store);

const draw = (nodes, store) => nodes.map((node) => MARKS[node.kind](node, store));

const BLOCKS = {
  paragraph: ({ children }, store) => make("p", {}, ...draw(children, store)),
  small: ({ children }, store) => make("p", { className: "small-print" }, ...draw(children, store)),
  heading: ({ level, children }, store) =>
    make("p", { className: `heading-${level}`, role: "heading", "aria-level": "3" }, ...draw(children, store)),
  quote: ({ children }, store) => make("blockquote", {}, ...children.map((one) => drawBlock(one, store))),
  code: ({ text, language }) =>
    make("pre", { tabIndex: 0, role: "group", "aria-label": language ? `Code, ${language}` : "Code" }, make("code", {}, text)),
  list: ({ ordered, start, items }, store) => {
    const drawn = items.map((item) => make("li", {}, ...item.map((one) => drawBlock(one, store))));
    return ordered ? make("ol", { start }, ...drawn) : make("ul", {}, ...drawn);
  },
};

const drawBlock = (block, store) => BLOCKS[block.kind](block, store);

const wrapped = (tag) => ({ children }, store) => make(tag, {}, ...draw(children, store));

const MARKS = {
  words: ({ text }) => document.createTextNode(text),
  bold: wrapped("strong"),
  italics: wrapped("em"),
  underline: wrapped("u"),
  struck: wrapped("s"),
  code: ({ text }) => make("code", {}, text),
  emoji: ({ text }) => make("span", { className: "emoji", title: "Custom emoji, not drawn" }, `:${text}:`),
  link: ({ url, children }, store) =>
    make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...draw(children, store)),
  spoiler: ({ children }, store) => {
    const about = { className: "spoiler", role: "button", tabIndex: 0, "data-do": "reveal", "aria-label": "Spoiler: press to read" };
    return make("span", about, make("span", {}, ...draw(children, store)));
  },
  person: ({ id }, store) => {
    const mine = id === store.person.id ? " mine" : "";
    return make("span", { className: `mention${mine}`, "data-person": id }, `@${store.nameOf(id) ?? "unknown"}`);
  },
  role: ({ id }, store) => mention(`@${store.nameOf(id) ?? "unknown role"}`),
  channel: ({ id }, store) => mention(`#${store.nameOf(id) ?? "unknown"}`),
  everyone: ({ text }) => mention(text),
  command: ({ text }) => mention(`/${text}`),
  time: ({ text, style }) => {
    const seconds = Number(text), words = stamp(seconds, style, Date.now());
    const moment = new Date(seconds * 1000);
    if (words === null || Number.isNaN(moment.getTime())) return document.createTextNode(`<t:${text}:${style}>`);
    const more = style === "R" ? { "data-relative": text } : {};
    return make("time", { dateTime: moment.toISOString(), title: stamp(seconds, "F", 0), ...more }, words);
  },
};

const mention = (words) => make("span", { className: "mention" }, words);
