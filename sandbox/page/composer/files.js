// Files of this person: read for sending, described, and dropped.
import { make } from "../dom.js";

const STEP = 0x8000;

/**
 * A file as the control API takes it.
 * @param {File} file
 * @returns {Promise<{filename: string, content_type: string, base64: string}>}
 */
export async function wireOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += STEP) text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return { filename: file.name, content_type: file.type || "application/octet-stream", base64: btoa(text) };
}

/**
 * A size in words: "1.4 MB".
 * @param {number} bytes
 * @returns {string}
 */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * A small picture of a file, drawn on a canvas so that no address outside this page is needed.
 * Stays empty for what is not a picture.
 * @param {File} file
 * @returns {HTMLCanvasElement}
 */
export function previewOf(file) {
  const canvas = make("canvas", { className: "file-preview", width: 96, height: 96, hidden: true });
  canvas.setAttribute("aria-hidden", "true");
  if (file.type.startsWith("image/")) void draw(file, canvas);
  return canvas;
}

async function draw(file, canvas) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return;
  const side = Math.min(bitmap.width, bitmap.height);
  const left = (bitmap.width - side) / 2, top = (bitmap.height - side) / 2;
  canvas.getContext("2d").drawImage(bitmap, left, top, side, side, 0, 0, canvas.width, canvas.height);
  canvas.hidden = false;
  bitmap.close();
}

/**
 * Lets files be dropped on an element; it has the class "dropping" while they hover.
 * @param {HTMLElement} place
 * @param {(files: File[]) => void} dropped
 */
export function onDrop(place, dropped) {
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const hover = (on) => place.classList.toggle("dropping", on);
  place.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    hover(true);
  });
  place.addEventListener("dragleave", (event) => { if (!place.contains(event.relatedTarget)) hover(false); });
  place.addEventListener("drop", (event) => {
    hover(false);
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation();
    dropped([...event.dataTransfer.files]);
  });
}
