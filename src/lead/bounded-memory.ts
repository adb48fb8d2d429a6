/**
 * What was last worked out, by name. Senders repeat themselves, which makes it worth remembering; attackers do not,
 * which is why the oldest entry makes room once `most` are held.
 */
export class BoundedMemory<T> {
  readonly #most: number;
  readonly #entries = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(name: string): T | undefined {
    return this.#entries.get(name);
  }

  /** @returns the value, so that what was just worked out can be handed on. */
  put(name: string, value: T): T {
    if (this.#entries.size >= this.#most && !this.#entries.has(name)) this.forget(this.#oldest());
    this.#entries.set(name, value);
    return value;
  }

  forget(name: string): void {
    this.#entries.delete(name);
  }

  #oldest(): string {
    const [name = ''] = this.#entries.keys();
    return name;
  }
}
