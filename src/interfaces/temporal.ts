export interface NamespaceFacts {
  readonly name: string;
  readonly state: "registered" | "deprecated" | "deleted";
  readonly retentionSeconds: number;
  readonly description: string;
  readonly ownerEmail: string;
  /** Where histories and visibility are archived to; absent where that is switched off. */
  readonly archives?: readonly string[];
}

export interface NamespaceInput {
  readonly name: string;
  readonly retentionSeconds?: number;
  readonly description?: string;
  readonly ownerEmail?: string;
}

/** What one look at the server found out; each step is asked only when the one before succeeded. */
/** Schedules whose next time has passed a while ago. */
export interface OverdueSchedules {
  /** The longest overdue first; some of them. */
  readonly ids: readonly string[];
  /** When the first of them should have acted, in milliseconds since the epoch. */
  readonly sinceMs: number;
}

export interface EndingCertificate {
  readonly name: string;
  /** Of the cluster itself: a start replaces it. */
  readonly isOurs: boolean;
  /** Milliseconds since the epoch. */
  readonly endsMs: number;
}

export type ServerCheck =
  | {
      readonly serving: true;
      readonly serverVersion: string;
      /** Of the data; only where everything was asked in one go, and the server tells it. */
      readonly historyShards?: number;
      /** Of the namespace that was asked for; only where everything was asked in one go, and there are any. */
      readonly overdue?: OverdueSchedules;
      /** Certificates that end within two weeks, or have; only where everything was asked in one go, and there are any. */
      readonly ending?: readonly EndingCertificate[];
    }
  | { readonly serving: false; readonly code: string; readonly message: string };

export type SearchAttributeType = "Text" | "Keyword" | "Int" | "Double" | "Bool" | "Datetime" | "KeywordList";

export interface SearchAttributes {
  readonly custom: Readonly<Record<string, SearchAttributeType>>;
  readonly system: Readonly<Record<string, SearchAttributeType>>;
  /** Types of the fields in the visibility store, also of attributes that were removed; its own words. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface OpenTasks {
  /** Open workflows that took a signal. */
  readonly signalled: number;
  /** Of them, those whose next task came to a worker. */
  readonly handedOut: number;
}

/** Temporal's own API over gRPC. */
export interface TemporalAdmin {
  /**
   * gRPC health, system information and a workflow list in the namespace. The list comes last, because a server that is
   * asked for a namespace it does not have takes it for missing for a second; or with the others, where that is no harm.
   */
  check(namespace: string, timeoutMs: number, inOneGo?: boolean): Promise<ServerCheck>;
  /** What still stands between now and a client's first workflow; empty when nothing does. No answer in time counts as missing. */
  missingForReady(namespace: string, timeoutMs: number): Promise<readonly string[]>;
  /** Whether the services that hand out work know the namespace already; they learn of a new one a little later. No answer in time is a no. */
  isUsable(namespace: string, timeoutMs: number): Promise<boolean>;
  /** With how many history shards the data was made, whatever the settings say; undefined where nobody tells it in time. */
  historyShards(timeoutMs: number): Promise<number | undefined>;
  namespaces(): Promise<readonly NamespaceFacts[]>;
  namespace(name: string): Promise<NamespaceFacts | undefined>;
  registerNamespace(input: NamespaceInput & { readonly retentionSeconds: number }): Promise<void>;
  updateNamespace(input: NamespaceInput): Promise<void>;
  deleteNamespace(name: string): Promise<void>;
  searchAttributes(namespace: string): Promise<SearchAttributes>;
  /** Resolves once the visibility store has the fields. */
  addSearchAttributes(namespace: string, types: Readonly<Record<string, SearchAttributeType>>): Promise<void>;
  removeSearchAttributes(namespace: string, names: readonly string[]): Promise<void>;
  /**
   * Starts a workflow, completes it as a worker would, waits until it is listed as completed, and deletes it.
   * @throws TemporalStartError CANARY_FAILED, TEMPORAL_UNREACHABLE and the like
   */
  runCanary(namespace: string, timeoutMs: number): Promise<void>;
  /**
   * Signals open workflows of a namespace, at most so many, and takes the task of each as a worker would. Only for a copy.
   * @throws TemporalStartError TEMPORAL_UNREACHABLE and the like
   */
  takeOpenTasks(namespace: string, most: number, timeoutMs: number): Promise<OpenTasks>;
  close(): Promise<void>;
}
