// Line drawings of our own, on a field of 24 by 24.
const NAMESPACE = "http://www.w3.org/2000/svg";

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  thread: "M5 4v9a3 3 0 0 0 3 3h10M14 12l4 4-4 4M9 8h10",
  menu: "M4 7h16M4 12h16M4 17h16",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c2 .8 3 2.8 3 5.5",
  curtain: "M3 4h18M5 4v16c3-3 4-8 4-16M19 4v16c-3-3-4-8-4-16",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  auto: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M12 8l6-2.5M12 12.5l8.5-2M12 17l7.5-1.5",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 7 4 12l6 5v-3.5c5 0 8 1.5 10 4.5-.5-5-4-8-10-8.5V7Z",
  bin: "M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14",
  down: "M6 9l6 6 6-6",
  up: "M6 15l6-6 6 6",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  out: "M13 5h6v6M19 5l-9 9M10 6H5v13h13v-5",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  slash: "M8.5 21 15.5 3",
  send: "M4 4.5 20.500 12 4 19.5l2.500-7.500zM6.5 12H13",
  check: "M5 12.5 10 17.5 19 7",
};

/**
 * A drawing that says nothing by itself: whoever shows it names it in words.
 * @param {keyof typeof PATHS} name @returns {SVGElement}
 */
export function icon(name) {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}
