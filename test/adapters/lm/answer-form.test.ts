import { expect, test } from 'vitest';
import { ask, faultOf, studioAndServer } from './asking.ts';

const form = { name: 'greeting', schema: { type: 'object', properties: { text: { type: 'string' } } } };

test('the form of an answer is sent as LM Studio documents it, and nothing without one', async () => {
  await using pair = await studioAndServer({ respond: () => ({ text: '{"text": "hi"}' }) });
  expect((await ask(pair.lm, 'Greet.', { form })).answer.text).toBe('{"text": "hi"}');
  await ask(pair.lm, 'Greet.');
  const [formed, plain] = pair.studio.chats.map(({ body }) => body as Record<string, unknown>);
  expect(formed?.['response_format']).toEqual({
    type: 'json_schema',
    json_schema: { name: 'greeting', strict: true, schema: form.schema },
  });
  expect(plain).not.toHaveProperty('response_format');
});

test('a server that knows no form refuses once, with model-failed', async () => {
  const body = { error: "'response_format.type' must be 'text'" };
  await using pair = await studioAndServer({
    respond: (request) =>
      'response_format' in request.body
        ? { fault: { kind: 'answer', status: 400, body } }
        : { text: 'plain' },
  });
  expect(await faultOf(ask(pair.lm, 'Greet.', { form }))).toMatchObject({
    code: 'model-failed',
    at: "'response_format.type' must be 'text'",
  });
  expect(pair.studio.chats).toHaveLength(1);
});
