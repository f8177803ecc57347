// Drawing a list again without losing the focus: the element with the same `data-key` gets it back.

/** @param {HTMLElement} place @param {...Node} children */
export function redraw(place, ...children) {
  const held = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  place.replaceChildren(...children);
  if (held) [...place.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held)?.focus();
}

/**
 * Draws at most once per frame, however often it is asked to.
 * @param {() => void} draw @returns {() => void}
 */
export function oncePerFrame(draw) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  };
}
