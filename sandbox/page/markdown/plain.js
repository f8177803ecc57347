// Marks taken away: what is left to be said.
import { stamp } from "../chat/time.js";
import { read } from "./inline.js";

/** @param {string} line @param {import("../state.js").Store} store @returns {string} */
export function plain(line, store) {
  return said(read(line.replace(/^(#{1,3}|-#|>>?>?|[-*]) +/, "")), store).trim();
}

const said = (nodes, store) => nodes.map((node) => word(node, store)).join("");

function word(node, store) {
  switch (node.kind) {
    case "spoiler": return "spoiler";
    case "person": return store.nameOf(node.id) ?? "someone";
    case "role": return store.nameOf(node.id) ?? "a role";
    case "channel": return `#${store.nameOf(node.id) ?? "a channel"}`;
    case "command": return `/${node.text}`;
    case "time": return stamp(Number(node.text), node.style, Date.now()) ?? "";
    default: return node.children ? said(node.children, store) : node.text;
  }
}
