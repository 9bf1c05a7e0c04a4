/** What a database of Temporal tells of itself. */
export interface DatabaseFacts {
  /** Of PostgreSQL. */
  readonly version: string;
  /** The same until it is restored. */
  readonly identity: string;
  /** Schema versions by name of the database. */
  readonly schemas: Readonly<Record<string, string>>;
  /** Protobuf: ClusterMetadata; the cluster's own first. */
  readonly clusterMetadata: readonly Uint8Array[];
  readonly namespaces: readonly {
    /** 16 bytes. */
    readonly id: Uint8Array;
    readonly name: string;
    /** Protobuf: NamespaceDetail. */
    readonly detail: Uint8Array;
  }[];
  /** Of all databases together. */
  readonly bytes: number;
  /** Where what is written from now on is kept as well; absent where nobody receives it. */
  readonly wal?: WalPosition;
}

/** A place in the write-ahead log (WAL) of PostgreSQL, as its archive knows it. */
export interface WalPosition {
  /** The replication slot through which it is received. */
  readonly slot: string;
  /** Name of the file of the log that was being written. */
  readonly file: string;
  /** Of each file. */
  readonly fileBytes: number;
}

export interface ExecutionCounts {
  readonly executions: number;
  readonly open: number;
}

/** How far base backups are, in bytes before they are packed. */
export interface CopyProgress {
  readonly copied: number;
  /** As estimated when it began. */
  readonly total: number;
}

/** Whose data it is. Kept in the database itself, so that it goes wherever the data goes. */
export interface ServerRecord {
  /** Of the server that may run on it; absent where no schema job has written it down yet. */
  readonly version?: string;
  /** An upgrade that was begun and has not ended: the server of either version may run. */
  readonly underWay?: { readonly from: string; readonly to: string };
  /** What it was before the last upgrade, which is the only way back. */
  readonly before?: string;
}

/** A connection to a database of Temporal. */
export interface Database {
  /** Of a role of PostgreSQL; neither password nor statement is in its log. */
  setPassword(role: string, password: string): Promise<void>;
  facts(): Promise<DatabaseFacts>;
  counts(): Promise<ExecutionCounts>;
  /** Whether Temporal's own tables are in it yet. */
  hasTables(): Promise<boolean>;
  /** Whether there is an execution that is not Temporal's own. */
  hasWorkflows(): Promise<boolean>;
  /** From now on PostgreSQL keeps what a base backup needs, until the connection ends, however it ends. */
  holdLog(): Promise<void>;
  /** Whether its base backups can be packed by zstd. */
  packsByZstd(): Promise<boolean>;
  /** Of the base backup that is being made; undefined where none is, or none is so far that it is known. */
  copyProgress(): Promise<CopyProgress | undefined>;
  serverRecord(): Promise<ServerRecord>;
  /** Writes all of it down, or nothing. */
  recordServer(record: ServerRecord): Promise<void>;
  close(): Promise<void>;
}
