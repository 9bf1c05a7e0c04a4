import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ContainerAction } from "../../src/backends/compose/engine/engine-control.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import type { RunResult } from "../../src/interfaces/processes.ts";
import { imagesFrom } from "./containers.ts";
import { engineAnswers, networkAnswer } from "./engine-answers.ts";
import { listedVolume, logFrame } from "./engine-shapes.ts";
import { fakeCompose } from "./fake-backend.ts";
import type { FakeCluster } from "./fake-cluster.ts";
import { fakeEngine, fakeProcesses } from "./fake-runtime.ts";
import { listed } from "./listed-container.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { whoseOf } from "./whose.ts";

export interface FakeEngineServer {
  /** `unix:///…/engine.sock`, for DOCKER_HOST. */
  readonly address: string;
  readonly socketPath: string;
  /** Answers every request with this status from now on. */
  failWith(statusCode: number, message: string): void;
  /** Breaks all connections and listens no more. */
  readonly die: () => void;
  readonly comeBack: () => Promise<void>;
  /** Resolves once something was asked for that never ends: a followed log, a docker command, or `POST` and a path. */
  readonly hangs: Promise<void>;
}

/** The Engine API of a fake cluster, and the docker command's way to it, on a socket in a temporary folder. */
export async function serveEngine(
  cluster: FakeCluster,
  hangsOn: (args: readonly string[]) => boolean = () => false,
): Promise<FakeEngineServer> {
  const socketPath = join(await temporaryFolder(), "engine.sock");
  let failure: { statusCode: number; message: string } | undefined;
  let hang: () => void = () => undefined;
  const hangs = new Promise<void>((resolve) => (hang = resolve));
  const sockets = new Set<Socket>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = "", method } = request;
    if (url === "/_docker") {
      void readBody(request).then(async (body) => {
        const args = JSON.parse(body) as readonly string[];
        if (hangsOn(args)) hang();
        else send(response, 200, await dockerCommand(cluster, args));
      });
    } else if (url.includes("/logs?") && /[?&]follow=(?:1|true)/.test(url)) {
      response.writeHead(200);
      void answerLogs(cluster, url, response).then(hang);
    } else if (method === "POST") {
      if (hangsOn(["POST", url])) hang();
      else void perform(cluster, url, response);
    } else void answer(cluster, url, response);
  };
  const server = createServer((request, response) => {
    if (failure === undefined) handle(request, response);
    else send(response, failure.statusCode, { message: failure.message });
  });
  server.on("connection", (socket) => sockets.add(socket));
  const listen = (): Promise<void> => new Promise((resolve) => server.listen(socketPath, resolve));
  const die = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await listen();
  onTestFinished(die);
  return {
    address: `unix://${socketPath}`,
    socketPath,
    hangs,
    die,
    comeBack: listen,
    failWith: (statusCode, message) => void (failure = { statusCode, message }),
  };
}

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

async function answer(cluster: FakeCluster, url: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(url, "http://engine");
  if (pathname.endsWith("/logs")) {
    await answerLogs(cluster, url, response);
    response.end();
    return;
  }
  const [pattern, found] = routes.find(([candidate]) => candidate.test(pathname)) ?? [];
  const name = decodeURIComponent(pattern?.exec(pathname)?.[1] ?? "");
  const body = await found?.(cluster, name, searchParams);
  send(response, body === undefined ? 404 : 200, body ?? { message: `no such thing: ${pathname}` });
}

/** `/containers/ID/start` and the like. */
async function perform(cluster: FakeCluster, url: string, response: ServerResponse): Promise<void> {
  const [, , id = "", action = ""] = new URL(url, "http://engine").pathname.split("/");
  const engine = fakeEngine(cluster);
  if (action === "wait") {
    send(response, 200, { StatusCode: await engine.waitForExit(id) });
    return;
  }
  await engine.act(action as ContainerAction, id);
  response.writeHead(204).end();
}

async function answerLogs(cluster: FakeCluster, url: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(url, "http://engine");
  const id = decodeURIComponent(pathname.split("/")[2] ?? "");
  const [tail, since, until] = ["tail", "since", "until"].map((name) => searchParams.get(name) ?? undefined);
  const options = {
    follow: false,
    ...(tail === undefined || tail === "all" ? {} : { tail: Number(tail) }),
    ...(since === undefined ? {} : { sinceSeconds: Number(since) }),
    ...(until === undefined ? {} : { untilSeconds: Number(until) }),
  };
  for await (const batch of fakeEngine(cluster).logs(id, options)) {
    for (const line of batch) response.write(logFrame(line));
  }
}

/** With its configuration and without its health. */
function listedByPodman({ health: _, ...container }: ContainerFacts): unknown {
  return { ...(listed(container) as object), Config: null };
}

async function dockerCommand(cluster: FakeCluster, args: readonly string[]): Promise<RunResult> {
  if (args[0] !== "compose" || args[1] === "version") return fakeProcesses(cluster).run("docker", args);
  const command = args.slice(args.indexOf("--file") + 2);
  const compose = fakeCompose(cluster, referencesFrom(cluster));
  if (command[0] !== "config") return compose.run(command);
  const hashes = Object.entries(await compose.configHashes({})).map(([service, hash]) => `${service} ${hash}\n`);
  return { exitCode: 0, stdout: hashes.join(""), stderr: "" };
}

/** What the program would name. */
function referencesFrom(cluster: FakeCluster): Readonly<Record<string, string>> {
  const images = imagesFrom(cluster.images, cluster.settings);
  return Object.fromEntries([...images].map(([name, { reference }]) => [name, reference]));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, statusCode: number, body: unknown): void {
  response.writeHead(statusCode, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
