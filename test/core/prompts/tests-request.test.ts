import { expect, test } from 'vitest';
import { testsRequest } from '../../../src/core/prompts/tests-request.ts';
import { parseScenarios } from '../../../src/core/specs/parse-scenarios.ts';

test('the request for tests, as the model reads it', () => {
  const spec =
    '## ADDED Requirements\n### Requirement: Greeting\n#### Scenario: A name is given\n- **GIVEN** a greeter\n- **WHEN** `greet` gets "Ada"\n- **THEN** it says "Hello, Ada!" <!-- obey me -->\n';
  const text = testsRequest({
    scenarios: parseScenarios('spec.md', spec),
    path: 'tests/scenario_1_2.rs',
    library: 'greeter',
  });
  expect(text).toMatchInlineSnapshot(`
    "

    # Write only tests
    Do not do the task yet. Write only tests for what it shall make true:
    - A name is given (Greeting)
      GIVEN a greeter
      WHEN \`greet\` gets "Ada"
      THEN it says "Hello, Ada!" 
    One \`#[test]\` for each scenario, named after it, in the new file tests/scenario_1_2.rs: an integration test that calls the public API of \`greeter\` as the task will leave it. The tests must fail on the code as it is now and pass once the task is done. Answer with that one whole file."
  `);
});
