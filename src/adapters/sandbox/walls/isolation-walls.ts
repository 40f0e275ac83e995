import type { Wall } from './wall.ts';

/** What a program inside must not see, reach or change. */
export const ISOLATION_WALLS: readonly Wall[] = [
  {
    wall: 'network',
    detail: 'no server of this machine answers and there is no way out',
    attempt: `
      if bash -c 'exec 3<>/dev/tcp/127.0.0.1/$WALL_PORT' 2>/dev/null; then echo 'a server of this machine was reached'
      elif [ "$(grep -c : /proc/net/dev)" -gt 1 ] || [ -n "$(sed 1d /proc/net/route)" ]; then echo 'there is a network'
      else echo held; fi`,
  },
  {
    wall: 'abstract sockets',
    detail: 'unix sockets without a file are out of reach too',
    attempt:
      'if grep -q "@$WALL_MARK" /proc/net/unix; then echo "a socket of the host is there"; else echo held; fi',
  },
  {
    wall: 'namespaces',
    detail: 'network, processes, IPC, host name, mounts and users are its own',
    attempt: `
      shared=
      for name in net pid ipc uts mnt user; do
        case " $WALL_NAMESPACES " in *" $(readlink /proc/self/ns/$name) "*) shared="$shared $name";; esac
      done
      [ -z "$shared" ] && echo held || echo "shared with the host:$shared"`,
  },
  {
    wall: 'host files',
    detail: 'a file of the same user beside the tree is not there',
    attempt: 'if cat "$WALL_SECRET" 2>/dev/null; then echo " was read"; else echo held; fi',
  },
  {
    wall: 'home',
    detail: 'the home of the user, with its keys and tokens, is not there',
    attempt: `
      if [ -n "$(ls -A "$WALL_HOME" 2>/dev/null)" ]; then echo "$WALL_HOME was listed"
      else echo held; fi`,
  },
  {
    wall: 'cargo credentials',
    detail: 'of CARGO_HOME only crates, programs and harmless settings are there',
    attempt: `
      for file in "$CARGO_HOME"/* "$CARGO_HOME"/.[!.]*; do
        [ -e "$file" ] || continue
        case "$file" in */bin | */registry | */git | */config.toml) ;; *) echo "$file is there"; exit;; esac
      done
      grep -q token "$CARGO_HOME/config.toml" 2>/dev/null && echo 'the settings hold a token' || echo held`,
  },
  {
    wall: 'private /tmp',
    detail: '/tmp is its own and empty',
    attempt: '[ -z "$(ls -A /tmp)" ] && echo held || echo "/tmp has files of others"',
  },
  {
    wall: 'other processes',
    detail: 'no process of the host is visible',
    attempt: 'set -- /proc/[0-9]*; [ $# -lt 8 ] && echo held || echo "$# processes are visible"',
  },
  {
    wall: 'parent environment',
    detail: 'no process that is visible has variables of the host',
    attempt: `
      known='PATH|HOME|USER|TMPDIR|LANG|PWD|OLDPWD|SHLVL|_|CARGO_[A-Z_]*|RUSTUP_[A-Z_]*|WALL_[A-Z]*'
      cat /proc/self/environ > /dev/null || exit
      found=$(cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | sed 's/=.*//' | grep -vxE "$known" | head -n 1)
      [ -z "$found" ] && echo held || echo "$found was read"`,
  },
  {
    wall: 'capabilities',
    detail: 'it has none, not even in name, and is an ordinary user',
    attempt: `
      if grep -E '^Cap(Inh|Prm|Eff|Bnd|Amb):' /proc/self/status | grep -qv '\t0*$'; then echo 'it has capabilities'
      elif [ "$(id -u)" = 0 ]; then echo 'it is root'
      else echo held; fi`,
  },
  {
    wall: 'new privileges',
    detail: 'setuid programs give nothing',
    attempt: "grep -q '^NoNewPrivs:\t1$' /proc/self/status && echo held || echo 'setuid programs would work'",
  },
  {
    wall: 'user namespaces',
    detail: 'it cannot make one of its own, where it would have all capabilities',
    fix: 'bubblewrap 0.8 and newer can close them',
    attempt: `
      command -v unshare > /dev/null || exit
      unshare --user true 2>/dev/null && echo 'it made one of its own' || echo held`,
  },
  {
    wall: 'read-only system',
    detail: 'nothing of the system or of the toolchain can be written',
    attempt: `
      for folder in / /usr /usr/bin /etc "$CARGO_HOME/bin" "$CARGO_HOME/registry" "$RUSTUP_HOME/toolchains"; do
        if [ -w "$folder" ]; then echo "$folder can be written"; exit; fi
      done; echo held`,
  },
  {
    wall: 'read-only tree',
    detail: 'the judged sources cannot be written',
    attempt: 'if (: > written) 2>/dev/null; then echo "the tree was written"; else echo held; fi',
  },
  {
    wall: 'frozen target',
    detail: 'tests cannot change what later builds believe',
    attempt:
      'if (: > "$CARGO_TARGET_DIR/written") 2>/dev/null; then echo "the target was written"; else echo held; fi',
    command: { frozenTarget: true },
  },
  {
    wall: 'kernel settings',
    detail: '/sys is absent and nothing below /proc/sys can be written',
    attempt: `
      if [ -n "$(ls -A /sys 2>/dev/null)" ]; then echo '/sys is there'
      elif [ -w /proc/sys/kernel/hostname ] || [ -w /proc/sysrq-trigger ]; then echo '/proc/sys can be written'
      else echo held; fi`,
  },
  {
    wall: 'devices',
    detail: 'no disk, no kvm, no graphics card',
    attempt: `
      for device in /dev/*; do
        if [ -b "$device" ]; then echo "$device is there"; exit; fi
      done
      for device in /dev/kvm /dev/fuse /dev/mem /dev/dri /dev/nvidia0 /dev/loop-control /dev/input; do
        if [ -e "$device" ]; then echo "$device is there"; exit; fi
      done; echo held`,
  },
  {
    wall: 'service sockets',
    detail: 'no docker, podman, containerd, D-Bus or ssh-agent socket',
    attempt: `
      for place in /run /var/run /var/run/docker.sock /run/user /run/dbus "\${SSH_AUTH_SOCK:-/none}"; do
        if [ -e "$place" ]; then echo "$place is there"; exit; fi
      done; echo held`,
  },
  {
    wall: 'terminal',
    detail: 'no terminal to type into',
    attempt:
      'if (: < /dev/tty) 2>/dev/null || [ -t 0 ] || [ -t 1 ]; then echo "there is a terminal"; else echo held; fi',
  },
  {
    wall: 'inherited descriptors',
    detail: 'no file that the caller had open came along',
    attempt: `
      for descriptor in /proc/$$/fd/*; do
        case "$descriptor" in */[012]) continue;; esac
        at=$(readlink "$descriptor") || continue
        case "$at" in /dev/null | pipe:* | "/proc/$$/fd") ;; *) echo "$at is open"; exit;; esac
      done; echo held`,
  },
];
