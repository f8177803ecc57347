// The drawer itself: the bot's life on top, and a tab for everything there is to see or to switch.
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
 * @returns {(open: boolean) => void} called each time the drawer was opened or closed
 */
export function fillDrawer(place, store) {
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
  const shut = () => store.emit("curtain", false);
  close.onclick = shut;
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) shut();
  });
  place.append(make("header", {}, heading, close), lifeStrip(store, looking), ...tabs.parts);
  return (open) => {
    store.overhear(open ? BEHIND : []);
    looking.open(open);
    if (open) heading.focus();
  };
}
