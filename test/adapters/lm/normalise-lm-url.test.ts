import { expect, test } from 'vitest';
import { normaliseLmUrl } from '../../../src/adapters/lm/normalise-lm-url.ts';
import { Fault } from '../../../src/core/fault.ts';

test.each([
  ['http://localhost:1234/v1', 'http://localhost:1234/v1', 'http://localhost:1234'],
  ['http://localhost:1234/v1/', 'http://localhost:1234/v1', 'http://localhost:1234'],
  ['http://localhost:1234', 'http://localhost:1234/v1', 'http://localhost:1234'],
  ['http://localhost:1234//v1//', 'http://localhost:1234/v1', 'http://localhost:1234'],
  [' gpu-box:1234 ', 'http://gpu-box:1234/v1', 'http://gpu-box:1234'],
  ['192.168.1.7:1234', 'http://192.168.1.7:1234/v1', 'http://192.168.1.7:1234'],
  ['http://[::1]:1234', 'http://[::1]:1234/v1', 'http://[::1]:1234'],
  ['http://localhost:1234/v1/chat/completions', 'http://localhost:1234/v1', 'http://localhost:1234'],
  ['https://ai.example.org/lm', 'https://ai.example.org/lm/v1', 'https://ai.example.org/lm'],
  ['https://ai.example.org/lm/v1', 'https://ai.example.org/lm/v1', 'https://ai.example.org/lm'],
  ['https://ai.example.org/api/v1', 'https://ai.example.org/api/v1', 'https://ai.example.org'],
  [
    'https://ai.example.org/v1beta/openai',
    'https://ai.example.org/v1beta/openai',
    'https://ai.example.org/v1beta/openai',
  ],
  ['http://localhost:1234/v1?x=1#y', 'http://localhost:1234/v1', 'http://localhost:1234'],
])('%j is the API base %j', (written, apiBase, root) => {
  expect(normaliseLmUrl(written)).toEqual({ apiBase, root });
});

test.each([
  ['http://user:secret@localhost:1234/v1', 'lm-studio-url carries a user name or password'],
  ['ftp://localhost/v1', 'lm-studio-url must be an http or https address, not ftp:'],
  ['http://', 'lm-studio-url is not an address'],
  ['', 'lm-studio-url is not an address'],
])('%j is refused with a sentence that repeats no password', (written, sentence) => {
  const refuse = () => normaliseLmUrl(written);
  expect(refuse).toThrow(Fault);
  expect(refuse).toThrow(sentence);
  expect(refuse).not.toThrow(/secret/);
});
