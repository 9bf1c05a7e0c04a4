import type { ProbeSpec } from "../../probes/probe.ts";
import type { generalSettings } from "../settings/general.ts";
import type { SettingsShape, ValuesOf } from "../settings/setting.ts";

export interface PublishedPort<Key extends string = string> {
  /** The setting that holds the port on the host. */
  readonly setting: Key;
  /** The setting that holds its own address on the host; where it is empty, that of all counts. */
  readonly address: Key;
  readonly containerPort: number;
  /** What a person pastes: `http://{address}`, `{address}` or a connection string. */
  readonly url: string;
  /** Whether it lets in nobody who does not show who he is. */
  readonly isGuarded?: boolean;
}

/** What a service is in the cluster; order, blame and waiting follow from it and from what depends on what. */
export type ServiceRole =
  /** Keeps what the cluster knows. A volume alone makes no store. */
  | "store"
  /** Prepares the stores, and ends. */
  | "schema"
  | "server"
  | "ui"
  | "tool"
  | "addon"
  /** Stands before others, and publishes in their place. */
  | "proxy";

/** How far another service has to be. */
export type DependencyCondition =
  /** Its container runs, before this one starts. */
  | "started"
  /** It has ended well, before this one starts. */
  | "completed"
  /** It is asked before this one is: this one starts without it, and works only with it. */
  | "answers"
  /** What it writes comes here, to its last: this one starts without it, and stops after it. */
  | "receives"
  /** It has written a line that begins so, which tells how far it is with one store, or has ended well, before this one starts. */
  | { readonly milestone: string; readonly store: string };

export interface Dependency {
  readonly service: string;
  readonly condition: DependencyCondition;
}

/** A named volume that outlives its containers. */
export interface DataVolume {
  /** In the default instance. */
  readonly name: string;
  /** Major version of the data inside, as its label says; another version cannot read it. */
  readonly dataVersion: string;
  /** The version that an image reads, where images of several can be chosen; undefined where its reference hides it. */
  readonly versionReadBy?: (reference: string) => string | undefined;
  /** What leads from the data of one version to another; absent, or undefined, where nothing here does. */
  readonly wayTo?: (needed: string, found: string) => string | undefined;
  /** Where in the container a file tells the version that wrote the data, whatever the volume's label says. */
  readonly versionFile?: string;
}

/**
 * One service of the cluster. Its name is the key in its compose file and, in the default
 * instance, the container's name; names, ports, settings, help and status rows derive from it.
 */
export interface ServiceDefinition<
  Name extends string = string,
  Shape extends SettingsShape = SettingsShape,
  ImageKey extends string = string,
  /** What its probe reads: its own settings, unless it says otherwise. */
  Values = ValuesOf<Shape>,
  PortKey extends string = string,
> {
  readonly name: Name;
  readonly title: string;
  readonly role: ServiceRole;
  /** A job runs to its end and exits with 0; a service stays. */
  readonly kind: "service" | "job";
  readonly settings: Shape;
  readonly image: {
    readonly setting: ImageKey;
    /** Name of the locally built image that can stand in for the upstream one; absent where none is built. */
    readonly local?: string;
  };
  /** Those of a proxy are published by it alone, whosever settings they are. */
  readonly ports: readonly PublishedPort<PortKey>[];
  readonly volumes: readonly DataVolume[];
  readonly dependsOn: readonly Dependency[];
  /** Whether the settings switch it on; absent where every cluster has it. A setting that is wrong is not there. */
  readonly isOn?: (values: Partial<ValuesOf<Shape & typeof generalSettings>>) => boolean;
  /** Whether its ports are ports of this machine; absent where they always are. */
  readonly isPublished?: (values: Partial<ValuesOf<Shape & typeof generalSettings>>) => boolean;
  /** How many units of it the settings ask for, from 1; absent means one. */
  readonly units?: (values: Partial<ValuesOf<Shape>>) => number;
  /** Whether the settings name one that is somewhere else: it is asked, but never made, stopped or deleted. */
  readonly isExternal?: (values: Partial<ValuesOf<Shape>>) => boolean;
  /** Settings that the container carries in its environment, by the variable: what it was made with. */
  readonly remembers?: Readonly<Record<string, string>>;
  /** What else helps where it runs out of memory; a sentence. */
  readonly memoryAdvice?: string;
  /** Absent where the running container is all there is to know. */
  readonly probe?: (values: Values, host: string) => ProbeSpec;
}

/** Keeps names and setting keys as literal types, so that a mistyped key does not compile. */
export function defineService<
  const Name extends string,
  const Shape extends SettingsShape,
  const ImageKey extends string,
  Values = ValuesOf<Shape>,
  const PortKey extends string = never,
>(
  service: ServiceDefinition<Name, Shape, ImageKey, Values, PortKey>,
): ServiceDefinition<Name, Shape, ImageKey, Values, PortKey> {
  return service;
}
