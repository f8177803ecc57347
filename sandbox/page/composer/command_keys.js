// The keys of a command being filled in: arrows, Tab, Enter, Esc, and Backspace out of an option.

/**
 * @param {import("./command_bar.js").CommandBar} bar
 * @param {KeyboardEvent} event
 */
export function handleKey(bar, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = bar.fields.find((each) => each.input === event.target) ?? null;
  if (!field && event.target !== bar.more) return;
  const act = KEYS[event.key];
  if (act?.(bar, field, event)) event.preventDefault();
}

// Each answers whether it has dealt with the key. `field` is null where further options are offered.
const KEYS = {
  ArrowDown: (bar, field) => walk(bar, field, 1),
  ArrowUp: (bar, field) => walk(bar, field, -1),
  ArrowLeft: (bar, field) => atStart(bar, field) && step(bar, field, -1),
  ArrowRight: (bar, field) => atEnd(bar, field) && step(bar, field, 1),
  Tab: (bar, field, event) => !event.shiftKey && forward(bar, field),
  Enter: (bar, field, event) => !event.shiftKey && enter(bar, field),
  Escape: (bar, _field, event) => escape(bar, event),
  Backspace: (bar, field) => back(bar, field),
  Delete: (_bar, field) => dropFile(field),
};

function walk(bar, field, by) {
  if (bar.list.isOpen && bar.list.items.length) {
    bar.list.move(by);
    return true;
  }
  if (field && field.input.tagName === "TEXTAREA") return false;
  if (field) bar.offer(field);
  else bar.offerOptions();
  return true;
}

function forward(bar, field) {
  if (bar.list.take()) return true;
  if (!field) {
    if (!bar.list.isOpen || !bar.list.items.length) return false;
    bar.list.move(1);
    return bar.list.take();
  }
  return step(bar, field, 1);
}

function enter(bar, field) {
  if (bar.list.take()) return true;
  if (field?.choose && field.isEmpty) field.choose();
  else void bar.submit();
  return true;
}

function escape(bar, event) {
  event.stopPropagation();
  if (bar.list.isOpen) bar.list.close();
  else bar.leave("");
  return true;
}

function back(bar, field) {
  if (field && !field.isEmpty && field.choose) return dropFile(field);
  if (!atStart(bar, field)) return false;
  const before = bar.neighbour(field, -1);
  const removed = field?.isEmpty && bar.remove(field);
  if (before) before.focus();
  else if (removed) bar.goOn(null);
  else if (!bar.fields.some((each) => !each.isEmpty)) bar.leave(`/${bar.entry.shown}`);
  else return false;
  return true;
}

function dropFile(field) {
  if (!field?.choose || field.isEmpty) return false;
  field.clear();
  return true;
}

function step(bar, field, by) {
  const next = bar.neighbour(field, by);
  if (next === undefined) return false;
  if (next) next.focus();
  else bar.focusMore();
  return true;
}

const atStart = (bar, field) =>
  field ? field.atStart : bar.more.selectionStart === 0 && bar.more.selectionEnd === 0;
const atEnd = (bar, field) =>
  field ? field.atEnd : bar.more.selectionStart === bar.more.value.length;
