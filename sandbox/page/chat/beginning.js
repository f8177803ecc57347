// What stands above the first message of a channel.
import { make } from "../dom.js";

/** @param {import("../state.js").Store} store @returns {HTMLElement} */
export function beginning(store) {
  const title = make("h2", {}), words = make("p", {});
  const mark = make("img", { src: "/page/mark.svg", alt: "", width: 48, height: 48 });
  store.on("place", () => {
    title.textContent = store.guild ? `#${store.channel.key}` : "Inkling";
    words.textContent = wordsFor(store);
  });
  return make("div", { className: "beginning" }, mark, title, words);
}

function wordsFor({ guild, person, channel }) {
  if (!guild) return `The beginning of the conversation between ${person.name} and the bot.`;
  const age = channel.nsfw ? " It is age-restricted." : "";
  return `The beginning of #${channel.key} in ${guild.name}.${age} Type / to see what can be done here.`;
}
