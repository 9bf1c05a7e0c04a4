import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import { createServer as createGrpcServer } from "node:http2";
import { createServer as createSocketServer } from "node:net";
import { join } from "node:path";

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
    listen(postgres(), local),
    listen(elasticsearch(), local),
    listen(temporal(), local),
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

/** PostgreSQL's protocol, version 3: lets everybody in, and each query has one row of one text. */
function postgres() {
  const text = (value) => Buffer.from(`${value}\0`);
  const whole = (bytes, value) => Buffer.from(value.toString(16).padStart(2 * bytes, "0"), "hex");
  const message = (kind, ...parts) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from(kind), whole(4, body.length + 4), body]);
  };
  const version = Buffer.from("15.0");
  const ready = message("Z", Buffer.from("I"));
  const welcome = Buffer.concat([message("R", whole(4, 0)), ready]);
  const row = Buffer.concat([
    message("T", whole(2, 1), text("server_version"), whole(4, 0), whole(2, 0), whole(4, 25), Buffer.alloc(8)),
    message("D", whole(2, 1), whole(4, version.length), version),
    message("C", text("SHOW")),
    ready,
  ]);
  return createSocketServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      if (data[0] === 0) socket.write(welcome);
      else if (data[0] === "Q".charCodeAt(0)) socket.write(row);
      else socket.end();
    });
  });
}

/** gRPC: health says SERVING, the list of namespaces has one, and all other answers are empty messages. */
function temporal() {
  const field = (number, content) => Buffer.from([number * 8 + 2, content.length, ...content]);
  const answers = {
    "/grpc.health.v1.Health/Check": Buffer.from([8, 1]),
    "/temporal.api.workflowservice.v1.WorkflowService/ListNamespaces": field(
      1,
      field(1, field(1, Buffer.from("default"))),
    ),
  };
  return createGrpcServer().on("stream", (stream, headers) => {
    const message = answers[headers[":path"]] ?? Buffer.alloc(0);
    stream.respond({ ":status": 200, "content-type": "application/grpc+proto" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
  });
}
