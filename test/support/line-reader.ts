import type { Readable } from 'node:stream';

/** The lines of a process as they come; every line is given once, in order, to whoever waits for it. */
export class LineReader {
  readonly lines: string[] = [];
  #at = 0;
  #rest = '';
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(stream: Readable) {
    stream.on('data', (chunk: Buffer) => {
      const parts = (this.#rest + chunk.toString()).split('\n');
      this.#rest = parts.pop() ?? '';
      this.lines.push(...parts);
      this.#wake();
    });
    stream.on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
  }

  /** The next line that matches; those before are passed over. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = this.lines[this.#at];
      if (line !== undefined) {
        this.#at += 1;
        if (pattern.test(line)) return line;
      } else if (this.#isOver) throw new Error(`no line ${pattern} came:\n${this.lines.join('\n')}`);
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
