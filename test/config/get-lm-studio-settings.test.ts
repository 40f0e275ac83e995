import { expect, test } from 'vitest';
import { getLmStudioSettings } from '../../src/config/get-lm-studio-settings.ts';
import type { RawInputs } from '../../src/config/input-text.ts';

function settings(env: Readonly<Record<string, string>>, raw: RawInputs = {}) {
  const found = getLmStudioSettings(env, raw);
  if (!found.ok) throw new Error(found.problems.join());
  return found.settings;
}

function problems(env: Readonly<Record<string, string>>, raw: RawInputs = {}) {
  const found = getLmStudioSettings(env, raw);
  return found.ok ? [] : found.problems;
}

test('nothing given is the local server, whatever model is loaded there, and no fallback', () => {
  expect(settings({})).toEqual({
    urls: ['http://localhost:1234/v1'],
    control: { dsn: '', storePrompts: false },
  });
});

test('every variable of both origins is honoured', () => {
  const env = {
    LM_STUDIO_BASE_URL: 'http://a:1/v1',
    LM_STUDIO_MODEL: 'qwen',
    LM_STUDIO_API_KEY: 'key',
    GEMATRIA_DSN: 'postgres://ada@db/control',
  };
  expect(settings(env)).toEqual({
    ...{ urls: ['http://a:1/v1'], key: 'qwen', apiKey: 'key' },
    control: { dsn: 'postgres://ada@db/control', storePrompts: false },
  });
  expect(settings({ ...env, LM_STUDIO_URL: 'http://b:1/v1' }).urls).toEqual(['http://b:1/v1']);
});

test('an empty variable is unset, and an input wins over a variable', () => {
  const env = {
    LM_STUDIO_URL: ' ',
    LM_STUDIO_BASE_URL: 'http://a:1',
    LM_STUDIO_MODEL: '',
    LM_STUDIO_ENABLED: '',
  };
  expect(settings(env)).toMatchObject({ urls: ['http://a:1'] });
  expect('key' in settings(env)).toBe(false);
  expect(settings(env, { 'lm-studio-url': 'http://c:1' }).urls).toEqual(['http://c:1']);
});

test.each([
  ['1', 1],
  ['true', 1],
  ['TRUE', 1],
  ['yes', 1],
  ['0', 0],
  ['false', 0],
  ['FALSE', 0],
  ['no', 0],
  ['', 1],
])('LM_STUDIO_ENABLED=%s leaves %i endpoints', (text, count) => {
  expect(settings({ LM_STUDIO_ENABLED: text }).urls).toHaveLength(count);
});

test('another word is a mistake rather than a guess', () => {
  expect(problems({ LM_STUDIO_ENABLED: 'maybe' })).toEqual([
    'LM_STUDIO_ENABLED must be one of 1, true, yes, 0, false, no (it is "maybe")',
  ]);
});

test('a fallback needs address and model, and takes nothing from variables of another program', () => {
  const raw = { 'fallback-url': 'https://far.example/v1', 'fallback-model': 'big' };
  const env = { OPENAI_API_KEY: 'sk-other', OPENAI_BASE_URL: 'https://other.example' };
  const fallback = { url: 'https://far.example/v1', key: 'big' };
  expect(settings(env, raw).fallback).toEqual(fallback);
  expect(settings({ FALLBACK_API_KEY: 'sk-far' }, raw).fallback).toEqual({ ...fallback, apiKey: 'sk-far' });
  expect(problems({}, { 'fallback-url': 'https://far.example/v1' })).toEqual([
    'fallback-model must be set beside fallback-url (it is "")',
  ]);
  expect(problems({}, { 'fallback-model': 'big' })).toEqual([
    'fallback-url must be set beside fallback-model (it is "")',
  ]);
});

test('all mistakes come together, and no secret is in them', () => {
  const raw = {
    ...{ 'lm-studio-url': 'desk', 'fallback-url': 'ftp://x', 'fallback-model': 'big' },
    ...{ 'fallback-api-key': 'sk-verysecret', 'control-store-prompts': 'maybe' },
  };
  const found = problems({ LM_STUDIO_ENABLED: '2' }, raw);
  expect(found).toHaveLength(4);
  expect(found.join()).not.toContain('verysecret');
});
