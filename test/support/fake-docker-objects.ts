import type { ProcessRunner, RunResult } from "../../src/interfaces/processes.ts";

export interface DockerObject {
  readonly kind: "container" | "network" | "volume";
  readonly name: string;
  /** Of the instance label; absent on objects of others. */
  readonly instance?: string;
}

/** The docker command on plain objects: lists and removes them, as `start --rollback` asks it to. */
export class FakeDockerObjects {
  objects: DockerObject[] = [];
  readonly stuck = new Set<string>();
  /** Runs before each answer: a place for what an engine does late. */
  beforeAnswer: (args: readonly string[]) => void = () => undefined;
  exitCode = 0;

  add(kind: DockerObject["kind"], ...names: readonly string[]): void {
    for (const name of names) this.objects.push({ kind, name, instance: "default" });
  }

  get names(): readonly string[] {
    return this.objects.map(({ name }) => name);
  }

  readonly processes: ProcessRunner = {
    run: async (_command, args) => {
      this.beforeAnswer(args);
      if (this.exitCode !== 0) return { exitCode: this.exitCode, stdout: "", stderr: "Cannot connect to the daemon" };
      const kind = args[0] === "network" || args[0] === "volume" ? args[0] : "container";
      if (args.includes("rm")) return this.#remove(kind, args);
      const wanted = args
        .find((arg) => arg.startsWith("label="))
        ?.split("=")
        .at(-1);
      const listed = this.objects.filter(
        (object) => object.kind === kind && (wanted === undefined || object.instance === wanted),
      );
      return { exitCode: 0, stdout: listed.map(({ name }) => `${name}\n`).join(""), stderr: "" };
    },
    launch: () => Promise.resolve(0),
    execInContainer: async () => 0,
  };

  #remove(kind: DockerObject["kind"], args: readonly string[]): RunResult {
    const named = this.objects.filter((object) => object.kind === kind && args.includes(object.name));
    this.objects = this.objects.filter((object) => !named.includes(object) || this.stuck.has(object.name));
    const isStuck = named.some(({ name }) => this.stuck.has(name));
    return { exitCode: isStuck ? 1 : 0, stdout: "", stderr: isStuck ? "in use" : "" };
  }
}
