import type Docker from "dockerode";
import { defined } from "../../../defined.ts";
import type { LogOptions } from "../../../interfaces/engine.ts";

/**
 * Asks for the log as a stream in every case: dockerode's own `logs` collects a log that is not
 * followed in memory, and a log of gigabytes does not fit there.
 */
export async function openLogs(docker: Docker, id: string, options: LogOptions): Promise<AsyncIterable<Buffer>> {
  const request = {
    // The client appends the options to a path that ends with a question mark.
    path: `/containers/${id}/logs?`,
    options: {
      stdout: true,
      stderr: true,
      timestamps: true,
      follow: options.follow,
      tail: options.tail ?? "all",
      ...defined({ since: options.sinceSeconds, until: options.untilSeconds }),
    },
    method: "GET",
    isStream: true,
    statusCodes: { 200: true, 404: "no such container", 500: "server error" },
    ...defined({ abortSignal: options.signal }),
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error, stream: unknown) => {
      if (stream === undefined || stream === null) reject(error ?? new Error("The engine sent no log."));
      else resolve(stream as AsyncIterable<Buffer>);
    });
  });
}
