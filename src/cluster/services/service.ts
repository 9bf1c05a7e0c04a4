import type { ProbeSpec } from "../../probes/probe.ts";
import type { SettingsShape, ValuesOf } from "../settings/setting.ts";

export interface PublishedPort<Key extends string = string> {
  /** The setting that holds the port on the host. */
  readonly setting: Key;
  readonly containerPort: number;
  /** What a person pastes: `http://{address}`, `{address}` or a connection string. */
  readonly url: string;
}

export interface JobNeed {
  readonly job: string;
  /** How the line begins by which the job tells, before its end, that this service can start. */
  readonly milestone: string;
}

/** A named volume that outlives its containers. */
export interface DataVolume {
  /** In the default instance. */
  readonly name: string;
  /** Major version of the data inside; another version cannot read it. */
  readonly dataVersion: string;
}

/**
 * One service of the cluster. Its name is the key in compose/compose.yml and, in the default
 * instance, the container's name; names, ports, settings, help and status rows derive from it.
 */
export interface ServiceDefinition<
  Name extends string = string,
  Shape extends SettingsShape = SettingsShape,
  ImageKey extends string = string,
> {
  readonly name: Name;
  readonly title: string;
  /** A job runs to its end and exits with 0; a service stays. */
  readonly kind: "service" | "job";
  readonly settings: Shape;
  readonly image: {
    readonly setting: ImageKey;
    /** Name of the locally built image that can stand in for the upstream one. */
    readonly local: string;
  };
  readonly ports: readonly PublishedPort<keyof Shape & string>[];
  readonly volumes: readonly DataVolume[];
  /** Jobs that must have done their work, or the part of it that counts here, before this service starts. */
  readonly needs?: readonly JobNeed[];
  /** The service without which the probe cannot succeed; a start asks no earlier, since each look costs time. */
  readonly reliesOn?: string;
  /** Absent where the running container is all there is to know. */
  readonly probe?: (values: ValuesOf<Shape>, host: string) => ProbeSpec;
}

/** Keeps names and setting keys as literal types, so that a mistyped key does not compile. */
export function defineService<
  const Name extends string,
  const Shape extends SettingsShape,
  const ImageKey extends string,
>(service: ServiceDefinition<Name, Shape, ImageKey>): ServiceDefinition<Name, Shape, ImageKey> {
  return service;
}
