import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A command prefix that runs what follows in a network namespace with nothing
 * but loopback, or the reason why this machine does not allow one.
 */
export function loopbackOnly(): { wrap: string[] } | { reason: string } {
  const isolate =
    process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--map-root-user', '--net'];
  const wrap = [...isolate, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const tried = spawnSync(wrap[0] as string, [...wrap.slice(1), 'true'], { encoding: 'utf8' });
  if (tried.status === 0) return { wrap };
  return {
    reason: `network namespaces are not allowed here: ${(tried.stderr || String(tried.error)).trim()}`,
  };
}

/** What a namespace's kernel counted since it was made. */
export type Traffic = {
  /** Connections and datagrams that found no way out: somebody tried the network. */
  noRoute: number;
  /** Connections that were begun, to loopback too. */
  connections: number;
  datagrams: number;
};

/** Counters of the namespace that a process lives in. */
export function trafficOf(
  pid: number | 'self',
  read = (path: string) => readFileSync(path, 'utf8'),
): Traffic {
  const v4 = table(read(`/proc/${String(pid)}/net/snmp`));
  const v6 = Object.fromEntries(
    read(`/proc/${String(pid)}/net/snmp6`)
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/) as [string, string]),
  );
  return {
    noRoute: Number(v4['Ip.OutNoRoutes']) + Number(v6['Ip6OutNoRoutes'] ?? 0),
    connections: Number(v4['Tcp.ActiveOpens']),
    datagrams: Number(v4['Udp.OutDatagrams']) + Number(v6['Udp6OutDatagrams'] ?? 0),
  };
}

/** Runs a command in such a namespace and reads the counters after it has ended. */
export function runIsolated(
  wrap: string[],
  command: string[],
  env: NodeJS.ProcessEnv,
): { status: number; output: string; traffic: Traffic } {
  const marker = '---traffic---';
  const script = `"$@" 2>&1; echo "status $?"; echo ${marker}; cat /proc/self/net/snmp; echo ${marker}; cat /proc/self/net/snmp6`;
  const written = execFileSync(
    wrap[0] as string,
    [...wrap.slice(1), 'sh', '-c', script, 'sh', ...command],
    {
      env,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    },
  );
  const [output = '', snmp = '', snmp6 = ''] = written.split(`${marker}\n`);
  const status = Number(/status (\d+)\n$/.exec(output)?.[1]);
  return {
    status,
    output: output.replace(/status \d+\n$/, ''),
    traffic: trafficOf('self', (path) => (path.endsWith('6') ? snmp6 : snmp)),
  };
}

/** /proc/net/snmp holds two lines per protocol: names, then values. */
function table(text: string): Record<string, string> {
  const lines = text.trim().split('\n');
  const values: Record<string, string> = {};
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const names = (lines[at] as string).split(' ');
    const numbers = (lines[at + 1] as string).split(' ');
    names.slice(1).forEach((name, index) => {
      values[`${(names[0] as string).replace(':', '')}.${name}`] = numbers[index + 1] as string;
    });
  }
  return values;
}
