import { cutShort, type KnownFailure } from "./failure.ts";

const services = ["temporal-elasticsearch"] as const;
const users = ["temporal-elasticsearch", "temporal-schema"] as const;

/** Data and indices that Elasticsearch cannot use. */
export const elasticsearchDataFailures: readonly KnownFailure[] = [
  {
    id: "ELASTICSEARCH_OTHER_VERSION",
    signs: [
      { services, log: /cannot (?:upgrade|downgrade) a node from version \[/ },
      { services, log: /IllegalStateException: \[.*\/nodes\] is a file which contains/ },
      { services, log: /Format version is not supported/ },
    ],
    cause: "The data volume was written by a version of Elasticsearch whose data this one cannot read.",
    advice:
      "Within 7.17: temporal-start upgrade elasticsearch, with --to and the version that wrote the data. Otherwise set ELASTICSEARCH_IMAGE to that version, or start a cluster beside it with --instance NAME",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/setup-upgrade.html",
  },
  {
    id: "ELASTICSEARCH_DATA_NOT_WRITABLE",
    signs: [{ services, log: /AccessDeniedException.*\/usr\/share\/elasticsearch\/data/ }],
    cause: "The data folder of Elasticsearch belongs to another user than the one it runs as (1000:0).",
    advice: "Give the volume to user 1000, group 0, or start a cluster with new volumes with --instance NAME",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/docker.html#_configuration_files_must_be_readable_by_the_elasticsearch_user",
  },
  {
    id: "ELASTICSEARCH_DATA_IN_USE",
    signs: [{ services, log: /failed to obtain node locks/ }],
    cause: "Another Elasticsearch uses the same data volume, or this one may not write to it.",
    advice:
      "Find the other container (docker ps --filter volume=temporal-elasticsearch-data), stop it, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/modules-node.html",
  },
  {
    id: "ELASTICSEARCH_DATA_DAMAGED",
    signs: [{ services, log: /Corrupt(?:Index|State)Exception|TranslogCorruptedException|IndexFormatTooOldException/ }],
    beforeFirstReady: cutShort,
    cause: "The data of Elasticsearch is damaged: the machine or disk failed while it wrote, or files were removed.",
    advice: "Restore a snapshot. Workflows are safe in PostgreSQL; what is lost is the list of them",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/corruption-troubleshooting.html",
  },
  {
    id: "ELASTICSEARCH_READ_ONLY",
    signs: [
      { services: users, log: /flood.stage (?:disk )?watermark.*(?:exceeded|read-only)/ },
      { services: users, log: / is read-only: (?:\S*\.)?blocks\.\w+ is set|cluster_block_exception/ },
    ],
    cause: "Elasticsearch refuses to write: the disk is nearly full, or somebody set a block.",
    advice:
      "Make room on the disk, and Elasticsearch lifts its block by itself; set a block of your own to null. Then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/fix-watermark-errors.html",
  },
  {
    id: "ELASTICSEARCH_RED",
    signs: [{ services: ["temporal-schema"], log: /^elasticsearch: .* is (?:red|not usable): no primary shard/ }],
    cause: "An index of Elasticsearch has lost its primary shard, and the cluster stays red.",
    advice: "Restore or delete the index that the line names, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/red-yellow-cluster-status.html",
  },
];
