import { TemporalStartError } from "../../src/errors.ts";
import type { Clock } from "../../src/interfaces/clock.ts";
import type {
  NamespaceFacts,
  NamespaceInput,
  OpenTasks,
  SearchAttributes,
  SearchAttributeType,
  ServerCheck,
  TemporalAdmin,
} from "../../src/interfaces/temporal.ts";

/** How long the server remembers that a name it was asked for is unknown. */
const rememberedMs = 1_000;

/** A server that keeps namespaces, answers only while it is up, and lets a new namespace be used a little later. */
export class FakeTemporal implements TemporalAdmin {
  readonly registered = new Map<string, NamespaceFacts>();
  isUp: () => boolean = () => true;
  /** How long the server's caches need to learn of a new namespace, in milliseconds. */
  usableAfterMs = 0;
  /** How long each answer about whether a namespace can be used takes, in milliseconds. */
  answersAfterMs = 0;
  /** How long a deleted namespace is still found, in milliseconds. */
  forgottenAfterMs = 0;
  missing: readonly string[] = [];
  /** Of the data; undefined where the server does not tell. */
  shards: number | undefined = 64;
  /** Runs before a registration, as another client would in between. */
  beforeRegistration: () => void = () => undefined;
  isClosed = false;
  canaryFailure: Error | undefined;
  attributes: Record<string, SearchAttributeType> = {};
  /** So many changes of search attributes are answered as done and are not, as while another client's is under way. */
  swallowedChanges = 0;
  /** Fields of the visibility store. */
  fields: Record<string, string> = {};
  readonly #clock: Clock;
  readonly #usableAtMs = new Map<string, number>();
  readonly #forgottenAtMs = new Map<string, number>();
  readonly #refusals = new Map<string, string>();
  readonly #unknownUntilMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(name: string, changes: Partial<NamespaceFacts> = {}): void {
    const blank = { state: "registered", retentionSeconds: 604_800, description: "", ownerEmail: "" } as const;
    this.registered.set(name, { name, ...blank, ...changes });
  }

  /** Refuses every registration of this name. */
  refuse(name: string, why: string): void {
    this.#refusals.set(name, why);
  }

  async check(namespace: string, _timeoutMs = 0, inOneGo = false): Promise<ServerCheck> {
    if (!this.isUp()) return { serving: false, code: "UNAVAILABLE", message: "connect ECONNREFUSED 127.0.0.1:7233" };
    if (!(await this.isUsable(namespace, Infinity))) {
      return { serving: false, code: "NOT_FOUND", message: `Namespace ${namespace} is not found.` };
    }
    return {
      serving: true,
      serverVersion: "1.22.0",
      ...(inOneGo && this.shards !== undefined ? { historyShards: this.shards } : {}),
    };
  }

  async historyShards(): Promise<number | undefined> {
    return this.isUp() ? this.shards : undefined;
  }

  async isUsable(name: string, timeoutMs: number): Promise<boolean> {
    this.#requireUp();
    if (this.answersAfterMs > 0) await this.#clock.sleep(Math.min(this.answersAfterMs, timeoutMs));
    if (timeoutMs < this.answersAfterMs) return false;
    const usableAtMs = Math.max(this.#usableAtMs.get(name) ?? 0, this.#unknownUntilMs.get(name) ?? 0);
    return this.#find(name) !== undefined && usableAtMs <= this.#clock.now();
  }

  async missingForReady(): Promise<readonly string[]> {
    return this.missing;
  }

  async namespaces(): Promise<readonly NamespaceFacts[]> {
    this.#requireUp();
    return [...this.registered.values()].sort((left, right) => left.name.localeCompare(right.name));
  }

  async namespace(name: string): Promise<NamespaceFacts | undefined> {
    this.#requireUp();
    const found = this.#find(name);
    if (found === undefined) this.#unknownUntilMs.set(name, this.#clock.now() + rememberedMs);
    return found;
  }

  async registerNamespace(input: NamespaceInput & { readonly retentionSeconds: number }): Promise<void> {
    this.#requireUp();
    this.beforeRegistration();
    const refused = this.#refusals.get(input.name);
    if (refused !== undefined) throw refusal("INVALID_ARGUMENT", refused);
    if (this.#find(input.name) !== undefined) throw refusal("ALREADY_EXISTS", "Namespace already exists.");
    this.add(input.name, { ...input });
    this.#usableAtMs.set(input.name, this.#clock.now() + this.usableAfterMs);
  }

  async updateNamespace(input: NamespaceInput): Promise<void> {
    this.#requireUp();
    const existing = this.#find(input.name);
    if (existing === undefined) throw refusal("NOT_FOUND", `Namespace ${input.name} is not found.`);
    this.registered.set(input.name, { ...existing, ...input });
  }

  async deleteNamespace(name: string): Promise<void> {
    this.#requireUp();
    this.#forgottenAtMs.set(name, this.#clock.now() + this.forgottenAfterMs);
  }

  async searchAttributes(): Promise<SearchAttributes> {
    this.#requireUp();
    return { custom: { ...this.attributes }, system: { WorkflowId: "Keyword" }, fields: { ...this.fields } };
  }

  async addSearchAttributes(_namespace: string, types: Readonly<Record<string, SearchAttributeType>>): Promise<void> {
    this.#requireUp();
    if (this.#isSwallowed()) return;
    Object.assign(this.attributes, types);
  }

  async removeSearchAttributes(_namespace: string, names: readonly string[]): Promise<void> {
    this.#requireUp();
    if (this.#isSwallowed()) return;
    for (const name of names) Reflect.deleteProperty(this.attributes, name);
  }

  async takeOpenTasks(): Promise<OpenTasks> {
    return { signalled: 0, handedOut: 0 };
  }

  async runCanary(): Promise<void> {
    if (this.canaryFailure !== undefined) throw this.canaryFailure;
    this.#requireUp();
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  #find(name: string): NamespaceFacts | undefined {
    const forgottenAtMs = this.#forgottenAtMs.get(name);
    if (forgottenAtMs !== undefined && forgottenAtMs <= this.#clock.now()) this.registered.delete(name);
    return this.registered.get(name);
  }

  #isSwallowed(): boolean {
    if (this.swallowedChanges === 0) return false;
    this.swallowedChanges -= 1;
    return true;
  }

  #requireUp(): void {
    if (this.isUp()) return;
    throw new TemporalStartError({
      code: "TEMPORAL_UNREACHABLE",
      category: "service",
      message: "Temporal Server does not answer at 127.0.0.1:7233.",
      hint: "temporal-start status",
      retryable: true,
    });
  }
}

function refusal(code: string, message: string): TemporalStartError {
  return new TemporalStartError({
    code: `TEMPORAL_${code}`,
    category: "service",
    message: `Temporal Server refused the request: ${message}`,
  });
}
