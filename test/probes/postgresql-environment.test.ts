import { createServer, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { askPostgresql } from "../../src/probes/postgresql.ts";
import { listenOnPort } from "../support/listen.ts";
import { nothingInside } from "../support/no-dial.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("variables of a shell that is set up for another database do not reach the question", async () => {
  vi.stubEnv("PGSSLMODE", "require");
  vi.stubEnv("PGSSLNEGOTIATION", "direct");
  vi.stubEnv("PGOPTIONS", "-c search_path=somebody_elses");
  let first = Buffer.alloc(0);
  const server = createServer((socket: Socket) => {
    socket.once("data", (data) => {
      first = data;
      socket.destroy();
    });
  });
  const port = await listenOnPort(server);
  const spec = { host: "127.0.0.1", port, user: "temporal", password: "hunter2", database: "temporal" };
  await askPostgresql(spec, 5_000, nothingInside);
  // A start-up message names the version of the protocol; a wish for TLS would be 80877103.
  expect(first.readInt32BE(4)).toBe(196_608);
  expect(first.toString("utf8")).toContain("user\0temporal");
  expect(first.toString("utf8")).not.toContain("somebody_elses");
});
