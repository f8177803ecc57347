// What happens when something in a message is pressed. One listener for all: messages are redrawn beneath it.
import { openChoice } from "../components/choice.js";
import { openLightbox } from "../components/lightbox.js";
import { controlKey } from "../components/key.js";

/**
 * @param {HTMLElement} list @param {import("../state.js").Store} store
 * @param {{busy: Set<string>, again: (id: string) => void}} drawing
 */
export function mountTouch(list, store, drawing) {
  const touched = (event) => {
    const found = event.target.closest("[data-do]");
    if (!found || found.getAttribute("aria-disabled") === "true") return;
    const message = store.messages.get(found.closest("[data-message]").dataset.message);
    if (message) ACTS[found.dataset.do]?.(found, { message, store, drawing, list });
  };
  list.addEventListener("click", touched);
  list.addEventListener("keydown", (event) => {
    if (event.target.getAttribute("role") !== "button" || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    touched(event);
  });
}

const ACTS = {
  dismiss: (_, { message, store }) => store.dismiss(message.id),
  delete: (_, { message, store }) => store.dismiss(message.id),
  reply: (_, { message, store }) => store.emit("reply", message),
  menu: (button) => openMenu(button),
  jump: (button, { list }) => jump(list, button.dataset.to),
  enter: (button, { store }) => {
    const place = store.channels().find((one) => one.id === button.dataset.to);
    if (place) void store.enter(place.key);
  },
  reveal: (spoiler) => reveal(spoiler),
  look: (picture, { list }) => openLightbox(picture, list),
  press: (button, around) => control(button, around, "/press", { button: button.dataset.id }),
  choose: async (button, around) => {
    const part = partOf(around.message.message.components, button.dataset.id);
    const values = await openChoice(button, part, around.store);
    if (values) await control(button, around, "/choose", { select: part.custom_id, values });
  },
};

/** Use a button or select; it is busy until the bot has answered. */
async function control(button, { message, store, drawing }, path, fields) {
  const key = controlKey(message, button.dataset.id);
  if (drawing.busy.has(key)) return;
  drawing.busy.add(key);
  drawing.again(message.id);
  try {
    await store.act(path, { message: message.id, ...fields });
  } finally {
    drawing.busy.delete(key);
    drawing.again(message.id);
  }
}

function partOf(components, id) {
  for (const part of components) {
    const inner = [...(part.components ?? []), ...(part.accessory ? [part.accessory] : [])];
    const found = part.custom_id === id ? part : partOf(inner, id);
    if (found) return found;
  }
  return null;
}

function openMenu(button) {
  const box = button.getBoundingClientRect();
  const where = { clientX: box.left, clientY: box.bottom, bubbles: true, cancelable: true };
  button.dispatchEvent(new MouseEvent("contextmenu", where));
}

function jump(list, id) {
  const target = [...list.children].find((one) => one.dataset.message === id);
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.classList.remove("found");
  requestAnimationFrame(() => target.classList.add("found"));
}

function reveal(spoiler) {
  spoiler.dataset.revealed = "yes";
  for (const name of ["role", "tabindex", "aria-label", "data-do"]) spoiler.removeAttribute(name);
}
