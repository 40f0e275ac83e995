import { keepCompiled } from './keep-compiled.ts';

keepCompiled();
await import('./action.ts');
