/** Of a provider of identities. */

/** Sentences; absent where all is well. */
export interface ProviderFaults {
  /** Why the keys of the last time count. */
  readonly keys?: string;
  /** Why nobody can sign in. */
  readonly login?: string;
}

/** Absolute paths; absent where the settings name none. */
export interface ProviderFiles {
  readonly clientSecretFile?: string;
  /** In PEM. */
  readonly authorityFile?: string;
}
