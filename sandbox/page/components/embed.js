// Embeds, the older kind of card.
import { make } from "../dom.js";
import { inline, rich } from "../markdown/markdown.js";
import { clock } from "../chat/time.js";
import { accent } from "./draw.js";
import { picture } from "./media.js";
import { notDrawn } from "./not-drawn.js";

/** @param {object} found @param {import("./draw.js").Context} context @returns {HTMLElement} */
export function embed(found, { store }) {
  const box = make("div", { className: "container embed" },
    found.thumbnail && picture(found.thumbnail, { kind: "thumbnail" }),
    found.author && make("p", { className: "embed-author" }, linked(found.author.name, found.author.url)),
    found.title && make("p", { className: "embed-title" }, linked(inline(found.title, store), found.url)),
    found.description && make("div", { className: "words" }, ...rich(found.description, store)),
    found.fields?.length > 0 && fields(found.fields, store),
    found.image && picture(found.image, { description: found.title }),
    found.video && notDrawn("video"),
    foot(found));
  accent(box, found.color);
  return box;
}

function fields(found, store) {
  return make("dl", { className: "fields" }, ...found.map((field) =>
    make("div", { className: field.inline ? "field inline" : "field" },
      make("dt", {}, ...inline(field.name, store)), make("dd", {}, ...rich(field.value, store)))));
}

function linked(words, url) {
  const parts = Array.isArray(words) ? words : [words];
  if (!url) return make("span", {}, ...parts);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...parts);
}

function foot(found) {
  const parts = [found.footer?.text, found.timestamp && clock(found.timestamp)].filter(Boolean);
  return parts.length > 0 && make("p", { className: "embed-foot" }, parts.join(" · "));
}
