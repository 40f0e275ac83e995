import { expect, test } from 'vitest';
import { PRESETS } from '../../../eval/weak-model/rates.ts';

const all = Object.entries(PRESETS).flatMap(([preset, { repair, ...rates }]) =>
  [...Object.entries(rates), ...Object.entries(repair)].map(([name, rate]) => ({ preset, name, ...rate })),
);

test('every rate is a probability, or a count of one or more, and says where it is from', () => {
  for (const { name, value, source } of all) {
    expect(source, name).toMatch(/^(?:assumed: .{5,}|.*\d)/);
    if (name === 'errorsPerFailure') expect(value).toBeGreaterThanOrEqual(1);
    else expect(value, name).toSatisfy((rate: number) => rate >= 0 && rate <= 1);
  }
});

test('more help never makes a repair less likely', () => {
  for (const { repair } of Object.values(PRESETS)) {
    const rungs = [repair.named, repair.numbered, repair.localised, repair.explained].map(
      ({ value }) => value,
    );
    expect(rungs).toEqual(rungs.toSorted((a, b) => a - b));
  }
});
