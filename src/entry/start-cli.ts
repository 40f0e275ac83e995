#!/usr/bin/env node
import { keepCompiled } from './keep-compiled.ts';

await keepCompiled();
await import('./cli.ts');
