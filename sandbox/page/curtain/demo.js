// The demo behind the page: the bot's life, its books, and the image gateways' control API.
import { api, Refusal } from "../api.js";

export const demo = {
  bot: () => api.get("/demo/bot"),
  kill: () => api.post("/demo/bot/kill"),
  start: () => api.post("/demo/bot/start"),
  books: () => api.get("/demo/books"),
  /** @param {string} path of the image gateways' control API */
  ask: (path) => api.get(`/demo/gateway${path}`),
  tell: (path, fields) => api.post(`/demo/gateway${path}`, fields),
  forget: (path) => api.del(`/demo/gateway${path}`),
};

/**
 * @template T
 * @param {Promise<T>} asked
 * @returns {Promise<{found: T | null, trouble: string}>} what was answered, or why nothing was
 */
export async function tried(asked) {
  try {
    return { found: await asked, trouble: "" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { found: null, trouble: sentence(error.message) };
  }
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1).replace(/\.?$/, ".");
