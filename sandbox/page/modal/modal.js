// A window that the bot opened: its fields, what is wrong in them, and sending it off.
import { make } from "../dom.js";
import { fieldOf } from "./fields.js";

let serial = 0;

/** @param {import("../state.js").Store} store */
export function mountModals(store) {
  store.on("modal", (interaction) => new Modal(store, interaction).open());
}

/** One window, from opening to sending or giving up. */
class Modal {
  #store;
  #interaction;
  #back = document.activeElement;

  constructor(store, interaction) {
    this.#store = store;
    this.#interaction = interaction;
    const { title, components } = interaction.response;
    const heading = make("h2", { id: `modal-${++serial}` }, title);
    this.blocks = components.map((part) => fieldOf(part, store));
    this.fault = make("p", { className: "modal-fault", role: "alert" });
    this.submitButton = make("button", { type: "submit", className: "modal-submit" }, "Submit");
    const parts = [this.#head(heading), this.#body(), this.#foot()];
    this.form = make("form", { noValidate: true, autocomplete: "off" }, ...parts);
    this.element = make("dialog", { className: "modal", "aria-labelledby": heading.id }, this.form);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); void this.#submit(); });
    this.form.addEventListener("input", () => { this.dirty = true; });
    this.element.addEventListener("cancel", (event) => this.#cancelled(event));
    this.element.addEventListener("close", () => this.#closed());
  }

  /** Shows it, with the focus in its first field. */
  open() {
    document.body.append(this.element);
    this.element.showModal();
    this.blocks.find((block) => block.focus)?.focus();
  }

  #head(heading) {
    const app = this.#store.world.bot.username;
    return make("header", { className: "modal-head" }, make("p", { className: "modal-app" }, app), heading);
  }

  #body() {
    return make("div", { className: "modal-body" }, ...this.blocks.map((block) => block.element));
  }

  #foot() {
    const about = { type: "button", className: "modal-cancel", onclick: () => this.element.close() };
    const cancel = make("button", about, "Cancel");
    return make("footer", { className: "modal-foot" }, this.fault, cancel, this.submitButton);
  }

  async #submit() {
    const fields = this.blocks.filter((block) => block.name);
    const bad = fields.filter((field) => field.check());
    if (bad.length) return bad[0].focus();
    const values = {};
    for (const field of fields) values[field.name] = await field.value();
    await this.#send(values);
  }

  async #send(values) {
    this.#busy(true);
    try {
      await this.#store.act("/modal", { interaction: this.#interaction.id, values }, { quiet: true });
      this.element.close();
    } catch (error) {
      this.fault.textContent = error.message;
    } finally {
      this.#busy(false);
    }
  }

  #busy(on) {
    this.submitButton.disabled = on;
    this.form.setAttribute("aria-busy", String(on));
    if (on) this.fault.textContent = "";
  }

  // Esc is pressed by habit: what was written is not thrown away at once.
  #cancelled(event) {
    if (!this.dirty || event.target !== this.element) return;
    event.preventDefault();
    this.dirty = false;
    this.fault.textContent = "Press Esc again to throw away what you wrote.";
  }

  #closed() {
    this.element.remove();
    // Chromium gives the focus back by itself, but leaves the caret where the pointer was last:
    // keys would go nowhere.
    this.#back?.blur();
    if (this.#back?.isConnected) this.#back.focus();
  }
}
