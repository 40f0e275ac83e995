import type { FileTexts } from '../format/eval-case.ts';

/**
 * The tests without those that a message names as passing too early; unchanged where it names none, or all. rustfmt's
 * layout is taken for granted.
 */
export function withoutGreenTests(tests: FileTexts, message: string): FileTexts {
  if (!/\bpass(?:es|ed)?\b/.test(message)) return tests;
  return new Map(
    [...tests].map(([path, text]) => {
      const functions = [
        ...text.matchAll(/^#\[test\]\n(?:#\[[^\n]*\]\n)*fn (\w+)\(\)[^\n]*\{\n[\s\S]*?\n\}\n/gm),
      ];
      const green = functions.filter(([, name = '']) => message.includes(`\`${name}\``));
      if (green.length === functions.length) return [path, text];
      return [path, green.reduce((left, [whole]) => left.replace(`${whole}\n`, '').replace(whole, ''), text)];
    }),
  );
}
