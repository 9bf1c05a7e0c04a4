import { createServer } from "node:http";

export interface FakeEngine {
  /** For DOCKER_HOST. */
  readonly address: string;
  /** Requests since the last call, as METHOD and path without query. */
  takeCalls(): readonly string[];
  close(): void;
}

const services = ["postgres", "elasticsearch", "schema", "server", "web", "cli"];

/** An engine that has every image, no volume, and the containers of one instance from some moment on. */
export async function serveFakeEngine(
  socketPath: string,
  instance: string,
  hasContainers: () => boolean,
): Promise<FakeEngine> {
  let calls: string[] = [];
  const server = createServer(({ method = "", url = "" }, response) => {
    const { pathname } = new URL(url, "http://engine");
    calls.push(`${method} ${pathname.replace(/^\/v[\d.]+/, "")}`);
    const answer = answerTo(method, pathname, instance, hasContainers());
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(pathname.endsWith("/logs") ? "" : JSON.stringify(answer ?? { message: "no such object" }));
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    address: `unix://${socketPath}`,
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answerTo(method: string, path: string, instance: string, hasContainers: boolean): unknown {
  if (method === "POST") return { StatusCode: 0 };
  if (path.endsWith("/containers/json")) return hasContainers ? services.map((name) => listed(name, instance)) : [];
  if (path.endsWith("/logs")) return "";
  if (path.includes("/containers/")) return { State: { StartedAt: new Date().toISOString() }, RestartCount: 0 };
  if (path.endsWith("/networks")) return [];
  if (path.includes("/images/")) return { Id: "sha256:0", Size: 1 };
  return path.endsWith("/_ping") ? "OK" : undefined;
}

function listed(service: string, instance: string): unknown {
  const isDone = service === "schema";
  return {
    Id: `${service}-id`,
    Names: [`/temporal-${instance}-${service}`],
    State: isDone ? "exited" : "running",
    Status: isDone ? "Exited (0) 1 minute ago" : "Up 1 minute (healthy)",
    Image: "image",
    ImageID: "sha256:0",
    Labels: {
      "io.temporal-start.instance": instance,
      "io.temporal-start.service": `temporal-${service}`,
      "com.docker.compose.config-hash": "0",
    },
    // Nothing listens there, and a container that publishes nothing would be taken for cut off.
    Ports: [{ IP: "127.0.0.1", PrivatePort: 1, PublicPort: 1, Type: "tcp" }],
  };
}
