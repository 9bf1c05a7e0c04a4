/**
 * Settings as plain data: a service declares its own beside its ports and probe, and help, schema,
 * documentation and compose variables derive from the same value. Checking them needs zod, which
 * costs as much as a bare Node start, so it lives in schema.ts and loads only with the values.
 */
export type SettingKind =
  | "name"
  | "instance"
  | "databaseName"
  | "secret"
  | "port"
  | "bindAddress"
  | "ownAddress"
  | "hostPort"
  | "origins"
  | "hostNames"
  | "image"
  | "memory"
  | "cpus"
  | "compilerLevel"
  | "seconds"
  | "folder"
  | "file"
  | "retention"
  | "interval"
  | "shards"
  | "namespace"
  | "namespaces"
  | "attributes"
  | "switch"
  | "exposure"
  | "httpsUrl"
  | "word"
  | "security"
  | "logLevel";

export interface Setting<Value extends string | number> {
  readonly kind: SettingKind;
  readonly description: string;
  /** As it would stand in temporal.env. */
  readonly defaultValue: string;
  /** Of a memory limit: with less the service does not start at all. */
  readonly least?: string;
  /**
   * Who else reads a variable of this name. What a shell has for them must not decide what this cluster works on, so
   * the environment does not count.
   */
  readonly sharedWith?: string;
  /** Carries the type only; never set. */
  readonly value?: Value;
}

/** Shown in the place of a secret. */
export const hiddenValue = "••••";

export type SettingsShape = Readonly<Record<string, Setting<string | number>>>;

/** The values of a shape: ports and counts are numbers, everything else is text. */
export type ValuesOf<Shape extends SettingsShape> = {
  readonly [Key in keyof Shape]: Shape[Key] extends Setting<infer Value> ? Value : never;
};

const setting =
  <Value extends string | number>(kind: SettingKind) =>
  (defaultValue: string, description: string): Setting<Value> => ({
    kind,
    defaultValue,
    description,
  });

/** A setting with a name that belongs to other programs, too, and says on what they work. */
export function sharedName<Value extends string | number>(
  own: Setting<Value>,
  sharedWith: string,
): Setting<Value> & { readonly sharedWith: string } {
  return { ...own, sharedWith };
}

export const nameSetting = setting<string>("name");
export const instanceSetting = setting<string>("instance");
export const databaseNameSetting = setting<string>("databaseName");
export const secretSetting = setting<string>("secret");
export const portSetting = setting<number>("port");
export const bindAddressSetting = setting<string>("bindAddress");
export const ownAddressSetting = setting<string>("ownAddress");
export const hostPortSetting = setting<string>("hostPort");
export const originsSetting = setting<string>("origins");
export const hostNamesSetting = setting<string>("hostNames");
export const imageSetting = setting<string>("image");
/** @param least as measured: with less the service is killed before it answers */
export const memorySetting = (defaultValue: string, description: string, least?: string): Setting<string> => ({
  ...setting<string>("memory")(defaultValue, description),
  ...(least === undefined ? {} : { least }),
});
export const cpusSetting = setting<string>("cpus");
export const compilerLevelSetting = setting<string>("compilerLevel");
export const secondsSetting = setting<number>("seconds");
export const folderSetting = setting<string>("folder");
export const fileSetting = setting<string>("file");
export const retentionSetting = setting<string>("retention");
export const intervalSetting = setting<string>("interval");
export const shardsSetting = setting<number>("shards");
export const namespaceSetting = setting<string>("namespace");
export const namespacesSetting = setting<string>("namespaces");
export const attributesSetting = setting<string>("attributes");
export const switchSetting = setting<string>("switch");
export const securitySetting = setting<string>("security");
export const exposureSetting = setting<string>("exposure");
export const httpsUrlSetting = setting<string>("httpsUrl");
export const wordSetting = setting<string>("word");
export const logLevelSetting = setting<string>("logLevel");
