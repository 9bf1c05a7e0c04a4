import type Docker from "dockerode";
import { defined } from "../../../defined.ts";
import type {
  ContainerDetails,
  ContainerFacts,
  ContainerState,
  ImageFacts,
  VolumeFacts,
} from "../../../interfaces/engine-facts.ts";
import { readMarks } from "../labels.ts";

/** Docker's words, and Podman's for the same: what is being stopped still runs. */
const states: Readonly<Record<string, ContainerState>> = {
  created: "created",
  running: "running",
  paused: "paused",
  restarting: "restarting",
  removing: "removing",
  exited: "exited",
  dead: "dead",
  configured: "created",
  initialized: "created",
  stopping: "running",
  stopped: "exited",
};

/** Compose puts the beginning of its id before the name of a container that is being replaced. */
const renamed = /^[0-9a-f]{12}_/;

/** One line of the engine's list of containers. A state without a known word is that of a container of no use. */
export function toContainerFacts(listed: Docker.ContainerInfo): ContainerFacts {
  const health = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(listed.Status)?.[1];
  const name = (listed.Names[0] ?? "").replace(/^\//, "");
  const exitCode = /^(?:Exited|Restarting) \((\d+)\)/.exec(listed.Status)?.[1];
  return {
    id: listed.Id,
    name,
    ...(renamed.test(name) ? { isReplaced: true } : {}),
    state: states[listed.State] ?? "dead",
    ...(health === undefined ? {} : { health: health as NonNullable<ContainerFacts["health"]> }),
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    image: listed.Image,
    imageId: listed.ImageID,
    ...defined({ createdAtMs: listed.Created > 0 ? listed.Created * 1000 : undefined }),
    marks: readMarks(listed.Labels),
    ports: listed.Ports.filter(({ PublicPort }) => PublicPort > 0).map((port) => ({
      hostAddress: port.IP,
      hostPort: port.PublicPort,
      containerPort: port.PrivatePort,
    })),
  };
}

export function toContainerDetails(found: Docker.ContainerInspectInfo): ContainerDetails {
  const { State, RestartCount } = found;
  // Left out by engines that pretend.
  const { Config, HostConfig } = found as Partial<Docker.ContainerInspectInfo>;
  const memoryLimitBytes = (HostConfig?.Memory ?? 0) > 0 ? HostConfig?.Memory : undefined;
  const [startedAtMs, finishedAtMs] = [momentOf(State.StartedAt), momentOf(State.FinishedAt)];
  const state = states[State.Status];
  const exitCode = state === "exited" || state === "restarting" || state === "dead" ? State.ExitCode : undefined;
  return {
    ...defined({ state, exitCode, startedAtMs, finishedAtMs }),
    restartCount: RestartCount,
    outOfMemory: State.OOMKilled,
    ...defined({ memoryLimitBytes, environment: Config && environmentOf(Config.Env) }),
  };
}

export function toImageFacts({ Id, Size, Architecture, ...image }: Docker.ImageInspectInfo): ImageFacts {
  // Podman leaves out what an image does not have; the types of the library promise it.
  const { Config: config } = image as { Config?: { ExposedPorts?: Readonly<Record<string, unknown>> | null } };
  const exposedPorts = Object.keys(config?.ExposedPorts ?? {}).map((port) => Number.parseInt(port, 10));
  return { id: Id, sizeBytes: Size, architecture: Architecture, exposedPorts };
}

function environmentOf(lines: readonly string[] | null): Readonly<Record<string, string>> {
  const pairs = (lines ?? []).map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)] as const);
  return Object.fromEntries(pairs);
}

/** The engine's word for "never" is a moment long ago. */
function momentOf(text: string): number | undefined {
  const moment = Date.parse(text);
  return moment > 0 ? moment : undefined;
}

export function toVolumeFacts({ Name, Labels, ...volume }: Docker.VolumeInspectInfo): VolumeFacts {
  // The types of the library do not know it.
  const createdAtMs = momentOf(String((volume as { CreatedAt?: unknown }).CreatedAt));
  return { name: Name, ...defined({ createdAtMs }), marks: readMarks(Labels) };
}
