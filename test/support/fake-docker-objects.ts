import type { EngineControl } from "../../src/backends/compose/engine/engine-control.ts";
import { TemporalStartError } from "../../src/errors.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import { belongsTo } from "./whose.ts";

export interface DockerObject {
  readonly kind: "container" | "network" | "volume";
  readonly name: string;
  /** Of the instance label; absent on objects of others. */
  readonly instance?: string;
}

/** An engine of plain objects: lists and removes them, as `start --rollback` asks it to. */
export class FakeDockerObjects {
  objects: DockerObject[] = [];
  readonly stuck = new Set<string>();
  /** Runs before each answer: a place for what an engine does late. */
  beforeAnswer: (asked: "list" | "remove") => void = () => undefined;
  isGone = false;

  add(kind: DockerObject["kind"], ...names: readonly string[]): void {
    for (const name of names) this.objects.push({ kind, name, instance: "default" });
  }

  get names(): readonly string[] {
    return this.objects.map(({ name }) => name);
  }

  readonly engine: Pick<EngineControl, "objects" | "remove"> = {
    objects: async (whose) => {
      this.beforeAnswer("list");
      if (this.isGone) throw gone();
      const namesOf = (kind: DockerObject["kind"]): readonly string[] =>
        this.objects.filter((object) => object.kind === kind && belongsTo(object, whose)).map(({ name }) => name);
      return { container: namesOf("container"), network: namesOf("network"), volume: namesOf("volume") };
    },
    remove: async (what, wanted) => {
      this.beforeAnswer("remove");
      if (this.isGone) throw gone();
      if (this.stuck.has(wanted)) throw new Error("in use");
      this.objects = this.objects.filter(({ kind, name }) => kind !== what || name !== wanted);
    },
  };

  /** Removes, and does nothing else. */
  readonly backend: Pick<Backend, "perform"> = {
    perform: async (deed) => {
      if (deed.kind === "remove") await this.engine.remove(deed.what, deed.name);
    },
  };
}

function gone(): TemporalStartError {
  const message = "No Docker Engine answers.";
  return new TemporalStartError({ code: "ENGINE_UNREACHABLE", category: "engine", message });
}
