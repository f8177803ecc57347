// Light, dark, or as the system has it. The choice is kept; early.js applies it before the first paint.
import { make } from "../dom.js";
import { icon } from "../icons.js";

const KEPT_AS = "inkling.theme";
const THEMES = [
  { name: "", drawing: "auto", words: "Theme: as the system" },
  { name: "light", drawing: "sun", words: "Theme: light" },
  { name: "dark", drawing: "moon", words: "Theme: dark" },
];

/** @returns {HTMLElement} a button that goes round the themes */
export function themeButton() {
  const button = make("button", { type: "button", className: "plain", id: "theme" });
  let now = THEMES.findIndex((one) => one.name === (localStorage.getItem(KEPT_AS) ?? ""));
  const show = () => {
    const { drawing, words } = THEMES[now];
    button.replaceChildren(icon(drawing));
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  button.onclick = () => {
    now = (now + 1) % THEMES.length;
    choose(THEMES[now].name);
    show();
  };
  show();
  return button;
}

function choose(name) {
  if (name) {
    localStorage.setItem(KEPT_AS, name);
    document.documentElement.dataset.theme = name;
  } else {
    localStorage.removeItem(KEPT_AS);
    delete document.documentElement.dataset.theme;
  }
}
