// The strip above the field that says whom one answers.
import { make } from "../dom.js";
import { icon } from "../icons.js";

/** Whom one answers, and a button to stop. */
export class ReplyStrip {
  #message = null;
  #store;

  /** @param {import("../state.js").Store} store */
  constructor(store) {
    this.#store = store;
    this.words = make("span", {});
    const stop = make("button", { type: "button", className: "plain", onclick: () => this.cancel() }, icon("close"));
    stop.setAttribute("aria-label", "Do not reply");
    this.element = make("p", { className: "reply-strip", hidden: true }, this.words, stop);
    store.on("reply", (message) => this.#show(message));
    store.on("deleted", (message) => { if (message.id === this.#message?.id) this.cancel(); });
  }

  /**
   * Stops answering.
   * @returns {boolean} Whether there was something to stop.
   */
  cancel() {
    if (!this.#message) return false;
    this.#store.emit("reply", null);
    return true;
  }

  /**
   * The message that is answered; it counts as answered from now on.
   * @returns {Object | null}
   */
  take() {
    const message = this.#message;
    this.cancel();
    return message;
  }

  #show(message) {
    this.#message = message;
    this.element.hidden = !message;
    if (message) this.words.textContent = `Replying to ${this.#store.nameOf(message.author_id) ?? "someone"}`;
  }
}
