import type { Readable, Writable } from "node:stream";

/** A connection to a port inside a container, which nothing outside of it can reach. */
export interface Line {
  readonly input: Writable;
  /** Ends when the other side does. */
  readonly output: Readable;
  /** Whether who is there was made to take nobody without TLS. */
  readonly isSecured: boolean;
  /** Both ways, at once. */
  close(): void;
}

export interface InsidePort {
  readonly container: string;
  readonly port: number;
  /** At the container's loopback address instead of the one that others of its network know: whom PostgreSQL asks for no password. */
  readonly isLoopback?: boolean;
}

/**
 * Connects to a port inside a container.
 * @param signal ends the attempt
 * @throws Error, `code` ECONNREFUSED where nothing listens there; TimeoutError
 */
export type Dial = (to: InsidePort, timeoutMs: number, signal?: AbortSignal) => Promise<Line>;

/** The way to what is inside containers alone. */
export interface Inside {
  readonly dial: Dial;
  /** Whom to believe there, in PEM. @throws TemporalStartError CERTIFICATES_MISSING */
  readonly authority: () => Promise<string>;
}
