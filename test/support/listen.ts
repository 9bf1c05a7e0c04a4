import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** Lets a server listen on a socket in a temporary folder until the test has ended. @returns the socket's path */
export async function listenOnSocket(server: Server): Promise<string> {
  const path = join(await temporaryFolder(), "server.sock");
  endWithTest(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

/** Lets a server listen on a free port until the test has ended. @returns the port */
export async function listenOnPort(server: Server, address = "127.0.0.1"): Promise<number> {
  endWithTest(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return (server.address() as AddressInfo).port;
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listenOnPort(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Connections, too: one that stays open would keep the test's process. */
function endWithTest(server: Server): void {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
}
