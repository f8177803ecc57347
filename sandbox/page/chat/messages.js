// The messages of the open channel, oldest first. Changes are gathered and drawn once per frame.
import { make } from "../dom.js";
import { beginning } from "./beginning.js";
import { mountEnd } from "./end.js";
import { item } from "./item.js";
import { mountKeys } from "./keys.js";
import { morph } from "./morph.js";
import { announcer } from "./spoken.js";
import { mountTouch } from "./touch.js";

/** Messages of one author within this time stand together. */
const TOGETHER_MS = 7 * 60_000;

/** @param {HTMLElement} place the part that scrolls @param {import("../state.js").Store} store */
export function mountMessages(place, store) {
  const list = new List(place, store), speak = announcer(store);
  store.on("place", () => list.reload());
  store.on("deleted", (message) => list.soon(message.id));
  store.on("message", (message) => {
    speak(message, list.shown(message.id));
    list.soon(message.id);
  });
}

class List {
  #place; #store; #end;
  #element = make("ol", {});
  #shown = new Map(); // message id -> {element, view}
  #busy = new Set(); // keys of controls that are being answered
  #changed = new Set(); // message ids, until the next frame
  #where = null;
  #newFrom = null; // id of the first message that was unread when the channel was opened

  constructor(place, store) {
    this.#place = place;
    this.#store = store;
    place.append(make("div", { className: "scrolled" }, beginning(store), this.#element));
    this.#end = mountEnd(place);
    mountKeys(place, this.#element);
    mountTouch(this.#element, store, { busy: this.#busy, again: (id) => this.soon(id) });
  }

  /** @returns {object | undefined} the message as it stands there now */
  shown(id) {
    return this.#shown.get(id)?.view;
  }

  /** Draw a message, or its absence, with the next frame. */
  soon(id) {
    if (!this.#changed.size) requestAnimationFrame(() => this.#flush());
    this.#changed.add(id);
  }

  /** The store has read the channel anew, or another one. */
  reload() {
    const { person, channel, messages } = this.#store;
    const here = `${person.key}/${channel.key}`;
    if (here !== this.#where) {
      this.#empty();
      this.#newFrom = firstUnread(this.#store);
    }
    this.#where = here;
    for (const id of [...this.#shown.keys()]) if (!messages.has(id)) this.#drop(id);
    for (const id of messages.keys()) this.#put(id);
  }

  #empty() {
    this.#shown.clear();
    this.#element.replaceChildren();
    this.#end.stay();
  }

  #flush() {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const id of changed) this.#put(id);
  }

  #put(id) {
    const view = this.#store.messages.get(id), known = this.#shown.get(id);
    if (!view) return this.#drop(id);
    const before = known ? known.element.previousElementSibling : this.#element.lastElementChild;
    const follows = belongs(before && this.shown(before.dataset.message), view);
    const fresh = item(view, { store: this.#store, busy: this.#busy, follows, isFirstNew: id === this.#newFrom });
    if (known) {
      known.view = view;
      morph(known.element, fresh);
      return;
    }
    this.#element.append(fresh);
    this.#shown.set(id, { element: fresh, view });
    this.#end.came();
  }

  /** Whoever had the focus in it is taken to its neighbour, which may now need its author's name. */
  #drop(id) {
    const gone = this.#shown.get(id)?.element, next = gone?.nextElementSibling;
    if (gone?.contains(document.activeElement)) (next ?? gone.previousElementSibling ?? this.#place).focus();
    gone?.remove();
    this.#shown.delete(id);
    if (next) this.soon(next.dataset.message);
  }
}

/** Asked before the channel counts as read; a channel that was never read has no line. */
function firstUnread({ messages, news, channel, person }) {
  const others = [...messages.values()].filter((message) => message.author_id !== person.id);
  const unread = news.get(channel.id)?.unread ?? 0;
  return unread && unread < others.length ? others.at(-unread).id : null;
}

/** Whether a message stands with the one before it. */
function belongs(before, view) {
  if (!before || before.author_id !== view.author_id || startsAnew(view.message)) return false;
  if (before.ephemeral !== view.ephemeral) return false;
  return Date.parse(view.message.timestamp) - Date.parse(before.message.timestamp) < TOGETHER_MS;
}

const startsAnew = (wire) => Boolean(wire.referenced_message || wire.interaction);
