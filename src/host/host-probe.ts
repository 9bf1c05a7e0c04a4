// cspell:ignore bavail
import { constants, readFile, statfs } from "node:fs/promises";
import { networkInterfaces, release, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import type { HostProbe } from "../interfaces/host.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";
import { parseRouteTable, routesOfInterfaces } from "./host-routes.ts";
import { isAccessible } from "./is-accessible.ts";
import { findListeners } from "./tcp-listeners.ts";

export interface HostProbeDependencies {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly processes: ProcessRunner;
}

/** Looks at this machine by what it shows to everybody; nothing is run but `lsof`, where there is no /proc. */
export function createHostProbe({ environment, home, processes }: HostProbeDependencies): HostProbe {
  const { platform } = process;
  const readText = (path: string): Promise<string | undefined> => readFile(path, "utf8").catch(() => undefined);
  return {
    platform,
    kernelVersion: release(),
    user: readUser(environment),
    environment,
    home,
    readText,
    existing: (paths) => keep(paths, (path) => isAccessible(path)),
    programs: (names) =>
      keep(names, async (name) => {
        const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
        return (await keep(folders, (folder) => isAccessible(join(folder, name), constants.X_OK))).length > 0;
      }),
    async freeBytes(folder) {
      try {
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      } catch {
        return undefined;
      }
    },
    listeners: (ports) => findListeners(ports, platform, processes),
    async routes() {
      const table = await readText("/proc/net/route");
      return table === undefined ? routesOfInterfaces(networkInterfaces()) : parseRouteTable(table);
    },
  };
}

/** A user without an entry in the user database, as in many containers, has only a number. */
function readUser(environment: Readonly<Record<string, string | undefined>>): HostProbe["user"] {
  const groupIds = process.getgroups?.() ?? [];
  try {
    const { username, uid } = userInfo();
    return { name: username, id: uid, groupIds };
  } catch {
    const id = process.getuid?.() ?? -1;
    return { name: environment.USER ?? String(id), id, groupIds };
  }
}

async function keep(
  values: readonly string[],
  isWanted: (value: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const wanted = await Promise.all(values.map(isWanted));
  return values.filter((_, index) => wanted[index]);
}
