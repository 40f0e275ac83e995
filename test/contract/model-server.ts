import { describe, expect, test } from 'vitest';
import type { AskOptions, ModelServer } from '../../src/ports/model.ts';

/** A model server under contract: it answers every prompt with `Answer to: <prompt>`. */
export interface EchoingServer extends AsyncDisposable {
  readonly server: ModelServer;
}

const OPTIONS: AskOptions = { temperature: 0, maxTokens: 500, callSite: 'contract' };

/** What every {@link ModelServer} promises to the flow, whatever is behind it. */
export function modelServerContract(name: string, start: () => Promise<EchoingServer>): void {
  describe(name, () => {
    test('a healthy server offers the model that is chosen', async () => {
      await using echo = await start();
      const health = await echo.server.health();
      const card = await echo.server.choose();
      expect(health).toMatchObject({ status: 'healthy', endpoint: card.endpoint, errors: [] });
      expect(health.models).toContainEqual(card);
      expect(card.parallel).toBeGreaterThanOrEqual(1);
    });

    test('choosing twice gives the same card', async () => {
      await using echo = await start();
      expect(await echo.server.choose()).toEqual(await echo.server.choose());
    });

    test('an answer is whole and finished', async () => {
      await using echo = await start();
      const card = await echo.server.choose();
      const answer = await echo.server.ask(card, [{ role: 'user', content: 'grüß' }], OPTIONS);
      expect(answer).toMatchObject({ text: 'Answer to: grüß', finish: 'stop', retries: 0 });
      expect(answer.stoppedBecause).toBeUndefined();
    });

    test('more questions than slots are all answered, each with its own answer', async () => {
      await using echo = await start();
      const card = await echo.server.choose();
      const prompts = Array.from({ length: card.parallel + 3 }, (_, number) => `question ${number}`);
      const answers = await Promise.all(
        prompts.map((content) => echo.server.ask(card, [{ role: 'user', content }], OPTIONS)),
      );
      expect(answers.map((answer) => answer.text)).toEqual(prompts.map((prompt) => `Answer to: ${prompt}`));
    });

    test('stopWhen ends the answer with its reason', async () => {
      await using echo = await start();
      const card = await echo.server.choose();
      const stopWhen = (text: string) => (text.includes('Answer') ? 'enough' : undefined);
      const answer = await echo.server.ask(card, [{ role: 'user', content: 'x'.repeat(400) }], {
        ...OPTIONS,
        stopWhen,
      });
      expect(answer).toMatchObject({ finish: 'stopped', stoppedBecause: 'enough' });
      expect(answer.text).toContain('Answer');
    });

    test('an aborted call throws the reason of its signal', async () => {
      await using echo = await start();
      const card = await echo.server.choose();
      const reason = new Error('the run ends');
      const signal = AbortSignal.abort(reason);
      await expect(echo.server.choose(signal)).rejects.toBe(reason);
      await expect(echo.server.ask(card, [], { ...OPTIONS, signal })).rejects.toBe(reason);
    });
  });
}
