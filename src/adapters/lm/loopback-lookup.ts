import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';

type Found = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

const LOOPBACK: LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * Name lookup for connections to a model server: `localhost` is 127.0.0.1 first and ::1 second, whatever the
 * machine's hosts file says. LM Studio listens on IPv4 only (lmstudio-bug-tracker#127), and a `localhost` that
 * resolves to ::1 alone would be refused. Node tries both (`autoSelectFamily`, on by default since Node 20).
 */
export function loopbackLookup(hostname: string, options: LookupOptions, found: Found): void {
  if (hostname !== 'localhost') lookup(hostname, options, found);
  else if (options.all) found(null, LOOPBACK);
  else found(null, '127.0.0.1', 4);
}
