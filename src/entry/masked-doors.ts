import type { Cache } from '../ports/cache.ts';
import type { ModelServer } from '../ports/model.ts';
import type { CargoRun, Shell, Toolchain } from '../ports/toolchain.ts';

type Mask = (text: string) => string;

/** The same server, told no secret: what goes into a prompt may have come from anywhere. */
export function maskedModel(model: ModelServer, mask: Mask): ModelServer {
  return {
    health: (signal) => model.health(signal),
    choose: (signal, key) => model.choose(signal, key),
    ask: (card, messages, options) =>
      model.ask(
        card,
        messages.map((message) => ({ ...message, content: mask(message.content) })),
        options,
      ),
  };
}

/**
 * The same toolchain, secrets hidden in what people and models read of it: before it is cut, kept or compared. Paths and
 * the texts of suggestions stay, for they are used and not shown.
 */
export function maskedToolchain(toolchain: Toolchain, mask: Mask): Toolchain {
  return {
    versions: (slot, signal) => toolchain.versions(slot, signal),
    workspace: (slot, signal) => toolchain.workspace(slot, signal),
    check: async (slot, signal) => maskedRun(await toolchain.check(slot, signal), mask),
    clippy: async (slot, signal) => {
      const run = await toolchain.clippy(slot, signal);
      return run && maskedRun(run, mask);
    },
    test: async (slot, signal) => maskedRun(await toolchain.test(slot, signal), mask),
    format: (slot, files, signal) => toolchain.format(slot, files, signal),
    compiledFiles: (slot) => toolchain.compiledFiles(slot),
    trust: (slot) => toolchain.trust(slot),
  };
}

/** The same shell, secrets hidden in its logs. */
export function maskedShell(shell: Shell, mask: Mask): Shell {
  return {
    run: async (slot, line, signal) => maskedRun(await shell.run(slot, line, signal), mask),
    ask: async (slot, question, signal) => {
      const answer = await shell.ask(slot, question, signal);
      return answer && { ...answer, log: mask(answer.log) };
    },
  };
}

/** The same cache, secrets hidden in what it keeps. For values that are only shown. */
export function maskedCache(cache: Cache, mask: Mask): Cache {
  return {
    get: (key) => cache.get(key),
    put: (key, value) => cache.put(key, JSON.parse(mask(JSON.stringify(value)))),
  };
}

function maskedRun<Run extends CargoRun>(run: Run, mask: Mask): Run {
  const diagnostics = run.diagnostics.map((one) => ({
    ...one,
    message: mask(one.message),
    rendered: mask(one.rendered),
  }));
  return { ...run, diagnostics, log: mask(run.log) };
}
