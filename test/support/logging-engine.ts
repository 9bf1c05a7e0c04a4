import { EventEmitter, once } from "node:events";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import { TemporalStartError } from "../../src/errors.ts";
import type { ContainerEngine, LogLine, LogOptions } from "../../src/interfaces/engine.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { containerOf } from "./containers.ts";

interface Log {
  readonly facts: ContainerFacts;
  readonly lines: LogLine[];
  state: ContainerFacts["state"];
  run: number;
}

/** One service's container, whose log grows and whose followed log ends with each run, as the engine's does. */
export class LoggingEngine {
  readonly #service: ServiceName;
  readonly #changes = new EventEmitter().setMaxListeners(100);
  #log: Log | undefined;
  #second = 0;
  #isRenamed = false;
  /** What was asked, in order. */
  readonly asked: LogOptions[] = [];

  constructor(service: ServiceName = "temporal-web") {
    this.#service = service;
  }

  readonly #follow = (log: Log, run: number): boolean => this.#log === log && log.run === run;

  create(id: string): void {
    this.#isRenamed = false;
    this.#log = { facts: { ...containerOf(this.#service), id }, lines: [], state: "running", run: 1 };
    this.#changes.emit("change");
  }

  /** Writes lines a second apart; nobody who follows is left behind. */
  async write(...texts: readonly string[]): Promise<void> {
    for (const text of texts) this.#append(text);
    this.#changes.emit("change");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Lines at a time of their own, in seconds. */
  async writeAt(second: number, text: string): Promise<void> {
    this.#second = second - 1;
    await this.write(text);
  }

  /** Ends the run. Those who follow do not get the last words any more. */
  stop(...lastWords: readonly string[]): void {
    const log = this.#present();
    for (const text of lastWords) this.#append(text);
    log.state = "exited";
    log.run += 1;
    this.#changes.emit("change");
  }

  start(): void {
    this.#present().state = "running";
    this.#changes.emit("change");
  }

  /** As compose does with a container that it replaces: it is there, but not under its name. */
  rename(): void {
    this.#isRenamed = true;
  }

  remove(): void {
    this.#log = undefined;
    this.#changes.emit("change");
  }

  /** Throws away all but the last lines, as the rotation of a log file does. */
  rotate(kept: number): void {
    const { lines } = this.#present();
    lines.splice(0, lines.length - kept);
  }

  readonly container = (): Promise<ContainerFacts | undefined> =>
    Promise.resolve(this.#isRenamed ? undefined : this.#log && { ...this.#log.facts, state: this.#log.state });

  readonly engine = {
    containerDetails: () =>
      Promise.resolve(
        this.#log && { startedAtMs: 1, finishedAtMs: this.#log.run, restartCount: 0, outOfMemory: false },
      ),
    logs: (id: string, options: LogOptions) => this.#read(id, options),
  } as unknown as ContainerEngine;

  async *#read(id: string, options: LogOptions): AsyncGenerator<readonly LogLine[]> {
    this.asked.push(options);
    const log = this.#log;
    if (log?.facts.id !== id) throw gone();
    const { run } = log;
    let read = log.lines.length;
    const first = written(log, options);
    if (first.length > 0) yield first;
    while (options.follow && log.state === "running" && this.#follow(log, run)) {
      if (log.lines.length > read) {
        const news = log.lines.slice(read);
        read = log.lines.length;
        yield news;
      } else await once(this.#changes, "change", { signal: options.signal });
    }
  }

  #append(text: string): void {
    this.#second += 1;
    const time = `2026-01-31T12:${String(Math.floor(this.#second / 60)).padStart(2, "0")}:${String(this.#second % 60).padStart(2, "0")}.000000000Z`;
    this.#present().lines.push({ time, text });
  }

  #present(): Log {
    if (this.#log === undefined) throw new Error("There is no container.");
    return this.#log;
  }
}

function written({ lines }: Log, { sinceSeconds = 0, tail }: LogOptions): readonly LogLine[] {
  const last = tail === undefined ? lines : tail === 0 ? [] : lines.slice(-tail);
  return last.filter(({ time }) => Date.parse(time) >= sinceSeconds * 1000);
}

function gone(): TemporalStartError {
  const cause = Object.assign(new Error("no such container"), { statusCode: 404 });
  return new TemporalStartError({ code: "ENGINE_FAILED", category: "engine", message: "no such container", cause });
}
