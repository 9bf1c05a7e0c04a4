import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pretendedPostgres } from "./pretended-postgres.mjs";
import { pretendedTemporal } from "./pretended-temporal.mjs";

/**
 * An engine and the four services of a cluster that give `status` and `restart` the answers they hope for, and
 * nothing else.
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
  const [POSTGRES_PORT, ELASTICSEARCH_PORT, TEMPORAL_SERVER_PORT, TEMPORAL_WEB_PORT] = await Promise.all([
    listen(pretendedPostgres(), local),
    listen(elasticsearch(), local),
    listen(pretendedTemporal(), local),
    listen(web(), local),
  ]);
  const ports = { POSTGRES_PORT, ELASTICSEARCH_PORT, TEMPORAL_SERVER_PORT, TEMPORAL_WEB_PORT };
  const published = Object.values(ports).map((port, index) => container(services[index], [port]));
  await listen(engine([...published, container("cli", [])]), { path: socket });
  return { DOCKER_HOST: `unix://${socket}`, ...ports };
}

/** Makes a folder for PATH whose `docker` knows one call: Compose tells the hash that every container wears. */
export function pretendCompose(folder) {
  const lines = ["schema", "cli", ...services].map((service) => `echo temporal-${service} ${hash}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "docker"), ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
  return folder;
}

const services = ["postgres", "elasticsearch", "server", "web"];
const hash = "hash";
const image = "sha256:0";

const container = (service, ports) => ({
  Id: service,
  Names: [`/temporal-${service}`],
  State: "running",
  Status: "Up 1 minute (healthy)",
  Image: image,
  ImageID: image,
  Labels: {
    "io.temporal-start.instance": "default",
    "io.temporal-start.service": `temporal-${service}`,
    "com.docker.compose.config-hash": hash,
  },
  Ports: ports.map((port) => ({ IP: "127.0.0.1", PrivatePort: 1, PublicPort: Number(port), Type: "tcp" })),
});

/** What it says of one container, image or volume is the same for all. */
function engine(containers) {
  const state = { Status: "running", StartedAt: "2020-01-01T00:00:00.000000000Z" };
  const details = { Id: image, Name: "data", Labels: {}, State: state, RestartCount: 0 };
  return createServer(({ method, url }, response) => {
    if (method === "POST") response.writeHead(204).end();
    else response.end(JSON.stringify(url.includes("/containers/json") ? containers : details));
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
