import { execFile } from "node:child_process";
import { createServer } from "node:http2";
import { describe, expect, test } from "vitest";
import { listenOnPort } from "../support/listen.ts";
import { readComposeFile } from "./compose-file.ts";

const question = Buffer.concat([
  Buffer.from([0, 0, 0, 0, 49, 0x0a, 47]),
  Buffer.from("temporal.api.workflowservice.v1.WorkflowService"),
]);

/** A frontend that answers the health question, and only that, with these bytes. */
async function serve(answer: readonly number[], grpcStatus = "0"): Promise<string> {
  const server = createServer();
  server.on("stream", (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const isAsked = headers[":path"] === "/grpc.health.v1.Health/Check" && Buffer.concat(chunks).equals(question);
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => {
        stream.sendTrailers({ "grpc-status": isAsked ? grpcStatus : "3" });
      });
      stream.end(Buffer.from(isAsked ? answer : []));
    });
  });
  return `127.0.0.1:${String(await listenOnPort(server))}`;
}

/** Runs the check as the engine does, against another address. @returns its exit code */
async function check(address: string): Promise<number> {
  const { services } = await readComposeFile();
  const [kind, command = ""] = services["temporal-server"]?.healthcheck?.test ?? [];
  expect(kind).toBe("CMD-SHELL");
  const script = command.replaceAll("$$", "$").replace("127.0.0.1:7233", address);
  return new Promise((resolve) => {
    execFile("/bin/sh", ["-c", script], (error) => {
      resolve(error === null ? 0 : Number(error.code));
    });
  });
}

describe("the server's health check", () => {
  test("succeeds when the frontend is serving", async () => {
    expect(await check(await serve([0, 0, 0, 0, 2, 8, 1]))).toBe(0);
  });

  test.each([
    ["is not serving", [0, 0, 0, 0, 2, 8, 2], "0"],
    ["does not know its state", [0, 0, 0, 0, 0], "0"],
    ["does not know the service", [], "5"],
  ])("fails when the frontend %s", async (_, answer, grpcStatus) => {
    expect(await check(await serve(answer, grpcStatus))).not.toBe(0);
  });

  test("fails when nothing listens", async () => {
    expect(await check("127.0.0.1:1")).not.toBe(0);
  });
});
