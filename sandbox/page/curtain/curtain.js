// The drawer "Behind the curtain": opened and closed by the button in the head of the room.
import { make } from "../dom.js";
import { booksPanel } from "./books.js";
import { eventsPanel } from "./events.js";
import { jobsPanel } from "./jobs.js";
import { lifeStrip } from "./life.js";
import { Looking } from "./looking.js";
import { switchesPanel } from "./switches.js";
import { Tabs } from "./tabs.js";
import { wirePanel } from "./wire.js";

/** Kinds of change that only this drawer shows. */
const BEHIND = ["request", "violation", "dispatch", "fault"];

/**
 * @param {HTMLElement} place @param {import("../state.js").Store} store
 */
export function mountCurtain(place, store) {
  const looking = new Looking(document);
  const tabs = new Tabs("Behind the curtain", [
    { name: "Switches", panel: switchesPanel(store, looking) },
    { name: "Wire", panel: wirePanel(store, looking) },
    { name: "Events", panel: eventsPanel(store, looking) },
    { name: "Jobs", panel: jobsPanel(looking) },
    { name: "Books", panel: booksPanel(store, looking) },
  ], (panel) => looking.at(panel));
  const heading = make("h2", { tabIndex: -1 }, "Behind the curtain");
  const close = make("button", { type: "button", className: "plain", "aria-label": "Close the curtain" }, "✕");
  place.append(make("header", {}, heading, close), lifeStrip(store, looking), ...tabs.parts);

  let opener = null;
  store.on("curtain", (open) => {
    if (open === !place.hidden) return;
    place.hidden = !open;
    store.overhear(open ? BEHIND : []);
    looking.open(open);
    if (open) {
      opener = document.activeElement;
      heading.focus();
    } else if (place.contains(document.activeElement) || document.activeElement === document.body) {
      opener?.focus();
    }
  });
  const shut = () => { opener?.focus(); store.emit("curtain", false); };
  close.onclick = shut;
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) shut();
  });
}
