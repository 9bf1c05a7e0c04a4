import {
  attributesSetting,
  cpusSetting,
  hostPortSetting,
  imageSetting,
  logLevelSetting,
  memorySetting,
  namespaceSetting,
  namespacesSetting,
  ownAddressSetting,
  portSetting,
  retentionSetting,
  shardsSetting,
  sharedName,
  switchSetting,
} from "../settings/setting.ts";
import { imageTags } from "../versions.ts";
import { defineService } from "./service.ts";

export const server = defineService({
  name: "temporal-server",
  title: "Temporal Server",
  role: "server",
  kind: "service",
  settings: {
    TEMPORAL_ADDRESS: sharedName(
      hostPortSetting("temporal-server:7233", "Address at which the other containers reach the server."),
      "the Temporal CLI and the SDKs",
    ),
    TEMPORAL_NAMESPACE: sharedName(
      namespaceSetting("default", "Namespace that `start` creates and that clients use unless told otherwise."),
      "the Temporal CLI and the SDKs",
    ),
    TEMPORAL_NAMESPACE_RETENTION: retentionSetting("7d", "How long closed workflows of a new namespace are kept."),
    TEMPORAL_NAMESPACES: namespacesSetting(
      "",
      "Namespaces that `start` creates beside it, separated by commas, each NAME or NAME=RETENTION, as in `orders=30d,invoices`. Others stay, and no retention is made shorter.",
    ),
    TEMPORAL_SEARCH_ATTRIBUTES: attributesSetting(
      "",
      "Search attributes that `start` adds, separated by commas, each NAME=Type, as in `CustomerId=Keyword,Amount=Double`. Others stay.",
    ),
    TEMPORAL_SAMPLE_ATTRIBUTES: switchSetting(
      "false",
      "Whether `start` adds the search attributes that upstream's auto-setup image has and samples use: CustomKeywordField, CustomTextField and so on. true or false.",
    ),
    TEMPORAL_SERVER_PORT: portSetting("7233", "Port of Temporal Server (gRPC) on the host."),
    TEMPORAL_SERVER_BIND_ADDRESS: ownAddressSetting(
      "",
      "Address on which Temporal Server alone is published; empty means TEMPORAL_BIND_ADDRESS.",
    ),
    TEMPORAL_SERVER_IMAGE: imageSetting(imageTags.server.upstream, "Image of Temporal Server."),
    TEMPORAL_SERVER_MEMORY: memorySetting("1g", "Memory limit of Temporal Server; at least 96m.", "96m"),
    TEMPORAL_SERVER_CPUS: cpusSetting("0", "Processors Temporal Server may use at most; 0 means no limit."),
    TEMPORAL_HISTORY_SHARDS: shardsSetting(
      // More shards cost about one per cent of a processor while idle; too few can never be mended.
      "64",
      "Number of history shards. It is fixed by the first start and can never be changed for existing data.",
    ),
    TEMPORAL_LOG_LEVEL: logLevelSetting("info", "Log level of Temporal Server: debug, info, warn or error."),
  },
  image: { setting: "TEMPORAL_SERVER_IMAGE", local: imageTags.server.local },
  ports: [
    { setting: "TEMPORAL_SERVER_PORT", address: "TEMPORAL_SERVER_BIND_ADDRESS", containerPort: 7233, url: "{address}" },
  ],
  volumes: [],
  dependsOn: [
    { service: "temporal-gateway", condition: "answers" },
    { service: "temporal-postgres", condition: "started" },
    { service: "temporal-elasticsearch", condition: "started" },
    // It starts and keeps what it has to index until Elasticsearch is there; seen with 1.22.0.
    {
      service: "temporal-schema",
      condition: { milestone: "postgres: databases are ready", store: "temporal-postgres" },
    },
  ],
  remembers: { TEMPORAL_VISIBILITY_INDEX: "ES_VIS_INDEX" },
  // Seen with 1.22.0: 1.2 to 1.4 MB a namespace.
  memoryAdvice:
    "Each namespace costs the server more than 1 MB for workers of its own: docs/limits.md in the folder of the package, Namespaces, tells how to have fewer of them.",
  probe: (values, host) => ({
    kind: "temporal",
    address: `${host}:${String(values.TEMPORAL_SERVER_PORT)}`,
    namespace: values.TEMPORAL_NAMESPACE,
  }),
});
