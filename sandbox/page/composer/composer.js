// Writing an ordinary message.
import { make } from "../dom.js";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountComposer(place, store) {
  const input = make("input", { type: "text", "aria-label": "Message", autocomplete: "off" });
  const form = make("form", {}, input);
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (await store.act("/say", { channel: store.channel.key, text: input.value })) input.value = "";
  };
  place.append(form);
}
