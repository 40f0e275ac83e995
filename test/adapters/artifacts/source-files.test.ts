import { expect, test } from 'vitest';
import { sourceFiles } from '../../../src/adapters/artifacts/source-files.ts';

test('what has no end is told of, and given only when it is named', async () => {
  const folder = `/proc/${process.pid}`;
  const found = await Array.fromAsync(sourceFiles.below(folder, '/nowhere'));
  const why = 'folded only when it is named';
  for (const name of ['mem', 'pagemap'])
    expect(found).toContainEqual({ kind: 'left-out', path: `${folder}/${name}`, why });
  expect(found).toContainEqual({ kind: 'file', path: `${folder}/status` });
  const named = await Array.fromAsync(sourceFiles.below(`${folder}/mem`, '/nowhere'));
  expect(named).toEqual([{ kind: 'file', path: `${folder}/mem` }]);
});
