import { Duplex } from "node:stream";
import type { Line } from "../interfaces/dial.ts";

/** A connection to a port inside a container, with what clients ask of a socket beside reading and writing. */
export class DialledSocket extends Duplex {
  readonly #dial: () => Promise<Line>;
  readonly #given = new AbortController();
  #line: Line | undefined;
  #silence: NodeJS.Timeout | undefined;
  /** In milliseconds, as an HTTP agent reads it; 0 means none. */
  timeout = 0;

  /** @param dial whose signal tells that nobody wants the line any more */
  constructor(dial: (signal: AbortSignal) => Promise<Line>) {
    super({ allowHalfOpen: true });
    // What is wrapped around it takes its leave first, which Node's own end would be before.
    this.once("end", () => setImmediate(() => this.end()));
    this.#dial = () => dial(this.#given.signal);
  }

  /** Says `connect`, or fails. */
  connect(): this {
    void this.#dial().then(
      (line) => {
        this.#take(line);
      },
      (error: unknown) => this.destroy(error as Error),
    );
    return this;
  }

  #take(line: Line): void {
    if (this.destroyed) {
      line.close();
      return;
    }
    this.#line = line;
    line.output.on("data", (part: Buffer) => {
      this.#silence?.refresh();
      if (!this.push(part)) line.output.pause();
    });
    line.output.once("end", () => this.push(null));
    line.output.once("error", (error) => this.destroy(error));
    line.input.once("error", (error) => this.destroy(error));
    this.emit("connect");
  }

  override _read(): void {
    this.#line?.output.resume();
  }

  override _write(part: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#silence?.refresh();
    this.#line?.input.write(part, encoding, done);
  }

  override _final(done: () => void): void {
    this.#line?.input.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#silence);
    this.#given.abort();
    this.#line?.close();
    // What is wrapped around it tells first why it has ended it.
    setImmediate(done, error);
  }

  /** Says `timeout` after so much silence; 0 means never, and takes the listener back. */
  setTimeout(timeoutMs: number, listener?: () => void): this {
    clearTimeout(this.#silence);
    this.#silence = timeoutMs === 0 ? undefined : setTimeout(() => this.emit("timeout"), timeoutMs);
    this.timeout = timeoutMs;
    if (listener === undefined) return this;
    return timeoutMs === 0 ? this.off("timeout", listener) : this.once("timeout", listener);
  }

  /** The engine's affair; so are the three below. */
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
