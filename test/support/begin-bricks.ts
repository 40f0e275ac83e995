// A process that begins a file and a folder beside a path, says so, and keeps them until it is ended.
import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';

const [out = ''] = process.argv.slice(2);
const batch = await brickFiles.begin(out);
await (await batch.add()).write(Buffer.from('half'));
const folder = await brickFiles.beginFolder(out);
await folder.add({ name: '.', kind: 'folder', mode: 0o755, target: '', size: 0 });
await folder.add({ name: 'shut', kind: 'folder', mode: 0o500, target: '', size: 0 });
await folder.add({ name: 'shut/a', kind: 'file', mode: 0o644, target: '', size: 4 });
await folder.write(Buffer.from('half'));
console.log('begun');
await new Promise((resolve) => setTimeout(resolve, 600_000));
