// The image gateways' jobs: what was asked of them, how far it is, and how often the bot came to look.
import { make } from "../dom.js";
import { demo, tried } from "./demo.js";
import { facts } from "./words.js";

const SHOWN = 25;
const OVER = ["succeeded", "failed", "cancelled"];

/**
 * @param {import("./looking.js").Looking} looking
 * @returns {HTMLElement}
 */
export function jobsPanel(looking) {
  const note = make("p", { className: "empty" });
  const list = make("ol", { className: "jobs", "aria-label": "Jobs of the image gateways" });
  const panel = make("div", {}, note, list);
  const cards = new Map(); // id -> card

  const read = looking.keep(panel, async () => {
    const { found, trouble } = await tried(demo.ask("/jobs"));
    const jobs = (found?.jobs ?? []).slice(-SHOWN).reverse();
    note.hidden = jobs.length > 0;
    note.textContent = trouble || "No job yet. A picture that is asked for appears here.";
    const known = new Set(jobs.map((job) => job.id));
    for (const [id, card] of cards) if (!known.has(id)) { card.item.remove(); cards.delete(id); }
    jobs.toReversed().forEach((job) => {
      if (!cards.has(job.id)) {
        cards.set(job.id, newCard(job, (path) => act(path)));
        list.prepend(cards.get(job.id).item);
      }
      cards.get(job.id).show(job);
    });
  });
  const act = async (path) => {
    await tried(demo.tell(path));
    await read();
  };
  return panel;
}

function newCard(job, act) {
  const state = make("span", { className: "stage" });
  const bar = make("progress", { max: 1, "aria-label": "Painted" });
  const counts = make("div");
  const finish = make("button", { type: "button", className: "act", onclick: () => act(`/jobs/${job.id}/finish`) }, "Finish now");
  const cancel = make("button", { type: "button", className: "act", onclick: () => act(`/jobs/${job.id}/cancel`) }, "Cancel it there");
  const buttons = make("div", { className: "acts" }, finish, cancel);
  const head = make("div", { className: "head" }, make("strong", {}, job.text || "(no words)"), state);
  const item = make("li", { className: "card" }, head, bar, counts, buttons);
  const show = (now) => {
    state.textContent = now.error ? `${now.status}: ${now.error}` : now.status;
    state.dataset.state = now.status;
    const over = OVER.includes(now.status);
    bar.value = over ? 1 : done(now);
    bar.hidden = over;
    buttons.hidden = over;
    counts.replaceChildren(facts({
      gateway: now.gateway, model: now.model, size: `${now.width} × ${now.height}`, takes: `${now.seconds.toFixed(1)} s`,
      "submits of this prompt": now.submits, polls: now.polls, downloads: now.downloads,
      charged: `${now.charged} of ${now.price} units`,
    }));
  };
  return { item, show };
}

function done(job) {
  const span = job.finish_at - job.submitted_at;
  return span > 0 ? Math.min(Math.max((Date.now() / 1000 - job.submitted_at) / span, 0), 1) : 1;
}
