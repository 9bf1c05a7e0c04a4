import { request } from "node:http";
import { BenchError } from "../harness/bench-error.ts";

/** One GET to the Docker Engine, where it listens on a socket of this machine. */
export function engineGet<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath: socketPath(), path, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve(JSON.parse(text) as Answer);
        else reject(new BenchError(`The engine answers ${String(response.statusCode)} to ${path}: ${text}`));
      });
    });
    call.once("error", reject);
    call.end();
  });
}

function socketPath(): string {
  const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
  if (!host.startsWith("unix://"))
    throw new BenchError(`DOCKER_HOST is ${host}; this row needs an engine on a socket of this machine.`);
  return host.slice("unix://".length);
}
