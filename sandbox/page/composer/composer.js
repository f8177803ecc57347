// The place at the foot of the room where one writes: a message, or a command being filled in.
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { mountModals } from "../modal/modal.js";
import { RIGHT } from "../state.js";
import { CommandBar, openWith } from "./command_bar.js";
import { entriesOf } from "./commands.js";
import { onDrop } from "./files.js";
import { Listbox } from "./listbox.js";
import { mountMenus } from "./menus.js";
import { MessageBox } from "./message_box.js";
import { ReplyStrip } from "./reply_strip.js";
import { mountToasts } from "./toasts.js";
import { ATTACHMENT } from "./values.js";

/**
 * @param {HTMLElement} place
 * @param {import("../state.js").Store} store
 */
export function mountComposer(place, store) {
  mountToasts(store);
  mountModals(store);
  mountMenus(store);
  place.append(new Composer(store).element);
}

class Composer {
  #store;
  #sending = 0; // commands under way
  #last = null; // the command that was sent or given up last, as it was filled in

  constructor(store) {
    this.#store = store;
    this.list = new Listbox("Suggestions");
    this.help = make("p", { id: "composer-help", className: "composer-help" });
    this.help.setAttribute("aria-live", "polite");
    this.reply = new ReplyStrip(store);
    this.box = new MessageBox(store, this.#boxHost());
    this.bar = new CommandBar(store, this.#barHost());
    const about = { type: "submit", className: "composer-send", "aria-label": "Send" };
    this.sendButton = make("button", about, icon("send"));
    const line = make("div", { className: "composer-line" }, this.box.element, this.bar.element, this.sendButton);
    const parts = [this.list.element, this.reply.element, line, this.help];
    this.element = make("form", { className: "composer", autocomplete: "off" }, ...parts);
    this.element.setAttribute("aria-label", "Write");
    this.#listen();
    this.#follow();
  }

  get entries() { return entriesOf(this.#store.commands, this.#store.person?.locale); }

  /** Whether a command is offered here now, as it was when it was begun. */
  #isOffered(entry) {
    return this.entries.some((each) => JSON.stringify(each) === JSON.stringify(entry));
  }

  #listen() {
    this.element.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget)) this.list.close();
    });
    this.element.querySelector(".composer-line").addEventListener("click", (event) => this.#pressed(event));
    this.element.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) { event.preventDefault(); this.#takeFiles(files); }
    });
    onDrop(document.body, (files) => { if (files.length) this.#takeFiles(files); });
  }

  #follow() {
    const store = this.#store;
    store.on("place", () => this.#arrive());
    store.on("commands", () => this.#renew());
    store.on("prefill", ({ command, options }) => this.#prefill(command, options));
    store.on("mention", (name) => { if (!this.bar.isOpen) this.box.mention(name); });
    store.on("reply", (message) => { if (message) this.#answer(); });
  }

  #boxHost() {
    return {
      list: this.list,
      entries: () => this.entries,
      choose: (begun) => this.#begin(begun),
      say: (text) => this.#say(text),
      cancel: () => this.reply.cancel(),
      recall: () => this.#recall(),
      tell: (words, how) => this.tell(words, how),
    };
  }

  #barHost() {
    return {
      list: this.list,
      tell: (words, how) => this.tell(words, how),
      leave: (text, kept) => this.#backToBox(text, kept),
      send: (command, options) => this.#run(command, options),
      restore: (kept) => this.#restore(kept),
    };
  }

  /** Says something below the field: help, or what is wrong. */
  tell(words, { wrong = false } = {}) {
    this.help.textContent = words;
    this.help.classList.toggle("wrong", wrong);
  }

  #submit() {
    if (this.bar.isOpen) void this.bar.submit();
    else void this.box.submit();
  }

  // A command answers nobody: the message box does.
  #answer() {
    if (this.bar.isOpen) this.bar.leave("");
    else this.box.focus();
  }

  // The whole frame is the field.
  #pressed({ target, currentTarget }) {
    if (target === currentTarget && !this.bar.isOpen) this.box.focus();
  }

  #begin(begun) {
    this.list.close();
    this.reply.cancel();
    this.box.element.hidden = true;
    this.box.text = "";
    openWith(this.bar, begun);
  }

  #backToBox(text, kept) {
    if (kept) this.#last = kept;
    this.box.element.hidden = false;
    this.box.text = text;
    this.box.focus();
    this.tell(kept && !text ? "Press the up arrow to have it back." : "");
  }

  /** Arrow up in an empty field: the last command as it was filled in. */
  #recall() {
    if (this.#last?.place !== this.#place) return false;
    if (!this.#isOffered(this.#last.entry)) return false;
    this.#restore(this.#last);
    return true;
  }

  #restore(kept) {
    if (this.box.text || kept.place !== this.#place) return;
    this.box.element.hidden = true;
    this.bar.bring(kept);
  }

  get #place() { return `${this.#store.person.key}/${this.#store.channel.key}`; }

  async #say(text) {
    const fields = { channel: this.#store.channel.key, text };
    const answered = this.reply.take();
    const done = await this.#store.act("/say", answered ? { ...fields, reply_to: answered.id } : fields);
    return done !== null;
  }

  async #run(command, options) {
    this.#sending += 1;
    this.tell(`Sending /${command}…`);
    try {
      const fields = { channel: this.#store.channel.key, command, options: await options() };
      return (await this.#store.act("/slash", fields)) !== null;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#refuse("A file cannot be read any more.");
      return false;
    } finally {
      this.#sending -= 1;
      if (!this.#sending && this.help.textContent.startsWith("Sending")) this.tell("");
    }
  }

  /** Another person or channel: what was begun does not come along. */
  #arrive() {
    if (this.shownPlace === this.#place) return;
    this.shownPlace = this.#place;
    if (this.bar.isOpen) this.bar.close();
    this.list.close();
    this.reply.cancel();
    this.box.element.hidden = false;
    this.box.text = "";
    this.tell("");
    this.#allow(this.#store.may(RIGHT.SEND_MESSAGES));
  }

  #allow(may) {
    this.box.element.disabled = this.sendButton.disabled = !may;
    const words = may ? `Write to ${nameOf(this.#store)}, or / for a command` : "You may not write here.";
    this.box.element.placeholder = words;
    const idle = document.activeElement === document.body && matchMedia("(pointer: fine)").matches;
    if (may && idle) this.box.focus();
  }

  /** Other commands are offered: one that is gone cannot be filled in any more. */
  #renew() {
    const { entry } = this.bar;
    if (entry && !this.#isOffered(entry)) {
      this.bar.leave("");
      this.tell(`/${entry.shown} was changed, or is not offered here any more.`, { wrong: true });
    } else if (document.activeElement === this.box.element) this.box.offer();
  }

  #prefill(command, options = {}) {
    const entry = this.entries.find((each) => each.name === command);
    if (!entry) return this.tell(`/${command} is not offered here.`, { wrong: true });
    this.box.element.hidden = true;
    const given = new Map(Object.entries(options).map(([name, value]) => [name, String(value)]));
    this.bar.open(entry, { given });
  }

  /** Files were dropped or pasted: the command being filled in takes them, or one is chosen that does. */
  #takeFiles(files) {
    if (this.bar.isOpen) {
      if (!this.bar.takeFiles(files)) this.#refuse(`/${this.bar.entry.shown} takes no further file.`);
      return;
    }
    const able = this.entries.filter((entry) => entry.options.some((option) => option.type === ATTACHMENT));
    const begin = (entry) => { this.#begin({ entry, rest: "" }); this.bar.takeFiles(files); };
    if (!able.length) return this.#refuse("No command here takes a file.");
    if (able.length === 1) return begin(able[0]);
    const items = able.map((entry) => ({ title: `/${entry.shown}`, note: entry.about, value: entry }));
    this.box.element.focus();
    this.list.open(this.box.element, items, (item) => begin(item.value), { head: `What to do with ${files[0].name}` });
  }

  #refuse(text) { this.#store.emit("refused", { text, path: "/slash" }); }
}

const nameOf = ({ channel, world }) => (channel.guild_id ? `#${channel.key}` : world.bot.username);
