// Pictures, galleries and files.
import { local } from "../api.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { notDrawn } from "./not-drawn.js";
import { veiled } from "./veil.js";

const SPOILER = "SPOILER_";
const UNITS = ["bytes", "kB", "MB"];

/**
 * A picture that opens in the lightbox.
 * @param {{url: string, width?: number, height?: number}} media
 * @param {{description?: string | null, spoiler?: boolean, kind?: string}} [more]
 * @returns {HTMLElement}
 */
export function picture(media, { description = "", spoiler = false, kind = "picture" } = {}) {
  const source = local(media.url);
  if (!source) return notDrawn(`picture of another host, ${media.url}`);
  const size = { width: media.width ?? 0, height: media.height ?? 0 };
  const drawn = { src: source, alt: description ?? "", loading: "lazy", decoding: "async" };
  if (size.width && size.height) Object.assign(drawn, size);
  const name = description ? `Picture: ${description}` : "Picture without a description";
  const look = { type: "button", className: `look ${kind}`, "data-do": "look", "aria-label": name };
  const button = make("button", { ...look, "data-key": source.split("?")[0] }, make("img", drawn));
  return spoiler ? veiled(button, "Spoiler") : button;
}

/** @param {object[]} items of a media gallery @returns {HTMLElement} */
export function gallery(items) {
  const pictures = items.map((item) => picture(item.media, { description: item.description, spoiler: item.spoiler }));
  return make("div", { className: "gallery", "data-count": String(pictures.length) }, ...pictures);
}

/** @param {object[]} files attachments that stand by themselves @returns {HTMLElement[]} */
export function attachments(files) {
  const drawn = files.filter((file) => isPicture(file));
  const rest = files.filter((file) => !isPicture(file)).map((file) => fileCard(file, isSpoiler(file)));
  if (!drawn.length) return rest;
  const items = drawn.map((file) => ({ media: file, description: file.description, spoiler: isSpoiler(file) }));
  return [gallery(items), ...rest];
}

const isPicture = (file) => (file.content_type ?? "").startsWith("image/") && Boolean(file.width);
const isSpoiler = (file) => file.filename.startsWith(SPOILER);

/** @param {{url: string, filename?: string, size?: number}} file @param {boolean} [spoiler] @returns {HTMLElement} */
export function fileCard(file, spoiler = false) {
  const source = local(file.url), name = file.filename ?? "file";
  if (!source) return notDrawn(`file of another host, ${file.url}`);
  const words = make("span", { className: "file-words" }, make("b", {}, name), make("small", {}, sized(file.size)));
  const card = make("a", { className: "file", href: source, download: name }, icon("file"), words, icon("download"));
  return spoiler ? veiled(card, "Spoiler") : card;
}

function sized(bytes) {
  if (typeof bytes !== "number") return "";
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** step;
  return `${step ? value.toFixed(1) : value} ${UNITS[step]}`;
}
