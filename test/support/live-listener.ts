/** A page's side of a live connection: what it hears, by type. */
export class LiveListener implements Disposable {
  readonly heard: Record<string, unknown>[] = [];
  readonly socket: WebSocket;
  readonly #waiting: (() => void)[] = [];

  private constructor(url: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}live`);
    this.socket.addEventListener('message', ({ data }) => {
      this.heard.push(JSON.parse(String(data)));
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Connects and waits for the greeting. */
  static async to(url: string): Promise<LiveListener> {
    const listener = new LiveListener(url);
    await listener.next('heartbeat');
    return listener;
  }

  /** The message of a type that was not asked for yet, which is waited for. */
  async next(type: string): Promise<Record<string, unknown>> {
    for (;;) {
      const at = this.heard.findIndex((message) => message.type === type);
      const [found] = at < 0 ? [] : this.heard.splice(at, 1);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}
