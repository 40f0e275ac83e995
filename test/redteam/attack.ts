/** What an attack is after. */
export type AttackKind =
  | 'escape'
  | 'exfiltration'
  | 'persistence'
  | 'exhaustion'
  | 'forgery'
  | 'injection'
  | 'git'
  | 'path'
  | 'source'
  | 'manifest'
  | 'settings';

/** Something an enemy tries. The name says as a fact what is tried; it is unique over all tables. */
export interface Attack {
  readonly kind: AttackKind;
  readonly name: string;
}
