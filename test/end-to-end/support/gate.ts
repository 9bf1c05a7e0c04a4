import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { inject } from "vitest";
import { output } from "./program.ts";

/** A socket in front of the real engine that can be closed, as if the engine had died, and opened again. */
export interface Gate {
  readonly address: string;
  open(): Promise<void>;
  close(): void;
}

export async function gateToEngine(): Promise<Gate> {
  const engine = await output("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]);
  const path = join(mkdtempSync(join(inject("clusterRun").folder, "gate-")), "engine.sock");
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const pass = (near: Socket): void => {
    // Each end may be closed for itself: an attached stream goes on in the other direction.
    const far = connect({ path: engine.replace("unix://", ""), allowHalfOpen: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  };
  return {
    address: `unix://${path}`,
    async open() {
      server = createServer({ allowHalfOpen: true }, pass);
      await new Promise<void>((resolve) => server?.listen(path, resolve));
    },
    close() {
      server?.close();
      rmSync(path, { force: true });
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
  };
}
