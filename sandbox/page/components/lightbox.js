// A picture as large as the window, with its words; arrows go through the pictures of the message.
import { make } from "../dom.js";
import { icon } from "../icons.js";

/** @param {HTMLElement} look the pressed picture @param {HTMLElement} list where messages stand */
export function openLightbox(look, list) {
  const pictures = [...look.closest("[data-message]").querySelectorAll(".look img")];
  let now = pictures.indexOf(look.querySelector("img"));
  const image = make("img", {}), words = make("figcaption", {});
  const whole = make("a", { className: "plain", target: "_blank", rel: "noopener noreferrer" }, icon("out"), "Original");
  const tool = (drawing, name, onclick) =>
    make("button", { type: "button", className: `plain ${drawing}`, "aria-label": name, onclick }, icon(drawing));
  const several = pictures.length > 1;
  const dialog = make("dialog", { className: "lightbox", "aria-label": "Picture" },
    make("div", { className: "lightbox-tools" }, whole, tool("close", "Close", () => dialog.close())),
    several && tool("left", "Previous picture", () => go(-1)),
    make("figure", {}, image, words),
    several && tool("right", "Next picture", () => go(1)));

  const go = (step) => {
    now = (now + step + pictures.length) % pictures.length;
    image.src = pictures[now].src;
    image.alt = pictures[now].alt;
    words.textContent = pictures[now].alt;
    whole.href = pictures[now].src;
  };
  dialog.onkeydown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && several) go(step);
  };
  dialog.onclick = (event) => { if (event.target === dialog || event.target.tagName === "FIGURE") dialog.close(); };
  dialog.onclose = () => { dialog.remove(); if (list.contains(look)) look.focus(); };
  go(0);
  document.body.append(dialog);
  dialog.showModal();
}
