import { expect, test } from 'vitest';
import { scramFinal, scramFirst } from '../../../../src/adapters/journal/postgres/wire/scram.ts';

/** The exchange of RFC 7677, section 3. */
const REQUEST = { user: 'user', password: 'pencil', nonce: 'rOprNGfwEbeRWgbNEkqO' };
const SERVER_FIRST = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';
const SERVER_FINAL = 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';

test('the exchange of RFC 7677 is kept to the letter', async () => {
  expect(scramFirst(REQUEST)).toBe('n,,n=user,r=rOprNGfwEbeRWgbNEkqO');
  const proof = await scramFinal(REQUEST, SERVER_FIRST);
  expect(proof.message).toBe(
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  );
  expect(() => proof.check(SERVER_FINAL)).not.toThrow();
});

test.each(['v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=', 'e=other-error', 'v=', ''])(
  'a server that ends with %j does not know the password',
  async (final) => {
    const proof = await scramFinal(REQUEST, SERVER_FIRST);
    expect(() => proof.check(final)).toThrow('could not prove');
  },
);

test.each([
  ['the nonce of somebody else', SERVER_FIRST.replace('rOpr', 'xOpr')],
  ['our nonce and nothing of its own', 'r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'],
  ['few rounds', SERVER_FIRST.replace('4096', '1')],
  ['rounds that take minutes', SERVER_FIRST.replace('4096', '9999999')],
  ['nothing', ''],
])('a server that asks with %s is refused', async (_, first) => {
  await expect(scramFinal(REQUEST, first)).rejects.toMatchObject({ state: '08P01' });
});
