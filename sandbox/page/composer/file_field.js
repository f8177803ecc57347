// An option that takes a file: chosen with a button, dropped, or pasted.
import { make } from "../dom.js";
import { nameIn } from "./commands.js";
import { onDrop, previewOf, sizeOf } from "./files.js";
import { framed, helpOf } from "./option_field.js";
import { valueOf } from "./values.js";

/** An option that takes a file; used like a TypedField. */
export class FileField {
  #file = null;
  #chooser;
  #onInput;

  /**
   * @param {Object} option - As registered.
   * @param {string} locale
   * @param {{onRemove: () => void, onInput: () => void, most: number}} told - `most`: bytes a file may have.
   */
  constructor(option, locale, { onRemove, onInput, most }) {
    this.option = option;
    this.most = most;
    this.help = helpOf(option, locale);
    this.#onInput = onInput;
    this.#chooser = make("input", { type: "file", hidden: true, tabIndex: -1 });
    this.#chooser.addEventListener("change", () => this.take(this.#chooser.files[0]));
    this.input = make("button", { type: "button", className: "pill-field pill-file", onclick: () => this.choose() });
    this.input.setAttribute("aria-describedby", "composer-help");
    this.element = framed(option, this.input, { shown: nameIn(option, locale), onRemove });
    this.element.append(this.#chooser);
    onDrop(this.element, (files) => this.take(files[0]));
    this.#draw();
  }

  /** @returns {import("./values.js").Field} */
  get state() { return { text: "", picked: null, file: this.#file }; }

  get isEmpty() { return this.#file === null; }
  get atStart() { return true; }
  get atEnd() { return true; }

  /** Opens the system's window for choosing. */
  choose() { this.#chooser.click(); }

  /**
   * Holds this file from now on.
   * @param {File | undefined} file
   */
  take(file) {
    if (!file) return;
    this.#file = file;
    this.mark(false);
    this.#draw();
    this.#onInput();
  }

  /** Holds no file any more. */
  clear() {
    this.#file = null;
    this.#chooser.value = "";
    this.#draw();
  }

  /** Goes back to an earlier state. @param {import("./values.js").Field} state */
  restore(state) {
    this.#file = state.file;
    this.#draw();
  }

  /** The file, or why it cannot be sent. */
  read() {
    if (this.#file && this.#file.size > this.most) return { wrong: `A file may have at most ${sizeOf(this.most)}.` };
    return valueOf(this.option, this.state);
  }

  /** Shows whether it is wrong. @param {boolean} wrong */
  mark(wrong) { this.element.classList.toggle("wrong", wrong); }

  focus() { this.input.focus(); }

  #draw() {
    if (!this.#file) return this.input.replaceChildren("Choose or drop a file");
    const size = make("span", { className: "file-size" }, sizeOf(this.#file.size));
    const name = make("span", { className: "file-name" }, this.#file.name);
    this.input.replaceChildren(previewOf(this.#file), name, " ", size);
  }
}
