import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-port=0',
];
/** Debian's `chromium` is a script that reads machine-wide settings; the program itself needs none. */
const PROGRAM = '/usr/lib/chromium/chromium';
const START_SECONDS = 30;

interface Answer {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A real Chromium, driven over its debugging protocol (chromedevtools.github.io/devtools-protocol). */
export class Chromium implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #listeners = new Set<(answer: Answer) => void>();
  #asked = 0;

  private constructor(options: { process: ChildProcess; profile: string; socket: WebSocket }) {
    this.#process = options.process;
    this.#profile = options.profile;
    this.#socket = options.socket;
    this.#socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
      else for (const listen of this.#listeners) listen(answer);
    });
  }

  /** Starts the `chromium` on PATH. Rejects with what is missing. */
  static async start(): Promise<Chromium> {
    const profile = mkdtempSync(join(tmpdir(), 'openspec-complete-chromium-'));
    const started = spawn(
      existsSync(PROGRAM) ? PROGRAM : 'chromium',
      [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      },
    );
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      const slow = setTimeout(
        () => reject(new Error(`chromium did not start: ${said}`)),
        START_SECONDS * 1000,
      );
      started.once('error', () => reject(new Error('chromium is not on PATH: apt-get install -y chromium')));
      started.once('exit', (code) => reject(new Error(`chromium ended with ${code}: ${said}`)));
      started.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
        if (found === undefined) return;
        clearTimeout(slow);
        resolve(found);
      });
    });
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new Chromium({ process: started, profile, socket });
  }

  /**
   * Opens a page of this size and waits until it says that it has painted.
   *
   * @param first a script that runs before those of the page
   */
  async open(url: string, size = { width: 1280, height: 800 }, first = ''): Promise<ChromiumPage> {
    const { targetId } = (await this.send('Target.createTarget', { url: 'about:blank' })) as {
      targetId: string;
    };
    const { sessionId } = (await this.send('Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: string;
    };
    const page = new ChromiumPage(this, sessionId);
    await page.prepare(size, first);
    await page.go(url);
    return page;
  }

  listen(listener: (answer: Answer) => void): void {
    this.#listeners.add(listener);
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    const id = ++this.#asked;
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => {
        this.#waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { pid } = this.#process;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#socket.close();
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One tab: scripts, keys, the pointer, pictures, and everything its console complained about. */
export class ChromiumPage {
  readonly complaints: string[] = [];
  readonly #chromium: Chromium;
  readonly #session: string;

  constructor(chromium: Chromium, session: string) {
    this.#chromium = chromium;
    this.#session = session;
    chromium.listen(({ sessionId, method, params }) => {
      if (sessionId !== session) return;
      const isDriver = /GPU stall due to ReadPixels/.test(JSON.stringify(params));
      if ((method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') && !isDriver)
        this.complaints.push(JSON.stringify(params));
    });
  }

  async prepare(size: { readonly width: number; readonly height: number }, first: string): Promise<void> {
    for (const domain of ['Page', 'Runtime', 'Log', 'Accessibility']) await this.#send(`${domain}.enable`);
    await this.#send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
    if (first !== '') await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: first });
  }

  async go(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      this.#chromium.listen(({ sessionId, method }) => {
        if (sessionId === this.#session && method === 'Page.loadEventFired') resolve();
      });
    });
    await this.#send('Page.navigate', { url });
    await loaded;
    await this.until(`document.documentElement.dataset.painted === 'true'`);
  }

  /** The value of an expression, promises awaited. */
  async evaluate<T = unknown>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.#send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as {
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits, frame by frame in the page, until an expression is true. */
  async until(expression: string): Promise<void> {
    await this.evaluate(`new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('never true: ' + ${JSON.stringify(expression)})), 20000);
      const look = () => {
        if (${expression}) { clearTimeout(late); resolve(true); } else setTimeout(look, 16);
      };
      look();
    })`);
  }

  async press(key: string, { isShifted = false } = {}): Promise<void> {
    const text = key.length === 1 ? { text: key } : {};
    const pressed = { key, modifiers: isShifted ? 8 : 0 };
    await this.#send('Input.dispatchKeyEvent', { type: 'keyDown', ...pressed, ...text });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
  }

  async type(text: string): Promise<void> {
    await this.#send('Input.insertText', { text });
  }

  async pointer(
    type: 'mouseMoved' | 'mousePressed' | 'mouseReleased' | 'mouseWheel',
    at: { readonly x: number; readonly y: number; readonly deltaY?: number },
  ): Promise<void> {
    const button =
      type === 'mousePressed' || type === 'mouseReleased' ? { button: 'left', clickCount: 1 } : {};
    await this.#send('Input.dispatchMouseEvent', { type, deltaX: 0, deltaY: 0, ...button, ...at });
  }

  /** Touches a place and lets it go. */
  async tap(at: { readonly x: number; readonly y: number }): Promise<void> {
    await this.#send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await this.#send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await this.#send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** As PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = (await this.#send('Page.captureScreenshot', { format: 'png' })) as { data: string };
    return Buffer.from(data, 'base64');
  }

  /** Role and name of everything a screen reader is told of. */
  async accessible(): Promise<readonly { readonly role: string; readonly name: string }[]> {
    const { nodes } = (await this.#send('Accessibility.getFullAXTree')) as {
      nodes: { ignored: boolean; role?: { value: string }; name?: { value: string } }[];
    };
    return nodes
      .filter((node) => !node.ignored)
      .map((node) => ({ role: node.role?.value ?? '', name: node.name?.value ?? '' }));
  }

  emulate(scheme: 'light' | 'dark'): Promise<unknown> {
    return this.#send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
  }

  #send(method: string, params: object = {}): Promise<unknown> {
    return this.#chromium.send(method, params, this.#session);
  }
}
