// What a screen reader hears of messages: new ones, and edits that change the first line. Never every edit.
import { at } from "../dom.js";
import { plain } from "../markdown/plain.js";

const PAUSE_MS = 1500;

/**
 * @param {import("../state.js").Store} store
 * @returns {(view: object, before: object | undefined) => void} to be told each message, and what stood there before
 */
export function announcer(store) {
  let next = null, resting = false;
  const speak = () => {
    if (next === null) { resting = false; return; }
    at("spoken").textContent = next;
    next = null;
    resting = true;
    setTimeout(speak, PAUSE_MS);
  };
  return (view, before) => {
    if (view.author_id === store.person.id || heading(view, store) === (before && heading(before, store))) return;
    const name = store.nameOf(view.author_id) ?? "Someone";
    const alone = view.ephemeral ? ", only to you" : "";
    next = `${name}${alone}: ${view.loading ? "is thinking" : heading(view, store)}`;
    if (!resting) speak();
  };
}

const heading = (view, store) => plain(view.text.split("\n", 1)[0], store) || (view.files.length ? "a file" : "");
