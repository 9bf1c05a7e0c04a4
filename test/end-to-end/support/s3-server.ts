import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { inject } from "vitest";

/** S3-compatible storage on this machine, by a real server. */
export interface S3Server {
  /** For whoever writes there; `s3://kept` is its bucket. */
  readonly environment: Readonly<Record<string, string>>;
  /** Keys of the objects in the bucket. */
  keys(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const program = process.env.TEMPORAL_START_S3_SERVER ?? "";

/** Why none can run here, or null where one can. */
export function noS3Server(): string | null {
  if (program === "") return "TEMPORAL_START_S3_SERVER names no server of it; npm run verify compiles one";
  return existsSync(program) ? null : `there is no ${program}`;
}

export async function startS3Server(): Promise<S3Server> {
  const folder = join(inject("clusterRun").folder, "objects");
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const keys = { AWS_ACCESS_KEY_ID: "tester", AWS_SECRET_ACCESS_KEY: "tester-secret" };
  const server = spawn(program, ["--port", `127.0.0.1:${String(port)}`, "--quiet", "posix", folder], {
    env: { ROOT_ACCESS_KEY: keys.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: keys.AWS_SECRET_ACCESS_KEY },
    stdio: "ignore",
  });
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const client = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: keys.AWS_ACCESS_KEY_ID, secretAccessKey: keys.AWS_SECRET_ACCESS_KEY },
  });
  await untilTaken(server, () => client.send(new CreateBucketCommand({ Bucket: "kept" })));
  return {
    environment: { ...keys, AWS_ENDPOINT_URL_S3: endpoint },
    async keys() {
      const { Contents: found = [] } = await client.send(new ListObjectsV2Command({ Bucket: "kept" }));
      return found.flatMap(({ Key: key }) => key ?? []);
    },
    async close() {
      client.destroy();
      server.kill();
      if (server.exitCode === null) await new Promise((resolve) => server.once("exit", resolve));
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilTaken(server: ChildProcess, attempt: () => Promise<unknown>): Promise<void> {
  const deadlineMs = Date.now() + 20_000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadlineMs) throw error;
    }
    await sleep(100);
  }
}
