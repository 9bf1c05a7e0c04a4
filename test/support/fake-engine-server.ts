import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ContainerAction } from "../../src/backends/compose/engine/engine-control.ts";
import type { RunResult } from "../../src/interfaces/processes.ts";
import { imagesFrom } from "./containers.ts";
import { logFrame } from "./engine-shapes.ts";
import { fakeCompose } from "./fake-backend.ts";
import type { FakeCluster } from "./fake-cluster.ts";
import { answerTo } from "./fake-engine-routes.ts";
import { fakeEngine, fakeProcesses } from "./fake-runtime.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface FakeEngineServer {
  /** `unix:///…/engine.sock`, for DOCKER_HOST. */
  readonly address: string;
  readonly socketPath: string;
  /** What was asked for so far: `GET /path`, without the query, and docker commands without their places. */
  readonly asked: string[];
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
        asked.push(`docker ${args.join(" ").replace(/ --(?:project-[a-z]+|file|env-file) \S+/g, "")}`);
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
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    if (url !== "/_docker") asked.push(`${method} ${new URL(url, "http://engine").pathname}`);
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
    asked,
    hangs,
    die,
    comeBack: listen,
    failWith: (statusCode, message) => void (failure = { statusCode, message }),
  };
}

async function answer(cluster: FakeCluster, url: string, response: ServerResponse): Promise<void> {
  const asked = new URL(url, "http://engine");
  if (asked.pathname.endsWith("/logs")) {
    await answerLogs(cluster, url, response);
    response.end();
    return;
  }
  const body = await answerTo(cluster, asked);
  send(response, body === undefined ? 404 : 200, body ?? { message: `no such thing: ${asked.pathname}` });
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

async function dockerCommand(cluster: FakeCluster, args: readonly string[]): Promise<RunResult> {
  if (args[0] !== "compose" || args[1] === "version") return fakeProcesses(cluster).run("docker", args);
  const command = args.slice(args.lastIndexOf("--file") + 2);
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
