import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScenarios } from '../../../src/core/specs/parse-scenarios.ts';

const SPEC = `## ADDED Requirements

### Requirement: Session expiry
The system SHALL end idle sessions.

#### Scenario: Idle for an hour
- **GIVEN** a session
- **WHEN** an hour passes
  without a request
- **THEN** it ends
- **AND** the cookie is removed

#### Scenario: Active
* WHEN: a request comes
* THEN the clock starts anew

\`\`\`markdown
#### Scenario: In an example
\`\`\`

## REMOVED Requirements
### Requirement: Remember me
**Reason**: unsafe
#### Scenario: Old
plain words
`;

test('scenarios come with their requirement, operation, line and steps', () => {
  for (const text of [SPEC, SPEC.replaceAll('\n', '\r\n'), `\ufeff${SPEC}`]) {
    const scenarios = parseScenarios('spec.md', text);
    expect(
      scenarios.map(({ requirement, scenario, operation, line }) => [requirement, scenario, operation, line]),
    ).toEqual([
      ['Session expiry', 'Idle for an hour', 'added', 6],
      ['Session expiry', 'Active', 'added', 13],
      ['Remember me', 'Old', 'removed', 24],
    ]);
    expect(scenarios.map(({ steps }) => steps)).toEqual([
      [
        { keyword: 'given', text: 'a session' },
        { keyword: 'when', text: 'an hour passes without a request' },
        { keyword: 'then', text: 'it ends' },
        { keyword: 'and', text: 'the cookie is removed' },
      ],
      [
        { keyword: 'when', text: 'a request comes' },
        { keyword: 'then', text: 'the clock starts anew' },
      ],
      [{ keyword: 'text', text: 'plain words' }],
    ]);
  }
});

test('no text makes it throw', () => {
  const piece = fc.constantFrom(
    '## ADDED Requirements',
    '### Requirement:',
    '#### Scenario: ',
    '- **WHEN** ',
    '```',
    '\n',
    '<!--',
    '-->',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(Array.isArray(parseScenarios('s', pieces.join('')))).toBe(true);
    }),
  );
});
