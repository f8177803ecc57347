// A command being filled in: its name, the options chosen so far, and a field that offers the others.
import { make } from "../dom.js";
import { aboutIn, fitting, nameIn, readOptions } from "./commands.js";
import { handleKey } from "./command_keys.js";
import { FileField } from "./file_field.js";
import { wireOf } from "./files.js";
import { TypedField } from "./option_field.js";
import { offers, Suggestions } from "./suggest.js";
import { ATTACHMENT, soFar, TEXT } from "./values.js";

/**
 * @typedef {Object} Host - What the composer does for the bar.
 * @property {import("./listbox.js").Listbox} list
 * @property {(words: string, how?: {wrong?: boolean}) => void} tell - Says something below the composer.
 * @property {(text: string, kept: Object|null) => void} leave - The bar is given up; `text` goes to the
 *   message box, and what was filled in may be brought back.
 * @property {(command: string, options: () => Promise<Object>) => Promise<boolean>} send - Whether it was done.
 * @property {(kept: Object) => void} restore - Brings back what could not be sent, unless one went on.
 */

/** A command being filled in. */
export class CommandBar {
  entry = null;
  /** @type {(TypedField|FileField)[]} */
  fields = [];
  #store;
  #suggestions;

  /**
   * @param {import("../state.js").Store} store
   * @param {Host} host
   */
  constructor(store, host) {
    this.#store = store;
    this.host = host;
    this.#suggestions = new Suggestions(store);
    this.name = make("span", { className: "command-name" });
    this.more = make("input", { type: "text", className: "command-more", role: "combobox", autocomplete: "off" });
    for (const [key, value] of Object.entries(ARIA_OF_MORE)) this.more.setAttribute(key, value);
    this.more.addEventListener("input", () => this.offerOptions());
    this.more.addEventListener("focus", () => this.offerOptions());
    this.element = make("div", { className: "command-bar", role: "group", hidden: true }, this.name, this.more);
    this.element.addEventListener("keydown", (event) => handleKey(this, event));
    this.element.addEventListener("focusin", (event) => this.#focused(event.target));
    this.element.addEventListener("click", (event) => { if (event.target === this.element) this.goOn(null); });
  }

  get isOpen() { return this.entry !== null; }
  get list() { return this.host.list; }
  get #place() { return `${this.#store.person.key}/${this.#store.channel.key}`; }
  get #locale() { return this.#store.person.locale; }

  /**
   * Begins with a command.
   * @param {import("./commands.js").Entry} entry
   * @param {{given?: Map<string, string>, left?: string}} [typed] - Option texts, and words of no option.
   */
  open(entry, { given = new Map(), left = "" } = {}) {
    this.#clear();
    this.entry = entry;
    this.name.textContent = `/${entry.shown}`;
    this.element.setAttribute("aria-label", [`/${entry.shown}`, entry.about].filter(Boolean).join(": "));
    this.element.hidden = false;
    const wanted = entry.options.filter((option) => option.required || given.has(option.name));
    for (const option of wanted) {
      const field = this.add(option);
      if (given.has(option.name)) field.set?.(given.get(option.name));
    }
    const free = entry.options.find((option) => option.type === TEXT && !offers(option) && !given.has(option.name));
    if (left && free) this.#fieldOf(free).set(left);
    else this.more.value = left;
    this.#showMore();
    this.goOn(null);
  }

  /** Puts the bar away. */
  close() {
    this.#clear();
    this.element.hidden = true;
  }

  /** Gives the command up; `text` stays in the message box, what was filled in can be had again. */
  leave(text) {
    const kept = this.fields.some((field) => !field.isEmpty) ? this.keep() : null;
    this.close();
    this.host.leave(text, kept);
  }

  /** A field for an option, behind those there are. */
  add(option) {
    const told = {
      onRemove: () => { this.remove(field); this.goOn(null); },
      onInput: () => { this.#offerFor(field); this.host.tell(field.help); },
      most: this.#store.world.settings.advertised_upload_limit,
    };
    const field = new (option.type === ATTACHMENT ? FileField : TypedField)(option, this.#locale, told);
    this.fields.push(field);
    this.more.before(field.element);
    this.#showMore();
    return field;
  }

  /**
   * Takes an option away; a required one stays.
   * @returns {boolean} Whether it is gone.
   */
  remove(field) {
    if (field.option.required) return false;
    this.fields = this.fields.filter((each) => each !== field);
    field.element.remove();
    this.#showMore();
    return true;
  }

  /** Options that have no field yet. */
  unused() {
    return this.entry.options.filter((option) => !this.fields.some((field) => field.option === option));
  }

  /** The field before or behind another one; `more` counts as the last. */
  neighbour(field, step) {
    const all = [...this.fields, ...(this.unused().length ? [null] : [])];
    return all[all.indexOf(field) + step];
  }

  /** Goes to the next field that is empty, or to where further options are offered. */
  goOn(after) {
    const from = after ? this.fields.indexOf(after) + 1 : 0;
    const next = [...this.fields.slice(from), ...this.fields.slice(0, from)].find((field) => field.isEmpty);
    if (next) next.focus();
    else if (!this.more.hidden) this.focusMore();
    else this.fields.at(-1)?.focus();
    if (!this.fields.length && this.more.hidden) this.more.focus();
  }

  /** Goes to where further options are offered. */
  focusMore() {
    this.more.focus();
    this.offerOptions();
  }

  /**
   * Holds files in the options that take one, for as long as there are such options.
   * @param {File[]} files
   * @returns {boolean} Whether there was room for the first of them.
   */
  takeFiles(files) {
    const taken = files.findIndex((file) => !this.#takeFile(file));
    this.goOn(null);
    return taken !== 0;
  }

  #takeFile(file) {
    const waiting = this.fields.find((field) => field.option.type === ATTACHMENT && field.isEmpty);
    const option = this.unused().find((each) => each.type === ATTACHMENT);
    const field = waiting ?? (option && this.add(option));
    field?.take(file);
    return Boolean(field);
  }

  /** Offers the options that are left, and the typed words themselves as a text. */
  offerOptions() {
    const typed = this.more.value;
    const named = this.unused().find((option) => typed.trim().toLowerCase() === `${option.name}:`);
    if (named) return this.takeOption(named);
    this.host.tell(this.entry.about);
    const rows = this.unused().map((option) => this.#optionRow(option));
    const found = fitting(rows, typed.replace(/:$/, ""), (row) => [row.value.name, row.title, row.note]);
    const free = this.unused().find((option) => option.type === TEXT && !offers(option));
    const own = { title: free && nameIn(free, this.#locale), note: `“${typed}”`, value: free, typed };
    const items = typed.trim() && free ? [...found, own] : found;
    const said = typed && !items.length ? "There is no such option." : "";
    const head = typed ? "" : "Options you may add";
    const how = { at: typed ? 0 : -1, head, said };
    this.list.open(this.more, items, (row) => this.takeOption(row.value, row.typed), how);
  }

  /** Makes a field for an option, holding `text`. */
  takeOption(option, text = "") {
    this.more.value = "";
    const field = this.add(option);
    if (text) field.set(text);
    field.focus();
  }

  /** Offers what a field may hold. */
  offer(field) { this.#offerFor(field); }

  /** Sends the command, or says what is wrong and goes there. */
  async submit() {
    const read = this.fields.map((field) => ({ field, ...field.read() }));
    for (const { field, wrong } of read) field.mark(Boolean(wrong));
    const bad = read.find((each) => each.wrong);
    if (bad) return this.#refuse(bad);
    const left = this.more.value.trim();
    if (left) return this.host.tell(`There is no option “${left}”.`, { wrong: true });
    const kept = this.keep();
    this.leave("");
    const done = await this.host.send(kept.entry.name, () => wired(read));
    if (!done && !this.isOpen) this.host.restore(kept);
  }

  /** What is filled in, to be brought back with `bring`. */
  keep() {
    const states = this.fields.map((field) => ({ option: field.option, state: field.state }));
    return { entry: this.entry, states, place: this.#place };
  }

  /** Brings back what was kept. */
  bring({ entry, states }) {
    this.open(entry);
    for (const { option, state } of states) this.#fieldOf(option).restore(state);
    this.goOn(null);
  }

  #fieldOf(option) {
    return this.fields.find((field) => field.option === option) ?? this.add(option);
  }

  #refuse({ field, wrong }) {
    field.focus();
    this.list.close();
    this.host.tell(`${nameIn(field.option, this.#locale)}: ${wrong}`, { wrong: true });
  }

  #focused(target) {
    const field = this.fields.find((each) => each.input === target);
    if (!field) return;
    this.host.tell(field.help);
    this.list.close();
    if (field.isEmpty) this.#offerFor(field);
  }

  #offerFor(field) {
    if (!(field instanceof TypedField) || !offers(field.option)) return;
    const typed = field.state.picked ? "" : field.state.text;
    const command = { name: this.entry.name, options: { ...this.#soFar(), [field.option.name]: typed } };
    this.#suggestions.offer(command, field.option, typed, (items, said) => {
      if (document.activeElement !== field.input) return;
      const head = nameIn(field.option, this.#locale);
      this.list.open(field.input, items, (item) => this.takeValue(field, item), { said, head });
    });
  }

  /** Takes an item for a field, and goes on. */
  takeValue(field, item) {
    field.pick(item);
    this.#suggestions.drop();
    this.list.close();
    this.goOn(field);
  }

  #soFar() {
    const told = this.fields.map((field) => [field.option.name, soFar(field.option, field.state)]);
    return Object.fromEntries(told.filter(([, value]) => value !== undefined));
  }

  #optionRow(option) {
    const tag = option.required ? "required" : option.type === ATTACHMENT ? "file" : "";
    return { title: nameIn(option, this.#locale), note: aboutIn(option, this.#locale), tag, value: option };
  }

  #showMore() {
    const left = this.unused().length;
    this.more.hidden = left === 0 && this.fields.length > 0;
    this.more.placeholder = left ? `+${left} more` : "";
  }

  #clear() {
    this.#suggestions.drop();
    this.list.close();
    for (const field of this.fields) field.element.remove();
    this.fields = [];
    this.entry = null;
    this.more.value = "";
  }
}

const ARIA_OF_MORE = {
  "aria-label": "Another option", "aria-autocomplete": "list", "aria-expanded": "false",
  "aria-describedby": "composer-help",
};

/** The options as they are sent; fails when a file is gone by now. */
async function wired(read) {
  const options = {};
  for (const { field, value, file } of read) options[field.option.name] = file ? await wireOf(file) : value;
  return options;
}

/**
 * Opens a bar for a text that begins with a command.
 * @param {CommandBar} bar
 * @param {{entry: import("./commands.js").Entry, rest: string}} begun
 */
export function openWith(bar, { entry, rest }) {
  bar.open(entry, readOptions(entry.options, rest));
}
