// Marks of what is unread.
import { make, unseen } from "../dom.js";

/** What several channels have together. */
export function summed(store, channels) {
  const marks = channels.map((one) => store.news.get(one.id) ?? { unread: 0, mentions: 0 });
  return marks.reduce((all, one) => ({ unread: all.unread + one.unread, mentions: all.mentions + one.mentions }));
}

/** @param {{unread: number, mentions: number}} mark @returns {HTMLElement | null} */
export function markOf({ unread, mentions }) {
  if (mentions) {
    const words = mentions === 1 ? "1 mention" : `${mentions} mentions`;
    return make("span", { className: "mentions" }, make("span", { "aria-hidden": "true" }, String(mentions)), unseen(words));
  }
  return unread ? make("span", { className: "unread" }, unseen("unread")) : null;
}
