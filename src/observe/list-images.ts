import type { ServiceName, Settings } from "../cluster/services/index.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import { candidatesFor, chooseImage } from "../plan/choose-image.ts";

export type ImageSource = "configured" | "upstream" | "local" | "missing";

/** One image of the cluster: what `start` would use now. */
export interface WantedImage {
  readonly services: readonly ServiceName[];
  readonly setting: string;
  readonly reference: string;
  readonly source: ImageSource;
  readonly sizeBytes: number | null;
  readonly upstream: string;
  readonly upstreamPresent: boolean;
}

/** One entry an image setting, in start order. */
export async function listImages(
  {
    values: settings,
    origins,
    topology,
  }: {
    readonly values: Settings;
    readonly origins: Readonly<Record<string, string>>;
    readonly topology: Topology;
  },
  engine: ContainerEngine,
): Promise<readonly WantedImage[]> {
  const services = [...new Set(ownUnits(topology).map(({ service }) => service))];
  const first = services.filter(
    ({ image }, index) => index === services.findIndex((other) => other.image.setting === image.setting),
  );
  return Promise.all(
    first.map(async (service): Promise<WantedImage> => {
      const upstream = String(settings[service.image.setting]);
      const found = await Promise.all(
        candidatesFor(service, settings).map(async (reference) => [reference, await engine.image(reference)] as const),
      );
      const present = new Map(
        found.flatMap(([reference, image]) => (image === undefined ? [] : [[reference, image.id]])),
      );
      const choice = chooseImage(service, settings, origins, present);
      return {
        services: services.filter(({ image }) => image.setting === service.image.setting).map(({ name }) => name),
        setting: service.image.setting,
        reference: choice.reference,
        source: choice.id === undefined ? "missing" : choice.source,
        sizeBytes: found.find(([reference]) => reference === choice.reference)?.[1]?.sizeBytes ?? null,
        upstream,
        upstreamPresent: present.has(upstream),
      };
    }),
  );
}
