import { generalSettings } from "../settings/general.ts";
import type { SettingsShape, ValuesOf } from "../settings/setting.ts";
import { cli } from "./cli.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { postgres } from "./postgres.ts";
import { schema } from "./schema.ts";
import { server } from "./server.ts";
import type { ServiceDefinition } from "./service.ts";
import { web } from "./web.ts";

/** THE list of services, in the order in which they are shown and started. */
const definitions = [postgres, elasticsearch, schema, server, web, cli] as const;

type Definition = (typeof definitions)[number];
type UnionToIntersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  intersection: infer Intersection,
) => void
  ? Intersection
  : never;
type Shape = UnionToIntersection<Definition["settings"]> & typeof generalSettings;

export type ServiceName = Definition["name"];
/** The values of all settings: the general ones and each service's. */
export type Settings = ValuesOf<{ readonly [Key in keyof Shape]: Shape[Key] }>;
export type SettingKey = keyof Settings;
export type Service = Omit<ServiceDefinition<ServiceName>, "probe" | "image" | "ports"> & {
  readonly image: { readonly setting: SettingKey; readonly local: string };
  readonly ports: readonly { readonly setting: SettingKey; readonly containerPort: number; readonly url: string }[];
  readonly probe?: (values: Settings, host: string) => ReturnType<NonNullable<ServiceDefinition["probe"]>>;
};

export const services: readonly Service[] = definitions;
/** Services that stay, without jobs. */
export const longRunningServices = services.filter(({ kind }) => kind === "service");
/** Services that keep data; all others use them, or what uses them. */
export const stores = services.filter(({ volumes }) => volumes.length > 0);
export const serviceNames: readonly ServiceName[] = services.map(({ name }) => name);

/** Every setting with its default and description, in the order of temporal.env. */
export const settingsShape: SettingsShape & Shape = Object.assign(
  {},
  ...[{ settings: generalSettings }, ...definitions].map(({ settings }) => settings),
) as SettingsShape & Shape;

export function isStore(service: Service | undefined): boolean {
  return service !== undefined && stores.includes(service);
}

export function serviceNamed(name: string): Service | undefined {
  return services.find((service) => service.name === name);
}
