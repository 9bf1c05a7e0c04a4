import { createServer } from "node:net";
import type { PortProbe } from "../interfaces/host.ts";

const answers: Readonly<Record<string, "taken" | "forbidden">> = { EADDRINUSE: "taken", EADDRNOTAVAIL: "forbidden" };

/**
 * Tries to listen, which is what the engine would do: a connection attempt misses listeners that do not answer.
 * A port that this user may not open is free: the engine opens it, with rights of its own.
 */
export const probePort: PortProbe = (address, port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(answers[error.code ?? ""] ?? "free");
    });
    server.listen({ host: address, port, exclusive: true }, () => {
      server.close(() => {
        resolve("free");
      });
    });
  });
