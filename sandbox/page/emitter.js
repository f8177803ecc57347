// Tells listeners of a topic, in the order they came.

export class Emitter {
  #listeners = new Map();

  /**
   * @param {string} topic @param {(data: any) => void} listener
   * @returns {() => void} stops listening
   */
  on(topic, listener) {
    if (!this.#listeners.has(topic)) this.#listeners.set(topic, new Set());
    this.#listeners.get(topic).add(listener);
    return () => this.#listeners.get(topic).delete(listener);
  }

  /** @param {string} topic @param {any} [data] */
  emit(topic, data) {
    for (const listener of this.#listeners.get(topic) ?? []) listener(data);
  }
}
