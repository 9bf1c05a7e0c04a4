import { isElasticsearch7 } from "../cluster/elasticsearch-version.ts";
import { versionOfImage } from "../cluster/server-version.ts";
import { elasticsearch } from "../cluster/services/elasticsearch.ts";
import { instanceName } from "../cluster/settings/instance.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { Blocker } from "./blocker.ts";
import type { Snapshot } from "./observed-state.ts";
import { versionThatRan } from "./other-server-version.ts";

type Seen = Pick<Snapshot, "containers" | "images" | "volumes">;

/** Found by the container that has written the data: Elasticsearch brings data to its own version unasked, and never back. */
export function otherElasticsearchVersion(
  topology: Topology,
  { containers, images, volumes }: Seen,
): readonly Blocker[] {
  return ownUnits(topology)
    .filter(({ service }) => service.name === elasticsearch.name)
    .flatMap((unit): Blocker[] => {
      const names = unit.volumes.map(({ name }) => instanceName(topology.instance, name));
      const found = versionThatRan(containers.get(unit.name));
      const wanted = versionOfImage(images.get(unit.name)?.reference ?? "");
      const hasData = volumes.some(({ name }) => names.includes(name));
      if (!hasData || found === undefined || wanted === undefined || found === wanted) return [];
      return [
        {
          code: "INDEX_VERSION_DIFFERS",
          message: `The index is of Elasticsearch ${found}, and ELASTICSEARCH_IMAGE is ${wanted}: a start moves no data to another version.`,
          hint: isElasticsearch7(wanted)
            ? `temporal-start upgrade elasticsearch --to ${wanted} leads there; ELASTICSEARCH_IMAGE of ${found} stays with it.`
            : `ELASTICSEARCH_IMAGE of ${found} stays with it: Temporal's client does not speak to ${wanted}.`,
        },
      ];
    });
}
