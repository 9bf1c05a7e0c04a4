import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { createDockerEngine } from "../../../../src/backends/compose/engine/docker-engine.ts";
import type { EngineControl } from "../../../../src/backends/compose/engine/engine-control.ts";
import type { RegistryLogin } from "../../../../src/backends/compose/engine/registry-login.ts";
import { failureOf } from "../../../support/expect-failure.ts";
import { listenOnSocket } from "../../../support/listen.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

interface Served {
  readonly engine: EngineControl;
  /** The pulls that were asked for. */
  readonly requests: IncomingMessage[];
  /** The registries whose logins were looked for. */
  readonly registries: string[];
}

const ownRegistry: Answer = (response) =>
  void response.end(JSON.stringify({ IndexServerAddress: "https://own.example/v1/" }));

async function serve(answer: Answer, login?: RegistryLogin, answerInfo = ownRegistry): Promise<Served> {
  const requests: IncomingMessage[] = [];
  const registries: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === "/info") {
      answerInfo(response, request);
      return;
    }
    requests.push(request);
    answer(response, request);
  });
  const findLogin = async (registry: string): Promise<RegistryLogin | undefined> => {
    registries.push(registry);
    return login;
  };
  const endpoint = { address: `unix://${await listenOnSocket(server)}`, chosenBy: "DOCKER_HOST" };
  return { engine: createDockerEngine(endpoint, {}, { findLogin, platform: "linux/arm64" }), requests, registries };
}

const done: Answer = (response) => void response.end('{"status":"Status: Downloaded newer image"}\r\n');
const queryOf = (request: IncomingMessage | undefined): unknown =>
  Object.fromEntries(new URL(request?.url ?? "", "http://engine").searchParams);

test.each([
  ["ui:1", "ui:1"],
  ["ui", "ui:latest"],
  ["127.0.0.1:5000/ui", "127.0.0.1:5000/ui:latest"],
  ["ui@sha256:0", "ui@sha256:0"],
])("of %s one image is asked for, for the platform that is set", async (reference, fromImage) => {
  const { engine, requests } = await serve(done);
  await engine.pull(reference, {});
  expect(queryOf(requests[0])).toEqual({ fromImage, platform: "linux/arm64" });
});

test("a login goes along in the header", async () => {
  const login = { username: "somebody", password: "ü?>", serveraddress: "r.example" };
  const { engine, requests, registries } = await serve(done, login);
  await engine.pull("r.example/ui:1", {});
  expect(registries).toEqual(["r.example"]);
  const header = String(requests[0]?.headers["x-registry-auth"]);
  // The engine ignores a login whose base64 is not that of addresses, with its padding.
  expect(header).toMatch(/^[\w-]+={0,2}$/);
  expect(JSON.parse(Buffer.from(header, "base64url").toString("utf8"))).toEqual(login);
});

test("the login of a name without a registry is that of the engine's own", async () => {
  const { engine, registries } = await serve(done);
  await engine.pull("group/ui:1", {});
  expect(registries).toEqual(["https://own.example/v1/"]);
});

test("a line that comes in pieces is read as one", async () => {
  const { engine } = await serve((response) => {
    response.write('{"id":"a","status":"Downloading","progressDe');
    setTimeout(() => response.end('tail":{"current":1,"total":2}}\r\n{"status":"x"}'), 20);
  });
  const seen: number[] = [];
  await engine.pull("ui:1", { onBytes: ({ doneBytes }) => seen.push(doneBytes) });
  expect(seen[0]).toBe(1);
});

test.each([
  ["the detail before the deprecated field", { errorDetail: { message: "toomanyrequests" }, error: "an old word" }],
  ["the detail alone, as a later engine may send it", { errorDetail: { message: "toomanyrequests" } }],
  ["the deprecated field alone, as an old engine sends it", { error: "toomanyrequests" }],
])("of a failure %s is read", async (_, event) => {
  const { engine } = await serve((response) => void response.end(`${JSON.stringify(event)}\n`));
  const { facts } = await failureOf(() => engine.pull("ui:1", {}));
  expect(facts.message).toBe("The engine could not pull an image: toomanyrequests");
});

test("a failure in the middle is the registry's last word", async () => {
  const { engine } = await serve((response) => {
    response.end('{"status":"Pulling"}\n{"errorDetail":{"message":"toomanyrequests"},"error":"toomanyrequests"}\n');
  });
  const { facts } = await failureOf(() => engine.pull("ui:1", {}));
  expect(facts).toMatchObject({ code: "ENGINE_FAILED", cause: new Error("toomanyrequests") });
});

test("a refusal at the beginning is the registry's word, without the engine's status", async () => {
  const { engine } = await serve((response) => {
    response.writeHead(404, { "content-type": "application/json" }).end('{"message":"manifest unknown"}');
  });
  const { facts } = await failureOf(() => engine.pull("ui:1", {}));
  expect(facts).toMatchObject({ code: "ENGINE_FAILED", cause: new Error("manifest unknown") });
});

test("an engine that goes away in the middle is told as such", async () => {
  const { engine } = await serve((response) => {
    response.write('{"status":"Pulling"}\n');
    setTimeout(() => response.destroy(), 20);
  });
  const { facts } = await failureOf(() => engine.pull("ui:1", {}));
  expect(facts.code).toBe("ENGINE_UNREACHABLE");
});

test("an interruption ends the pull on the engine, too", async () => {
  const command = new AbortController();
  let isClosed: Promise<unknown> = Promise.resolve();
  const { engine } = await serve((response, request) => {
    isClosed = new Promise((resolve) => request.once("close", resolve));
    response.write('{"status":"Pulling"}\n');
    setTimeout(() => {
      command.abort();
    }, 20);
  });
  await expect(engine.pull("ui:1", { signal: command.signal })).rejects.toThrow("aborted");
  await isClosed;
});

test("an interruption ends the question for the engine's own registry, too", async () => {
  const command = new AbortController();
  let isClosed: Promise<unknown> = Promise.resolve();
  const { engine, requests } = await serve(done, undefined, (_response, request) => {
    isClosed = new Promise((resolve) => request.socket.once("close", resolve));
    setTimeout(() => {
      command.abort();
    }, 20);
  });
  await expect(engine.pull("ui:1", { signal: command.signal })).rejects.toThrow("aborted");
  await isClosed;
  expect(requests).toEqual([]);
});
