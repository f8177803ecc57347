// The field for an ordinary message; a text that begins with "/" offers commands.
import { make } from "../dom.js";
import { begunBy, fitting } from "./commands.js";
import { endOfMention, mentionable, written } from "./mentions.js";

/**
 * @typedef {Object} Host - What the composer does for the message box.
 * @property {import("./listbox.js").Listbox} list
 * @property {() => import("./commands.js").Entry[]} entries
 * @property {(begun: {entry: Object, rest: string}) => void} choose - A command is begun.
 * @property {(text: string) => Promise<boolean>} say - Whether the message was written.
 * @property {() => boolean} cancel - Esc: whether there was something to give up.
 * @property {() => boolean} recall - Arrow up: whether there was a command to bring back.
 * @property {(words: string, how?: {wrong?: boolean}) => void} tell
 */

/** The field for an ordinary message. */
export class MessageBox {
  #store;
  #host;

  /**
   * @param {import("../state.js").Store} store
   * @param {Host} host
   */
  constructor(store, host) {
    this.#store = store;
    this.#host = host;
    this.element = make("textarea", { className: "message-box", rows: 1, autocomplete: "off", enterKeyHint: "send" });
    for (const [key, value] of Object.entries(ARIA)) this.element.setAttribute(key, value);
    this.element.addEventListener("input", () => this.offer());
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  get text() { return this.element.value; }
  set text(words) { this.element.value = words; }

  /** Puts the caret behind the text, and offers what fits it. */
  focus() {
    this.element.focus();
    this.element.setSelectionRange(this.text.length, this.text.length);
    this.offer();
  }

  /** Adds a person's name. @param {string} name */
  mention(name) {
    this.text = `${this.text.trimEnd()} @${name} `.trimStart();
    this.focus();
  }

  /** Offers commands, or people to mention, for what is typed. */
  offer() {
    const { list, entries, choose, tell } = this.#host;
    tell("");
    const begun = begunBy(entries(), this.text);
    if (begun) return choose(begun);
    if (this.#isCommand) return this.#offerCommands();
    const typed = endOfMention(this.text.slice(0, this.element.selectionStart));
    const people = typed === null ? [] : fitting(mentionable(this.#store), typed, (one) => [one.title, one.note]);
    if (people.length) list.open(this.element, people, (item) => this.#mention(item, typed), { head: "Mention" });
    else list.close();
  }

  get #isCommand() { return this.text.startsWith("/") && !this.text.includes("\n"); }

  #offerCommands() {
    const { list, entries, choose } = this.#host;
    const found = fitting(entries(), this.text.slice(1), (entry) => [entry.name, entry.shown, entry.about]);
    const row = (entry) => ({ title: `/${entry.shown}`, note: entry.about, tag: tagOf(entry), value: entry });
    const items = found.map(row);
    const none = entries().length ? "No command here fits." : "There are no commands for you here.";
    const said = items.length ? "" : none;
    list.open(this.element, items, (item) => choose({ entry: item.value, rest: "" }), { said, head: "Commands" });
  }

  #mention(item, typed) {
    const caret = this.element.selectionStart;
    this.element.setRangeText(`${item.title} `, caret - typed.length, caret, "end");
    this.#host.list.close();
  }

  #key(event) {
    const { list } = this.#host;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.items.length) list.move(step);
    else if (event.key === "ArrowUp" && !this.text && this.#host.recall()) event.stopPropagation();
    else if (event.key === "Tab" && !event.shiftKey && list.take()) event.stopPropagation();
    else if (event.key === "Escape" && this.#escape()) event.stopPropagation();
    else if (event.key === "Enter" && !event.shiftKey) void this.submit();
    else return;
    event.preventDefault();
  }

  #escape() {
    if (!this.#host.list.isOpen) return this.#host.cancel();
    this.#host.list.close();
    return true;
  }

  /** Takes what the list has active, or sends the text. */
  async submit() {
    const { list, say, tell } = this.#host;
    if (list.take()) return;
    const text = this.text.trim();
    if (!text) return;
    if (text.startsWith("/") && this.#isCommand) return tell("There is no such command here.", { wrong: true });
    this.text = "";
    if (!(await say(written(this.#store, text))) && !this.text) this.text = text;
  }
}

const ARIA = {
  role: "combobox", "aria-label": "Message, or / for a command", "aria-autocomplete": "list",
  "aria-expanded": "false", "aria-haspopup": "listbox", "aria-describedby": "composer-help",
};

function tagOf(entry) {
  const count = entry.options.length;
  return count ? `${count} ${count === 1 ? "option" : "options"}` : "";
}
