// Files in a modal: chosen with a button or dropped.
import { onDrop, previewOf, sizeOf, wireOf } from "../composer/files.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { faultOf } from "./choices.js";

/**
 * @param {Object} part - The component.
 * @param {import("../state.js").Store} store
 * @returns {import("./frame.js").Input}
 */
export function upload(part, store) {
  const required = part.required ?? true;
  const most = part.max_values ?? 1;
  const limit = store.world.settings.advertised_upload_limit;
  const shown = make("ul", { className: "upload-files" });
  const chooser = make("input", { type: "file", multiple: most > 1, hidden: true, tabIndex: -1 });
  const target = make("button", { type: "button", className: "upload-choose", onclick: () => chooser.click() });
  target.append(most > 1 ? `Choose or drop up to ${most} files` : "Choose or drop a file");
  const element = make("div", { className: "upload" }, target, chooser, shown);
  let files = [];
  const hold = (next) => {
    files = next;
    shown.replaceChildren(...files.map((file) => row(file, () => hold(files.filter((each) => each !== file)))));
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = (added) => hold(most === 1 ? added.slice(0, 1) : [...files, ...added]);
  chooser.addEventListener("change", () => { take([...chooser.files]); chooser.value = ""; });
  onDrop(element, take);
  const wrong = () => {
    const large = files.find((file) => file.size > limit);
    if (large) return `${large.name} is too large: at most ${sizeOf(limit)}.`;
    return faultOf(files.length, { required, most, least: required ? part.min_values ?? 1 : part.min_values ?? 0 });
  };
  return { element, target, wrong, value: () => Promise.all(files.map(wireOf)) };
}

function row(file, onRemove) {
  const remove = make("button", { type: "button", className: "plain", onclick: onRemove }, icon("close"));
  remove.setAttribute("aria-label", `Remove ${file.name}`);
  const name = make("span", { className: "file-name" }, file.name);
  return make("li", {}, previewOf(file), name, make("span", { className: "file-size" }, sizeOf(file.size)), remove);
}
