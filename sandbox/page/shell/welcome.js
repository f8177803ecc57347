// The first visit: one sentence, and one key press that shows a picture being made.
import { make } from "../dom.js";
import { icon } from "../icons.js";

const KEPT_AS = "inkling.welcomed";
const PROMPT = "a red fox reading under an umbrella, watercolour";

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountWelcome(place, store) {
  const go = make("button", { type: "button", id: "first" }, "Press Enter to see: ",
    make("code", {}, `/imagine ${PROMPT}`));
  const sentence = make("p", {}, "Say what you want to see with ", make("code", {}, "/imagine"),
    ", and Inkling paints it here.");
  const over = make("button", { type: "button", className: "plain", "aria-label": "Dismiss the hint" }, icon("close"));
  place.append(sentence, go, over);
  place.hidden = true;

  const done = () => { localStorage.setItem(KEPT_AS, "yes"); place.hidden = true; };
  go.onclick = () => {
    done();
    void store.act("/slash", { channel: store.channel.key, command: "imagine", options: { prompt: PROMPT } });
  };
  over.onclick = done;
  store.on("interaction", ({ name }) => { if (name === "imagine") done(); });
  let offered = false;
  store.on("commands", () => {
    const ready = store.guild && store.commands.some((one) => one.name === "imagine");
    place.hidden = !ready || Boolean(localStorage.getItem(KEPT_AS));
    if (!place.hidden && !offered) go.focus();
    offered ||= !place.hidden;
  });
}
