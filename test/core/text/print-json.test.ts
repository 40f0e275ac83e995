import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printJson } from '../../../src/core/text/print-json.ts';
import { hostileText, UNSEEN } from '../../support/hostile-text.ts';

test('printed JSON means the same and shows a terminal and a runner nothing but text', () => {
  const csi = '\u009b31m\u001b]52;c;aGk=\u0007\u202e\u{e0041}\u007f##[command]rm';
  const text = fc.oneof(hostileText(), fc.constant(csi));
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => {
      const printed = printJson(value);
      expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(printed).not.toMatch(UNSEEN);
      expect(printed).not.toContain('##[');
    }),
  );
});
