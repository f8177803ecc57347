// Changing a tree into another without replacing what stays the same: pictures do not flicker, focus and
// opened parts are kept, a screen reader is not told of what did not change.

/** Attributes that belong to who looks at the page, not to the message. */
const KEPT = new Set(["open", "aria-expanded"]);

/**
 * Make `old` look like `fresh`; nodes are reused by position where kind and `data-key` agree.
 * Handlers set as properties are not carried over: listen on an ancestor.
 * @param {Node} old @param {Node} fresh @returns {Node} what stands there now
 */
export function morph(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.dataset?.key !== fresh.dataset?.key) {
    old.replaceWith(fresh);
    return fresh;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return old;
  }
  attributes(old, fresh);
  children(old, fresh);
  return old;
}

function attributes(old, fresh) {
  if (old.dataset?.revealed) return;
  for (const { name } of [...old.attributes]) {
    if (!KEPT.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) set(old, name, value);
  }
}

// The page's policy forbids a style attribute to be written, but not the style itself.
function set(element, name, value) {
  if (name === "style") element.style.cssText = value;
  else element.setAttribute(name, value);
}

function children(old, fresh) {
  const wanted = [...fresh.childNodes];
  while (old.childNodes.length > wanted.length) old.lastChild.remove();
  wanted.forEach((node, index) => {
    const here = old.childNodes[index];
    if (here) morph(here, node);
    else old.append(node);
  });
}
