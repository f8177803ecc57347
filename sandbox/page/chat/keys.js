// Through the messages by arrow keys: a message that has the focus shows its tools, and Tab goes into it.
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** @param {HTMLElement} place the part that scrolls @param {HTMLElement} list */
export function mountKeys(place, list) {
  place.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const from = event.target;
    if (!step || event.altKey || (from !== place && !from.matches(".message"))) return;
    const next = from === place ? list.lastElementChild : sibling(from, step);
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  });
}

const sibling = (message, step) => (step < 0 ? message.previousElementSibling : message.nextElementSibling);
