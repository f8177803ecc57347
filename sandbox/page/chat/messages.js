// The messages of the open channel, oldest first. Changes are gathered and drawn once per frame.
import { make } from "../dom.js";
import { beginning } from "./beginning.js";
import { mountEnd } from "./end.js";
import { item } from "./item.js";
import { morph } from "./morph.js";
import { announcer } from "./spoken.js";
import { mountTouch } from "./touch.js";

/** Messages of one author within this time stand together. */
const TOGETHER_MS = 7 * 60_000;

/** @param {HTMLElement} place the part that scrolls @param {import("../state.js").Store} store */
export function mountMessages(place, store) {
  const list = make("ol", {});
  place.append(make("div", { className: "scrolled" }, beginning(store), list));
  const busy = new Set(); // keys of controls that are being answered
  const shown = new Map(); // message id -> {element, view}
  const changed = new Set();
  const speak = announcer(store);
  const end = mountEnd(place);
  let where = null, waiting = false;

  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; flush(); });
  };
  const flush = () => {
    for (const id of changed) put(id);
    changed.clear();
  };
  const put = (id) => {
    const view = store.messages.get(id), known = shown.get(id);
    if (!view) return drop(id);
    const before = beside(known?.element.previousElementSibling ?? (known ? null : list.lastElementChild));
    const fresh = item(view, { store, busy, follows: follows(before, view) });
    if (known) return void (shown.get(id).view = view, morph(known.element, fresh));
    list.append(fresh);
    shown.set(id, { element: fresh, view });
    end.came();
  };
  const drop = (id) => {
    const gone = shown.get(id), next = gone?.element.nextElementSibling;
    gone?.element.remove();
    shown.delete(id);
    if (next) { changed.add(next.dataset.message); soon(); }
  };
  const beside = (element) => (element ? shown.get(element.dataset.message)?.view : null);
  const reload = () => {
    const here = `${store.person.key}/${store.channel.key}`;
    if (here !== where) { shown.clear(); changed.clear(); list.replaceChildren(); end.stay(); }
    where = here;
    for (const id of [...shown.keys()]) if (!store.messages.has(id)) drop(id);
    for (const id of store.messages.keys()) put(id);
  };

  store.on("place", reload);
  store.on("message", (message) => { speak(message, shown.get(message.id)?.view); changed.add(message.id); soon(); });
  store.on("deleted", (message) => { changed.add(message.id); soon(); });
  mountTouch(list, store, { busy, again: (id) => { changed.add(id); soon(); } });
}

function follows(before, view) {
  if (!before || before.author_id !== view.author_id || startsAnew(view.message)) return false;
  if (before.ephemeral !== view.ephemeral) return false;
  return Date.parse(view.message.timestamp) - Date.parse(before.message.timestamp) < TOGETHER_MS;
}

const startsAnew = (wire) => Boolean(wire.referenced_message || wire.interaction);
