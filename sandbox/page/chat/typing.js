// "Inkling is typing …": for ten seconds, or until the message is there (Discord documentation, "Trigger Typing").
const TYPING_MS = 10_000;

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountTyping(place, store) {
  let timer;
  const quiet = () => { clearTimeout(timer); place.textContent = ""; };
  store.on("typing", ({ channel_id, person_id }) => {
    if (channel_id !== store.channel.id) return;
    clearTimeout(timer);
    place.textContent = `${store.nameOf(person_id) ?? "Someone"} is typing …`;
    timer = setTimeout(quiet, TYPING_MS);
  });
  store.on("place", quiet);
  store.on("message", quiet);
}
