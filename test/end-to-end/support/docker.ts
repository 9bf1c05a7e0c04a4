import { output, type Place } from "./program.ts";

export function docker(...args: readonly string[]): Promise<string> {
  return output("docker", args);
}

export interface Inspected {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: {
    readonly Env: readonly string[];
    readonly Image: string;
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, unknown>>;
    readonly Ports: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>;
  };
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string; readonly Destination: string }[];
}

export async function inspect(container: string): Promise<Inspected> {
  const [found] = JSON.parse(await docker("inspect", "--type", "container", container)) as [Inspected];
  return found;
}

export async function healthOf(container: string): Promise<string> {
  return (await inspect(container)).State.Health?.Status ?? "none";
}

const label = "io.temporal-start.instance";

export type ObjectKind = "container" | "network" | "volume";

/** Names of what an instance owns, sorted. */
export async function ownedBy(instance: string, kind: ObjectKind, place: Place = {}): Promise<readonly string[]> {
  const all = kind === "container" ? ["--all"] : [];
  const name = kind === "container" ? "{{.Names}}" : "{{.Name}}";
  const words = [kind, "ls", ...all, "--filter", `label=${label}=${instance}`, "--format", name];
  const listed = await output("docker", words, place);
  return listed.split("\n").filter(Boolean).sort();
}
