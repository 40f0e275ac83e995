import { join } from 'node:path';
import { execa } from 'execa';
import { TemporaryFolder } from './temporary-folder.ts';

const MAIN = `#include <stdio.h>
#include <string.h>
int counter = 7;
static int hidden[4];
int main(int argc, char **argv) {
  char room[32];
  strcpy(room, argv[0]);
  hidden[argc & 3] = counter;
  printf("%s %d\\n", room, hidden[0]);
  return argc;
}
`;
const LIBRARY = 'int answer(void) { return 42; }\nint limit = 3;\n';
const MODULE = `#define INFO(n, text) static const char n[] __attribute__((used, section(".modinfo"), aligned(1))) = text;
INFO(a, "license=GPL")
INFO(b, "depends=crc32c,mbcache")
INFO(c, "vermagic=6.1.0-9-amd64 SMP preempt mod_unload")
INFO(d, "alias=fs-example")
INFO(e, "alias=pci:v00008086")
INFO(f, "description=An example")
int init_module(void) { return 0; }
`;
/** How each is compiled; the last word is what is made. */
const RECIPES: readonly (readonly string[])[] = [
  ['cc', '-fPIE', '-pie', '-Wl,-z,relro,-z,now', '-fstack-protector-all', 'main.c', '-o', 'hardened'],
  [
    'cc',
    '-g',
    '-no-pie',
    '-fno-stack-protector',
    '-Wl,-z,norelro,-z,execstack,-rpath,/tmp/lib:/usr/lib',
    'main.c',
    '-o',
    'weak',
  ],
  ['cc', '-no-pie', '-static', '-nostdlib', '-Wl,--omagic,-e,answer', 'library.c', '-o', 'writable'],
  ['cc', '-shared', '-fPIC', '-Wl,-soname,libanswer.so.1', 'library.c', '-o', 'libanswer.so'],
  ['cc', '-c', 'main.c', '-o', 'main.o'],
  ['cc', '-m32', '-c', '-fno-pic', 'library.c', '-o', 'narrow.o'],
  ['cc', '-c', 'module.c', '-o', 'example.ko'],
  ['objcopy', '-I', 'binary', '-O', 'elf64-big', 'main.c', 'big.o'],
  ['objcopy', '-I', 'binary', '-O', 'elf32-big', 'main.c', 'narrow-big.o'],
  ['strip', '-o', 'stripped', 'hardened'],
];

/** ELF files of both widths and byte orders, made by the compiler and the binutils of this machine. */
export async function buildElves(): Promise<Disposable & { readonly at: (name: string) => string }> {
  const folder = new TemporaryFolder().write({ 'main.c': MAIN, 'library.c': LIBRARY, 'module.c': MODULE });
  for (const [program = '', ...args] of RECIPES)
    await execa(program, args, { cwd: folder.path, env: { LC_ALL: 'C' } });
  return {
    at: (name) => join(folder.path, name),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
