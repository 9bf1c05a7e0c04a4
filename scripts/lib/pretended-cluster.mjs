import { createServer } from "node:http";
import { join } from "node:path";
import { pretendedPostgres } from "./pretended-postgres.mjs";
import { pretendedTemporal } from "./pretended-temporal.mjs";

/**
 * An engine and the four services of a cluster that give `status` the answers it hopes for, and nothing else.
 * For builds, which have no cluster at hand; tests have a real one. They keep no process alive.
 * Resolves to the environment that leads the program there.
 */
export async function pretendCluster(folder) {
  const socket = join(folder, "engine.sock");
  const listen = (server, place) =>
    new Promise((resolve, reject) => {
      server.on("connection", (connection) => connection.unref()).unref();
      server.once("error", reject).listen(place, () => resolve(String(server.address().port)));
    });
  const local = { host: "127.0.0.1", port: 0 };
  const [postgresPort, elasticsearchPort, temporalPort, webPort] = await Promise.all([
    listen(pretendedPostgres(), local),
    listen(elasticsearch(), local),
    listen(pretendedTemporal(), local),
    listen(web(), local),
    listen(engine(), { path: socket }),
  ]);
  return {
    DOCKER_HOST: `unix://${socket}`,
    POSTGRES_PORT: postgresPort,
    ELASTICSEARCH_PORT: elasticsearchPort,
    TEMPORAL_SERVER_PORT: temporalPort,
    TEMPORAL_WEB_PORT: webPort,
  };
}

const container = (service) => ({
  Id: service,
  Names: [`/temporal-${service}`],
  State: "running",
  Status: "Up 1 minute (healthy)",
  Image: "image",
  ImageID: "sha256:0",
  Labels: { "io.temporal-start.instance": "default", "io.temporal-start.service": `temporal-${service}` },
  Ports: [{ IP: "127.0.0.1", PrivatePort: 1, PublicPort: 1, Type: "tcp" }],
});

function engine() {
  const containers = ["postgres", "elasticsearch", "server", "web", "cli"].map(container);
  const details = { State: { StartedAt: "2020-01-01T00:00:00.000000000Z" }, RestartCount: 0 };
  return createServer(({ url }, response) => {
    response.end(JSON.stringify(url.includes("/containers/json") ? containers : details));
  });
}

function elasticsearch() {
  const info = { version: { number: "7.17.9", build_flavor: "default" }, tagline: "You Know, for Search" };
  return createServer(({ url }, response) => {
    response.setHeader("x-elastic-product", "Elasticsearch").setHeader("content-type", "application/json");
    response.end(JSON.stringify(url === "/" ? info : { status: "green" }));
  });
}

function web() {
  return createServer(({ url }, response) => {
    response.end(url === "/" ? "<html></html>" : JSON.stringify({ Version: "2.21.3" }));
  });
}
