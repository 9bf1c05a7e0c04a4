// cspell:ignore demux
import { once } from "node:events";
import { connect } from "node:net";
import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { anySignal } from "../../../async/any-signal.ts";
import type { Dial, InsidePort, Line } from "../../../interfaces/dial.ts";
import { labelled } from "../labels.ts";
import { onOwnBridge } from "./bridge.ts";
import type { Ask } from "./engine-requests.ts";

/** What the program in the container says once the other side has taken the connection. */
const connected = "connected\n";

/**
 * What a container runs to carry a connection, with what every image of a store has: bash, or where there is none (those of
 * Alpine), the nc of BusyBox. Ends with whichever side ends first, and after all that it has begun: what it left behind would
 * become a child of PID 1, and where that is PostgreSQL, it takes the end of such a one for a crash of its own, and starts anew.
 */
const carry = `if [ -x /bin/bash ]; then exec /bin/bash -c 'exec 4<&0 3<>"/dev/tcp/\${2:-$HOSTNAME}/$1" || exit 1
echo connected >&2; trap "" PIPE; cat <&4 >&3 & there=$!; cat <&3 & back=$!; wait -n; kill $there $back; wait' carry "$@"; fi
host=\${2:-$(hostname)}
nc -z "$host" "$1" && echo connected >&2 && exec nc "$host" "$1"`;

/**
 * Reaches a port inside a container, so that it needs no port of this machine: by the container's own address where that is on a
 * bridge of this machine, which takes a millisecond; else by a program that the engine runs in it, which takes a hundred.
 */
export function createDial(docker: Docker, ask: Ask): Dial {
  return async (to, timeoutMs, signal) => {
    const until = anySignal(AbortSignal.timeout(timeoutMs), signal);
    try {
      return await ask((abortSignal) => reach(docker, to, abortSignal), { signal: until });
    } catch (error) {
      throw isAway(error) ? refused(to, "It does not run.") : error;
    }
  };
}

async function reach(docker: Docker, to: InsidePort, signal: AbortSignal): Promise<Line> {
  if (to.isLoopback === true) return { ...(await carried(docker, to, signal)), isSecured: false };
  const { NetworkSettings, Config } = await docker.getContainer(to.container).inspect({ abortSignal: signal });
  const isSecured = Config.Labels[labelled("security")] !== undefined;
  const addresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
  const address = process.platform === "linux" ? onOwnBridge(addresses) : undefined;
  const line = await (address === undefined ? carried(docker, to, signal) : straight(address, to.port, signal));
  return { ...line, isSecured };
}

type Way = Omit<Line, "isSecured">;

async function straight(host: string, port: number, signal: AbortSignal): Promise<Way> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect", { signal });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  // Until somebody listens: it is told by the end as well.
  socket.on("error", () => undefined);
  return { input: socket, output: socket, close: () => socket.destroy() };
}

async function carried(docker: Docker, to: InsidePort, signal: AbortSignal): Promise<Way> {
  const { container, port, isLoopback = false } = to;
  const exec = await docker.getContainer(container).exec({
    Cmd: ["sh", "-c", carry, "carry", String(port), ...(isLoopback ? ["127.0.0.1"] : [])],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    abortSignal: signal,
  });
  const stream = await exec.start({ hijack: true, stdin: true, abortSignal: signal });
  const output = new PassThrough();
  const said = new PassThrough();
  docker.modem.demuxStream(stream, output, said);
  const end = (): void => {
    output.end();
    said.end();
  };
  const close = (): void => {
    stream.destroy();
  };
  for (const event of ["end", "close", "error"]) stream.once(event, end);
  // Who waits no longer, waits neither for the connection nor for what comes over it.
  const giveUp = (): void => {
    close();
    end();
  };
  signal.addEventListener("abort", giveUp, { once: true });
  const words = await heard(said);
  signal.removeEventListener("abort", giveUp);
  if (words !== undefined) throw refused(to, words);
  return { input: stream, output, close };
}

/** What was said instead of that it is connected. */
async function heard(said: PassThrough): Promise<string | undefined> {
  let text = "";
  for await (const part of said) {
    text += String(part);
    if (text.endsWith(connected)) return undefined;
  }
  return text.trim();
}

/** No such container, or one that does not run or is paused: the engine says so by its status. */
function isAway(error: unknown): boolean {
  const { cause, statusCode } = error as { readonly cause?: unknown; readonly statusCode?: unknown };
  const status = statusCode ?? (cause as { readonly statusCode?: unknown } | undefined)?.statusCode;
  return status === 404 || status === 409;
}

function refused({ container, port }: InsidePort, why: string): Error {
  const message = `Nothing listens on port ${String(port)} of container ${container}. ${why}`.trim();
  return Object.assign(new Error(message), { code: "ECONNREFUSED" });
}
