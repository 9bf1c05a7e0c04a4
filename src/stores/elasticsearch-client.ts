import { Agent } from "node:http";
import type { Duplex } from "node:stream";
import { Client } from "@elastic/elasticsearch";
import { defined } from "../defined.ts";
import type { Dial, InsidePort } from "../interfaces/dial.ts";
import type { IndexAddress } from "../interfaces/stores.ts";
import { DialledSocket } from "./dialled-socket.ts";

export type ElasticsearchClient = Client;

export function elasticsearchClient(
  { url, inside }: Omit<IndexAddress, "index">,
  timeoutMs: number,
  dial: Dial,
): Client {
  const to = inside === undefined ? undefined : { container: inside, port: Number(new URL(url).port) };
  const agent = to && (() => new InsideAgent(dial, to, timeoutMs));
  return new Client({ node: url, requestTimeout: timeoutMs, maxRetries: 0, ...defined({ agent }) });
}

/** Has its connections made inside a container. */
class InsideAgent extends Agent {
  readonly #open: () => DialledSocket;

  constructor(dial: Dial, to: InsidePort, timeoutMs: number) {
    super({ keepAlive: true });
    this.#open = () => new DialledSocket((signal) => dial(to, timeoutMs, signal));
  }

  override createConnection(_: unknown, done: (error: Error | null, stream: Duplex) => void): undefined {
    const socket = this.#open().connect();
    const fail = (error: Error): void => {
      done(error, socket);
    };
    socket.once("error", fail).once("connect", () => {
      socket.off("error", fail);
      done(null, socket);
    });
  }
}
