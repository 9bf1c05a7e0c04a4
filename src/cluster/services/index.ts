import { generalSettings } from "../settings/general.ts";
import type { SettingsShape, ValuesOf } from "../settings/setting.ts";
import { cli } from "./cli.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { gateway } from "./gateway.ts";
import { login } from "./login.ts";
import { postgres } from "./postgres.ts";
import { schema } from "./schema.ts";
import { server } from "./server.ts";
import type { PublishedPort, ServiceDefinition } from "./service.ts";
import { walReceiver } from "./wal-receiver.ts";
import { web } from "./web.ts";

/** THE list of services, in the order in which they are shown and started. */
const definitions = [postgres, elasticsearch, schema, server, web, cli, walReceiver, gateway, login] as const;

type Definition = (typeof definitions)[number];
type UnionToIntersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  intersection: infer Intersection,
) => void
  ? Intersection
  : never;
type Shape = UnionToIntersection<Definition["settings"]> & typeof generalSettings;

/** Of a service, or of one of several units of it: the key in its compose file. */
export type ServiceName = string;
/** The values of all settings: the general ones and each service's. */
export type Settings = ValuesOf<{ readonly [Key in keyof Shape]: Shape[Key] }>;
export type SettingKey = keyof Settings;
export type ServicePort = PublishedPort<SettingKey>;
export type Service = Omit<
  ServiceDefinition,
  "probe" | "image" | "ports" | "isOn" | "isPublished" | "units" | "isExternal"
> & {
  readonly image: { readonly setting: SettingKey; readonly local?: string };
  readonly ports: readonly ServicePort[];
  readonly isOn?: (values: Partial<Settings>) => boolean;
  readonly isPublished?: (values: Partial<Settings>) => boolean;
  readonly units?: (values: Partial<Settings>) => number;
  readonly isExternal?: (values: Partial<Settings>) => boolean;
  readonly probe?: (values: Settings, host: string) => ReturnType<NonNullable<ServiceDefinition["probe"]>>;
};

/** Every service there is; which of them are on, and how many units, a topology tells. */
export const services: readonly Service[] = definitions;

/** Those that are in every cluster. */
export const usualServices: readonly Service[] = services.filter(({ isOn }) => isOn === undefined);

/** Every setting with its default and description, in the order of temporal.env. */
export const settingsShape: SettingsShape & Shape = Object.assign(
  {},
  ...[{ settings: generalSettings }, ...definitions].map(({ settings }) => settings),
) as SettingsShape & Shape;
