// A process that leases a slot, says which, resets it if told to, and keeps it until it is ended.
import { createGit } from '../../src/adapters/git/git.ts';
import { openCheckout } from '../../src/adapters/git/open-checkout.ts';
import { createRepository } from '../../src/adapters/git/repository.ts';
import { createSlots } from '../../src/adapters/git/slots.ts';

const [root = '', state = '', commit] = process.argv.slice(2);
const git = createGit({ PATH: process.env['PATH'] });
const checkout = await openCheckout(git, root);
const slots = createSlots(git, { checkout, repository: createRepository(git, checkout), state });
const lease = await slots.lease();
console.log(lease.slot.tree);
while (commit !== undefined) {
  await lease.reset(commit);
  await lease.reset(`${checkout.head}`);
}
await new Promise((resolve) => setTimeout(resolve, 600_000));
