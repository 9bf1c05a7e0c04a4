import { engineGet } from "./engine-api.ts";

export interface RunningContainer {
  readonly id: string;
  readonly pid: number;
  readonly exitCode: number;
  readonly name: string;
  readonly isRunning: boolean;
}

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Pid: number; readonly ExitCode: number; readonly Running: boolean };
}

/** All containers with a label, stopped ones too. */
export async function containersOf(selector: string, signal: AbortSignal): Promise<readonly RunningContainer[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [selector] }));
  const listed = await engineGet<readonly { Id: string }[]>(`/containers/json?all=1&filters=${filters}`, signal);
  return Promise.all(
    listed.map(async ({ Id }) => {
      const { Name, State } = await engineGet<Inspected>(`/containers/${Id}/json`, signal);
      return { id: Id, pid: State.Pid, exitCode: State.ExitCode, name: Name.slice(1), isRunning: State.Running };
    }),
  );
}

interface Stats {
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
  readonly memory_stats: {
    readonly usage?: number;
    readonly stats?: { readonly total_inactive_file?: number; readonly inactive_file?: number };
  };
}

export interface Use {
  readonly cpuMs: number;
  /** Without the page cache that the kernel would give back. */
  readonly memoryBytes: number;
}

const nanosecondsPerMs = 1e6;

/** What containers have used, all together, by the engine's reading of their cgroups, version 1 or 2. */
export async function useOf(containers: readonly RunningContainer[], signal: AbortSignal): Promise<Use> {
  const all = await Promise.all(
    containers
      .filter(({ isRunning }) => isRunning)
      .map(({ id }) => engineGet<Stats>(`/containers/${id}/stats?stream=false&one-shot=true`, signal)),
  );
  return all.reduce<Use>(
    (sum, { cpu_stats, memory_stats: { usage = 0, stats } }) => ({
      cpuMs: sum.cpuMs + cpu_stats.cpu_usage.total_usage / nanosecondsPerMs,
      memoryBytes: sum.memoryBytes + usage - (stats?.total_inactive_file ?? stats?.inactive_file ?? 0),
    }),
    { cpuMs: 0, memoryBytes: 0 },
  );
}
