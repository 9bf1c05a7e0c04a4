import { Buffer } from "node:buffer";
import { createServer } from "node:http2";

/** gRPC: health says SERVING, the server its version, the list of namespaces has one; other messages are empty. */
export function pretendedTemporal() {
  const service = "/temporal.api.workflowservice.v1.WorkflowService";
  const cluster = message([1, "active"]);
  const namespace = message(
    [1, message([1, "default"], [2, 1], [3, ""], [6, "id"])],
    [2, message([1, message([1, 604_800])], [2, message()], [3, 1], [5, 1])],
    [3, message([1, "active"], [2, cluster])],
  );
  const answers = {
    "/grpc.health.v1.Health/Check": message([1, 1]),
    [`${service}/GetSystemInfo`]: message([1, "1.22.0"], [2, message([1, 1], [2, 1])]),
    [`${service}/ListNamespaces`]: message([1, namespace]),
  };
  return createServer().on("stream", (stream, headers) => {
    const answer = answers[headers[":path"]] ?? message();
    stream.respond({ ":status": 200, "content-type": "application/grpc+proto" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.from([0, 0, 0, 0, answer.length, ...answer]));
  });
}

/** Protocol Buffers: fields by their numbers, as whole numbers, texts or messages of less than 128 bytes. */
function message(...fields) {
  return Buffer.from(
    fields.flatMap(([field, value]) =>
      typeof value === "number"
        ? [field * 8, ...digits(value)]
        : [field * 8 + 2, Buffer.byteLength(value), ...Buffer.from(value)],
    ),
  );
}

function digits(value) {
  return value < 128 ? [value] : [128 + (value % 128), ...digits(Math.floor(value / 128))];
}
