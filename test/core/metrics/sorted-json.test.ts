import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedJson } from '../../../src/core/metrics/sorted-json.ts';

test('keys are sorted at every depth, also those that look like numbers; no line end', () => {
  const value = { b: [{ z: 1, a: null }, []], a: {}, '9': 'ü"\n', '10': 0.5, gone: undefined };
  expect(sortedJson(value)).toMatchInlineSnapshot(`
    "{
      "10": 0.5,
      "9": "ü\\"\\n",
      "a": {},
      "b": [
        {
          "a": null,
          "z": 1
        },
        []
      ]
    }"
  `);
});

test('what is printed is what JSON reads back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(sortedJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
