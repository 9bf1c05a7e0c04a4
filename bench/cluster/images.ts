import { entryFile, scratchFolder } from "../harness/folders.ts";
import { mustRun } from "../measure/child.ts";
import { cleanEnvironment } from "./environment.ts";

/** The images that `start` would take, by setting. */
export interface ClusterImages {
  readonly POSTGRES_IMAGE: string;
  readonly ELASTICSEARCH_IMAGE: string;
  readonly TEMPORAL_SERVER_IMAGE: string;
  readonly TEMPORAL_WEB_IMAGE: string;
  readonly TEMPORAL_CLI_IMAGE: string;
}

const settings = {
  "temporal-postgres": "POSTGRES_IMAGE",
  "temporal-elasticsearch": "ELASTICSEARCH_IMAGE",
  "temporal-server": "TEMPORAL_SERVER_IMAGE",
  "temporal-web": "TEMPORAL_WEB_IMAGE",
  "temporal-cli": "TEMPORAL_CLI_IMAGE",
} as const;

interface ImagesList {
  readonly data: { readonly images: readonly { services: readonly string[]; reference: string }[] };
}

/** Asks the program, so that both sides run on the same images. */
export async function chosenImages(signal: AbortSignal): Promise<ClusterImages> {
  const { stdout } = await mustRun(process.execPath, [entryFile, "images", "list", "--json"], {
    signal,
    cwd: scratchFolder,
    env: cleanEnvironment(),
  });
  const { images } = (JSON.parse(stdout) as ImagesList).data;
  const entries = Object.entries(settings).map(([service, setting]) => {
    const found = images.find(({ services }) => services.includes(service));
    if (found === undefined) throw new Error(`images list names no image of ${service}`);
    return [setting, found.reference];
  });
  return Object.fromEntries(entries) as ClusterImages;
}
