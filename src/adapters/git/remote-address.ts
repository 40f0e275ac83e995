/** Where a remote is, without any credential. */
export interface RemoteAddress {
  /** `https://github.com`, `http://127.0.0.1:3000`; for ssh remotes the https address of the same host. */
  readonly server: string;
  readonly owner: string;
  readonly repo: string;
}

/**
 * Reads owner and repository out of a remote URL: http(s), `ssh://`, `git://` and the scp-like `git@host:owner/repo.git`
 * (git-scm.com/docs/git-clone, "Git URLs"). A server below a path (`https://host/git/owner/repo`) keeps that path.
 * Undefined for a local path and for anything with fewer than two path parts.
 */
export function parseRemoteAddress(url: string): RemoteAddress | undefined {
  const scpLike = /^(?:[^@/\s]+@)?(\[[^\]]+\]|[^:/\s]{2,}):(?!\/\/)(.+)$/.exec(url);
  if (scpLike) return addressOf(`https://${webHost(scpLike[1] ?? '')}`, scpLike[2] ?? '');
  const parsed = URL.parse(url);
  if (!parsed?.host) return undefined;
  switch (parsed.protocol) {
    case 'http:':
    case 'https:':
      return addressOf(`${parsed.protocol}//${parsed.host}`, parsed.pathname);
    case 'ssh:':
    case 'git+ssh:':
    case 'git:':
      // The port belongs to ssh and says nothing of the web server.
      return addressOf(`https://${webHost(parsed.hostname)}`, parsed.pathname);
    default:
      return undefined;
  }
}

/** docs.github.com/authentication/troubleshooting-ssh/using-ssh-over-the-https-port */
function webHost(sshHost: string): string {
  return sshHost === 'ssh.github.com' ? 'github.com' : sshHost;
}

function addressOf(host: string, path: string): RemoteAddress | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const repo = parts.pop()?.replace(/\.git$/, '');
  const owner = parts.pop();
  if (!repo || !owner) return undefined;
  return { server: [host, ...parts].join('/'), owner, repo };
}
