/** How the way to the server is encrypted, in libpq's words. */
export const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

/** Where a PostgreSQL server is and how to speak to it. Holds the password: never print it, see `nameOfAddress`. */
export interface PostgresAddress {
  /** A name, an address, or the folder of a Unix socket (starts with `/`); undefined is this machine. */
  readonly host?: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly sslMode: (typeof SSL_MODES)[number];
  /** File of the certificates that are trusted; undefined: those that Node brings. */
  readonly sslRootCert?: string;
  readonly applicationName: string;
  /** `-c name=value …`, given to the server as it is. */
  readonly options?: string;
}

/** The address for people: neither user nor password. */
export function nameOfAddress({ host = 'localhost', port, database }: PostgresAddress): string {
  if (host.startsWith('/')) return `${host} port ${port}, database ${database}`;
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}
