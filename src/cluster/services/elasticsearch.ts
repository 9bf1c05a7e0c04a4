import type { ProbeSpec } from "../../probes/probe.ts";
import {
  compilerLevelSetting,
  cpusSetting,
  imageSetting,
  memorySetting,
  nameSetting,
  ownAddressSetting,
  portSetting,
} from "../settings/setting.ts";
import { dataVersions, imageTags } from "../versions.ts";
import { insideOf, isStorePublished, type Secured } from "./inside.ts";
import { defineService } from "./service.ts";

interface IndexValues extends Secured {
  readonly ELASTICSEARCH_PORT: number;
  readonly TEMPORAL_VISIBILITY_INDEX: string;
}

const name = "temporal-elasticsearch";
const containerPort = 9200;

/** How the index is reached, by whoever asks it something. @param host as it stands in a URL */
function indexOf(values: IndexValues, host: string): Omit<Extract<ProbeSpec, { kind: "elasticsearch" }>, "kind"> {
  const inside = insideOf(name, values);
  const index = values.TEMPORAL_VISIBILITY_INDEX;
  if (inside !== undefined) return { url: `http://127.0.0.1:${String(containerPort)}`, inside, index };
  return { url: `http://${host}:${String(values.ELASTICSEARCH_PORT)}`, index };
}

export const elasticsearch = defineService({
  name,
  title: "Elasticsearch",
  role: "store",
  kind: "service",
  settings: {
    TEMPORAL_VISIBILITY_INDEX: nameSetting(
      "temporal_visibility_v1_dev",
      "Elasticsearch index of the advanced visibility; it must begin with temporal_visibility_v1.",
    ),
    ELASTICSEARCH_PORT: portSetting("9200", "Port of Elasticsearch on the host."),
    ELASTICSEARCH_BIND_ADDRESS: ownAddressSetting(
      "",
      "Address on which Elasticsearch alone is published; empty means TEMPORAL_BIND_ADDRESS.",
    ),
    ELASTICSEARCH_IMAGE: imageSetting(imageTags.elasticsearch.upstream, "Image of Elasticsearch."),
    ELASTICSEARCH_HEAP: memorySetting("256m", "Java heap of Elasticsearch; at most half of its memory limit."),
    ELASTICSEARCH_COMPILER_LEVEL: compilerLevelSetting(
      "1",
      "How hard Java compiles: 1 starts Elasticsearch with half the processor time, 4 is faster under sustained load.",
    ),
    ELASTICSEARCH_MEMORY: memorySetting("1g", "Memory limit of Elasticsearch; at least 160m.", "160m"),
    ELASTICSEARCH_CPUS: cpusSetting("0", "Processors Elasticsearch may use at most; 0 means no limit."),
  },
  image: { setting: "ELASTICSEARCH_IMAGE", local: imageTags.elasticsearch.local },
  ports: [
    {
      setting: "ELASTICSEARCH_PORT",
      address: "ELASTICSEARCH_BIND_ADDRESS",
      containerPort,
      url: "http://{address}",
    },
  ],
  volumes: [{ name: "temporal-elasticsearch-data", dataVersion: dataVersions.elasticsearch }],
  dependsOn: [],
  isPublished: isStorePublished,
  probe: (values: IndexValues, host) => ({ kind: "elasticsearch", ...indexOf(values, host) }),
});
