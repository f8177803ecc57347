// Whether anyone looks, and at what: nothing is asked of the stand-ins for a panel that nobody sees.

const EVERY_MS = 1000;

export class Looking {
  #open = false;
  #panel = null;
  #document;
  #readers = []; // {panel, read, busy}; panel null: whenever the drawer is open
  #openers = [];

  /** @param {Document} document */
  constructor(document) {
    this.#document = document;
    setInterval(() => this.#readAll(), EVERY_MS);
    document.addEventListener("visibilitychange", () => this.#readAll());
  }

  /**
   * Read once a second while this panel is seen, one reading at a time.
   * @param {HTMLElement | null} panel null: whenever the drawer is open @param {() => Promise<void>} read
   * @returns {() => Promise<void>} reads at once
   */
  keep(panel, read) {
    const reader = { panel, read, busy: false };
    this.#readers.push(reader);
    return () => once(reader);
  }

  /** @param {() => void} listener called each time the drawer is opened */
  onOpen(listener) {
    this.#openers.push(listener);
  }

  /** @param {boolean} open whether the drawer is */
  open(open) {
    this.#open = open;
    if (!open) return;
    for (const listener of this.#openers) listener();
    this.#readAll();
  }

  /** @param {HTMLElement} panel the one that is shown now */
  at(panel) {
    this.#panel = panel;
    this.#readAll();
  }

  #readAll() {
    if (!this.#open || this.#document.hidden) return;
    for (const reader of this.#readers) {
      if (reader.panel === null || reader.panel === this.#panel) once(reader);
    }
  }
}

async function once(reader) {
  if (reader.busy) return;
  reader.busy = true;
  try {
    await reader.read();
  } finally {
    reader.busy = false;
  }
}
