// The bot's life: whether it runs, and the two buttons that end it and begin it again.
import { make } from "../dom.js";
import { demo, tried } from "./demo.js";
import { clock } from "./words.js";

/**
 * @param {import("../state.js").Store} store @param {import("./looking.js").Looking} looking
 * @returns {HTMLElement}
 */
export function lifeStrip(store, looking) {
  const said = make("p", { role: "status" });
  const button = make("button", { type: "button", className: "act", hidden: true });
  const strip = make("section", { className: "life", "aria-label": "The bot's life" },
    make("span", { className: "lamp", "aria-hidden": "true" }), said, button);
  let bot = null;

  const show = ({ found, trouble }) => {
    bot = found;
    const [state, words] = found ? condition(found, store.botUp) : ["unknown", trouble];
    strip.dataset.state = state;
    if (said.textContent !== words) said.textContent = words;
    button.hidden = !found;
    button.textContent = state === "killed" ? "Start it again" : "Kill the bot";
    button.classList.toggle("danger", state !== "killed");
  };
  button.onclick = async () => {
    button.disabled = true;
    show(await tried(bot.state === "killed" ? demo.start() : demo.kill()));
    button.disabled = false;
    button.focus();
  };
  const read = looking.keep(null, async () => show(await tried(demo.bot())));
  store.on("up", () => { if (bot) read(); });
  return strip;
}

function condition({ state, pid, since, kills }, connected) {
  if (state === "killed") return ["killed", `Killed at ${clock(since)}. Discord and the gateway go on without it.`];
  const lives = kills ? `, life ${kills + 1}` : "";
  if (!connected) return ["waking", `Process ${pid}${lives} is coming up…`];
  return ["running", `The bot runs: process ${pid}${lives}, since ${clock(since)}.`];
}
