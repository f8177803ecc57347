// The drawer "Behind the curtain": opened and closed by the button in the head of the room.

/** @param {HTMLElement} place @param {import("../state.js").Store} store */
export function mountCurtain(place, store) {
  store.on("curtain", (open) => { place.hidden = !open; });
}
