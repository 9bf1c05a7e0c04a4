// cspell:ignore pcutn Fpcutn
import { readdir, readFile, readlink } from "node:fs/promises";
import { defined } from "../defined.ts";
import type { PortListener } from "../interfaces/host.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";

/** A line of /proc/net/tcp: the socket is known by its inode, which a folder of its process names again. */
export interface ListeningSocket {
  readonly family: PortListener["family"];
  readonly port: number;
  readonly userId: number;
  readonly inode: string;
}

const listening = "0A";

/** Reads /proc/net/tcp or tcp6: one socket a line; addresses and ports are hexadecimal. */
export function parseSocketTable(text: string, family: PortListener["family"]): readonly ListeningSocket[] {
  return text.split("\n").flatMap((line): ListeningSocket[] => {
    const [, local = "", , state, , , , userId, , inode = ""] = line.trim().split(/\s+/);
    if (state !== listening) return [];
    return [{ family, port: Number.parseInt(local.split(":")[1] ?? "", 16), userId: Number(userId), inode }];
  });
}

/** Reads `lsof -F pcutn`: a process line begins a process, the lines after it are its sockets. */
export function parseLsof(text: string): readonly PortListener[] {
  let process: Pick<PortListener, "pid" | "program" | "userId"> = {};
  let family: PortListener["family"] = "IPv4";
  const found: PortListener[] = [];
  for (const line of text.split("\n")) {
    const value = line.slice(1);
    if (line.startsWith("p")) process = { pid: Number(value) };
    else if (line.startsWith("c")) process = { ...process, program: value };
    else if (line.startsWith("u")) process = { ...process, userId: Number(value) };
    else if (line.startsWith("t")) family = value === "IPv6" ? "IPv6" : "IPv4";
    else if (line.startsWith("n")) found.push({ family, port: Number(value.split(":").at(-1)), ...process });
  }
  return found;
}

/** Who listens on these ports. A process of another user keeps its sockets to itself, and only its user is told. */
export async function findListeners(
  ports: readonly number[],
  platform: string,
  processes: ProcessRunner,
): Promise<readonly PortListener[]> {
  if (ports.length === 0) return [];
  if (platform === "darwin") return askLsof(ports, processes);
  const tables = await Promise.all([readTable("tcp", "IPv4"), readTable("tcp6", "IPv6")]);
  const sockets = tables.flat().filter(({ port }) => ports.includes(port));
  const owners = await findOwners(new Set(sockets.map(({ inode }) => inode)));
  return sockets.map(({ family, port, userId, inode }) => ({ family, port, userId, ...owners.get(inode) }));
}

async function readTable(name: string, family: PortListener["family"]): Promise<readonly ListeningSocket[]> {
  return parseSocketTable(await readFile(`/proc/net/${name}`, "utf8").catch(() => ""), family);
}

async function askLsof(ports: readonly number[], processes: ProcessRunner): Promise<readonly PortListener[]> {
  const options = ["-nP", "-sTCP:LISTEN", "-Fpcutn"];
  try {
    return parseLsof((await processes.run("lsof", [...options, `-iTCP:${ports.join(",")}`])).stdout);
  } catch {
    return [];
  }
}

type Owner = Pick<PortListener, "pid" | "program">;

/** Every open file of every process that this user may look into; a process may end meanwhile. */
async function findOwners(inodes: ReadonlySet<string>): Promise<ReadonlyMap<string, Owner>> {
  const owners = new Map<string, Owner>();
  if (inodes.size === 0) return owners;
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    pids.map(async (pid) => {
      const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => "")));
      const held = links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
      for (const inode of held.filter((each) => inodes.has(each))) {
        const program = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => undefined);
        owners.set(inode, { pid: Number(pid), ...defined({ program: program?.trim() }) });
      }
    }),
  );
  return owners;
}
