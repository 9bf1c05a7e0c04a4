import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { engineAnswers, networkAnswer } from "./engine-answers.ts";
import { listedVolume } from "./engine-shapes.ts";
import type { FakeCluster } from "./fake-cluster.ts";
import { fakeEngine } from "./fake-runtime.ts";
import { listed } from "./listed-container.ts";
import { whoseOf } from "./whose.ts";

type Answer = (cluster: FakeCluster, name: string, query: URLSearchParams) => Promise<unknown>;

/** What the engine says of one thing by the path that asks for it; nothing there is 404. */
const routes: readonly (readonly [RegExp, Answer])[] = [
  [/^\/info$/, async ({ engineInfo }) => engineAnswers(engineInfo)],
  [/^\/version$/, async ({ engineInfo }) => engineAnswers(engineInfo)],
  [/^\/networks$/, async ({ networks }) => networks.map(networkAnswer)],
  [
    /^\/containers\/json$/,
    async (cluster, _, query) => {
      type Filters = Readonly<Partial<Record<"label" | "health", string[]>>>;
      const { label, health: wanted } = JSON.parse(query.get("filters") ?? "{}") as Filters;
      const found = await fakeEngine(cluster).containers(whoseOf(label?.[0]));
      const fitting = found.filter(({ health = "none" }) => wanted?.includes(health) !== false);
      return fitting.map(cluster.isPodman ? listedByPodman : listed);
    },
  ],
  [
    /^\/containers\/([^/]+)\/json$/,
    async (cluster, id) => {
      const details = await fakeEngine(cluster).containerDetails(id);
      if (details === undefined) return undefined;
      const StartedAt = details.startedAtMs === undefined ? "0001-01-01T00:00:00Z" : new Date(details.startedAtMs);
      const { state: Status, exitCode: ExitCode, outOfMemory: OOMKilled } = details;
      return { State: { Status, ExitCode, StartedAt, OOMKilled }, RestartCount: details.restartCount };
    },
  ],
  [
    /^\/images\/(.+)\/json$/,
    async (cluster, reference) => {
      const image = await fakeEngine(cluster).image(reference);
      return image && { Id: image.id, Size: image.sizeBytes, Architecture: image.architecture, Config: {} };
    },
  ],
  [
    /^\/volumes$/,
    async (cluster, _, query) => {
      const { label: [label] = [] } = JSON.parse(query.get("filters") ?? "{}") as { label?: string[] };
      const found = await fakeEngine(cluster).volumesOf(whoseOf(label));
      return { Volumes: found.map(listedVolume), Warnings: null };
    },
  ],
  [
    /^\/volumes\/([^/]+)$/,
    async (cluster, name) => {
      const volume = cluster.volumes.find((candidate) => candidate.name === name);
      return volume && listedVolume(volume);
    },
  ],
];

/** Undefined where there is no such thing. */
export async function answerTo(cluster: FakeCluster, url: URL): Promise<unknown> {
  const [pattern, found] = routes.find(([candidate]) => candidate.test(url.pathname)) ?? [];
  const name = decodeURIComponent(pattern?.exec(url.pathname)?.[1] ?? "");
  return found?.(cluster, name, url.searchParams);
}

/** With its configuration and without its health. */
function listedByPodman({ health: _, ...container }: ContainerFacts): unknown {
  return { ...(listed(container) as object), Config: null };
}
