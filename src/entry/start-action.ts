import { keepCompiled } from './keep-compiled.ts';

await keepCompiled();
await import('./action.ts');
