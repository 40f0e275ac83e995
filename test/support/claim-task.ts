// A process that claims a FoundryTask and holds it until it is killed: node claim-task.ts <folder> <stem>
import { openFoundryTasks } from '../../src/adapters/artifacts/foundry-tasks.ts';
import { slotHolder, takeSlotLock } from '../../src/adapters/git/slot-lock.ts';

const [folder = '', wanted] = process.argv.slice(2);
const tasks = openFoundryTasks(folder, { take: takeSlotLock, holder: slotHolder });
for (const task of await tasks.list())
  if (task.stem === wanted) {
    const claimed = await tasks.claim(task);
    console.log(claimed.kind === 'claimed' ? 'claimed' : claimed.why);
  }
setInterval(() => undefined, 60_000);
