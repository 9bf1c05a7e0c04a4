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
import { defineService } from "./service.ts";

export const elasticsearch = defineService({
  name: "temporal-elasticsearch",
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
      containerPort: 9200,
      url: "http://{address}",
    },
  ],
  volumes: [{ name: "temporal-elasticsearch-data", dataVersion: dataVersions.elasticsearch }],
  dependsOn: [],
  probe: (values, host) => ({
    kind: "elasticsearch",
    url: `http://${host}:${String(values.ELASTICSEARCH_PORT)}`,
    index: values.TEMPORAL_VISIBILITY_INDEX,
  }),
});
