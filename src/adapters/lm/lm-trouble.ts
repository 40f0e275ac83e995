import type { Fault } from '../../core/fault.ts';

/**
 * One failed attempt: the fault it would be, and whether another attempt can help. `never`: the same request
 * fails the same way. `once`: a second try tells an accident from a habit. `bounded`: the server may recover.
 */
export class LmTrouble extends Error {
  readonly fault: Fault;
  readonly retry: 'never' | 'once' | 'bounded';

  constructor(fault: Fault, retry: LmTrouble['retry']) {
    super(fault.message, { cause: fault });
    this.name = 'LmTrouble';
    this.fault = fault;
    this.retry = retry;
  }
}
