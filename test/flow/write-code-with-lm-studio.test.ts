import { expect, test } from 'vitest';
import { studioAndServer } from '../adapters/lm/asking.ts';
import { adds, FlowWorld, LIB } from '../support/flow-world.ts';

const LONG = `${LIB}${'/// A line of documentation that is quite long, so that it takes room.\n'.repeat(300)}pub fn long() {}\n`;
const key = 'qwen/qwen3-coder-30b';

test.each(['sse_error', 'n_keep', 'silent_done'] as const)(
  'a prompt made for 16,384 tokens is fitted when LM Studio loads the model with 4,096 (%s)',
  async (overflow) => {
    let refusals = overflow === 'silent_done' ? 2 : 1; // Silence is tried once more before it is believed.
    await using pair = await studioAndServer(
      {
        models: [{ key, loaded: false }],
        respond: () => (refusals-- > 0 ? { overflow } : { text: adds('one') }),
      },
      { key },
    );
    const world = new FlowWorld('- [ ] 1.1 Add one\n', { 'src/lib.rs': LONG });
    const run = await world.run([], { server: pair.lm });
    expect(run.fault).toBeUndefined();
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(run.proofs[0]?.model).toMatchObject({ key, contextLoaded: 4_096 });
  },
);
