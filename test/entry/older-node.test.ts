import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const dist = join(import.meta.dirname, '..', '..', 'dist');

test('the bundles have no syntax that Node 20 cannot read', () => {
  for (const file of globSync('**/*.js', { cwd: dist })) {
    expect(readFileSync(join(dist, file), 'utf8')).not.toMatch(/\b(?:await )?using [\w$]+ ?=/);
  }
});

test('what Node 20 lacks is filled in and does what Node 24 does', () => {
  const program = `
    const kept = { groupBy: Map.groupBy, parse: URL.parse, withResolvers: Promise.withResolvers };
    Map.groupBy = URL.parse = Promise.withResolvers = undefined;
    await import(${JSON.stringify(join(import.meta.dirname, '..', '..', 'src', 'entry', 'older-node.ts'))});
    const same = (a, b) => { if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(JSON.stringify([a, b])); };
    if (Map.groupBy === kept.groupBy) throw new Error('nothing was filled in');
    const keyOf = (word, index) => word.length + index % 2;
    same([...Map.groupBy(['a', 'bb', 'cc', 'd'], keyOf)], [...kept.groupBy.call(Map, ['a', 'bb', 'cc', 'd'], keyOf)]);
    for (const text of ['http://a/b?c', 'nonsense', '//x']) same(URL.parse(text)?.href, kept.parse(text)?.href);
    same(URL.parse('../x', 'http://a/b/c/d')?.href, kept.parse('../x', 'http://a/b/c/d')?.href);
    const { promise, resolve } = Promise.withResolvers();
    resolve(7);
    same(await promise, 7);
    const failing = Promise.withResolvers();
    failing.reject(new Error('no'));
    same(await failing.promise.catch((error) => error.message), 'no');
  `;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'pipe' });
});
