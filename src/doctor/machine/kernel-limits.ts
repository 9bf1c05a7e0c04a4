import type { HostProbe } from "../../interfaces/host.ts";
import { type Check, type Finding, ok, type World, warning } from "../check.ts";
import { isSameMachine } from "./same-machine.ts";

/** A number of the kernel and the least that serves; a smaller one gives a warning, as a single node starts nevertheless. */
interface Limit {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly least: number;
  readonly why: string;
  readonly starts?: Check["starts"];
}

/** The kernel of a virtual machine shows itself to nobody outside. */
const unknown = ok("not known: the engine runs on a kernel of its own");

const limitCheck = ({ id, title, name, least, why, starts = "first" }: Limit): Check => ({
  id,
  group: "machine",
  title,
  needs: ["engine"],
  starts,
  async look(world) {
    const text = await readOfEngine(world, `/proc/sys/${name.replaceAll(".", "/")}`);
    return [text === undefined ? unknown : interpretLimit({ name, least, why }, Number(text))];
  },
});

async function readOfEngine(world: World, path: string): ReturnType<HostProbe["readText"]> {
  return isSameMachine((await world.engineInfo()).info, world.host) ? world.host.readText(path) : undefined;
}

export function interpretLimit({ name, least, why }: Pick<Limit, "name" | "least" | "why">, value: number): Finding {
  const seen = `${name} is ${String(value)}`;
  if (!(value < least)) return ok(seen);
  const keep = `echo ${name}=${String(least)} | sudo tee /etc/sysctl.d/99-temporal-start.conf keeps it`;
  return warning(`${seen}; ${why}`, `sudo sysctl -w ${name}=${String(least)}; ${keep}`);
}

export const memoryMaps = limitCheck({
  id: "memory-maps",
  title: "memory maps",
  name: "vm.max_map_count",
  least: 262_144,
  why: "Elasticsearch maps its files and asks for 262144",
  // Many Linux machines have less, and a single node starts nevertheless; where it does not, its own failure is known.
  starts: "none",
});

export const inotifyInstances = limitCheck({
  id: "inotify-instances",
  title: "inotify instances",
  name: "fs.inotify.max_user_instances",
  least: 128,
  why: "editors, browsers and containers of one user share them",
});

export const inotifyWatches = limitCheck({
  id: "inotify-watches",
  title: "inotify watches",
  name: "fs.inotify.max_user_watches",
  least: 8_192,
  why: "editors, browsers and containers of one user share them",
});

export const openFiles: Check = {
  id: "open-files",
  group: "machine",
  title: "open files",
  needs: ["engine"],
  starts: "first",
  async look(world) {
    const text = await readOfEngine(world, "/proc/sys/fs/file-nr");
    return [text === undefined ? unknown : interpretOpenFiles(text)];
  },
};

/** Elasticsearch alone may have this many open. */
const wantedFiles = 65_535;

/** /proc/sys/fs/file-nr: open, unused, and the most there may be. */
export function interpretOpenFiles(fileNumbers: string): Finding {
  const [open = 0, , most = 0] = fileNumbers.trim().split(/\s+/).map(Number);
  const seen = `${String(open)} of at most ${most > 1e12 ? "any number" : String(most)} are open on the whole machine`;
  if (most - open >= wantedFiles) return ok(seen);
  return warning(
    `${seen}; Elasticsearch may need ${String(wantedFiles)}`,
    `sudo sysctl -w fs.file-max=${String(open + 4 * wantedFiles)}`,
  );
}
