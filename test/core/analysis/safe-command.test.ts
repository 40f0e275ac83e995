import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSafeCommand } from '../../../src/core/analysis/safe-command.ts';

const place = {
  subjects: ['bin/greeter', '/usr/bin/greeter', 'greeter.brick', 'coreutils'],
  isName: (word: string) => word === '.text',
};

test.each([
  'readelf -a bin/greeter',
  'objdump -d --section=.text /usr/bin/greeter',
  'objdump -d -j .text /usr/bin/greeter',
  'nm -D bin/greeter',
  'strings -a -n 8 bin/greeter',
  'dpkg -V coreutils',
  'rpm -q coreutils',
  'openspec-complete foundry inspect greeter.brick --at 0x40',
  'openspec-complete foundry analyse bin/greeter --json',
])('may be shown: %s', (command) => {
  expect(isSafeCommand(command, place)).toBe(true);
});

test.each([
  'rm -rf bin/greeter',
  'sudo readelf -a bin/greeter',
  'readelf -a bin/greeter; rm -rf /',
  'readelf -a bin/greeter && reboot',
  'readelf -a bin/greeter | sh',
  'readelf -a bin/greeter > /etc/passwd',
  'readelf -a `id` bin/greeter',
  'readelf -a $(id) bin/greeter',
  'readelf -a bin/greeter\nrm x',
  'readelf -a bin/greeter &',
  'dd if=bin/greeter of=/dev/sda',
  'mkfs bin/greeter',
  'curl bin/greeter',
  'bin/greeter',
  '/usr/bin/greeter --help',
  'nm --plugin=./evil.so bin/greeter',
  'readelf @bin/greeter',
  'dpkg -r coreutils',
  'dpkg -i bin/greeter',
  'rpm -e coreutils',
  'readelf -a /etc/shadow',
  'readelf -a',
  'openspec-complete foundry fold bin/greeter --out bin/greeter',
  'openspec-complete run bin/greeter',
  'constructor bin/greeter',
  'toString bin/greeter',
  '',
])('is not shown: %j', (command) => {
  expect(isSafeCommand(command, place)).toBe(false);
});

test('a path with a meaning to a shell makes no command of it', () => {
  for (const path of ['x;reboot', 'x|sh', '$(id)', 'a&b', '`id`', '-rf'])
    expect(isSafeCommand(`readelf -a ${path}`, { subjects: [path], isName: () => false })).toBe(false);
});

test('whatever may be shown has no character that a shell gives a meaning', () => {
  const word = fc.constantFrom(
    'readelf',
    '-a',
    'bin/greeter',
    ';',
    '|',
    '$(x)',
    '`x`',
    '>',
    '&',
    '\n',
    "'",
    '"',
    '*',
    '~',
    '#',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), fc.constantFrom(' ', ''), (words, between) => {
      const command = words.join(between);
      if (isSafeCommand(command, place)) expect(command).toMatch(/^readelf( -a| bin\/greeter)+$/);
    }),
    { numRuns: 2_000 },
  );
});
