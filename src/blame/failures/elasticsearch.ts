import type { KnownFailure } from "./failure.ts";

const services = ["temporal-elasticsearch"] as const;

/** Elasticsearch and the machine under it. */
export const elasticsearchFailures: readonly KnownFailure[] = [
  {
    id: "ELASTICSEARCH_OUT_OF_MEMORY",
    signs: [{ services, outOfMemory: true }],
    cause:
      "Elasticsearch needed more memory than ELASTICSEARCH_MEMORY allows, and the kernel killed it. It needs about as much beside its Java heap as in it.",
    advice:
      "Raise ELASTICSEARCH_MEMORY (to 2g) or lower ELASTICSEARCH_HEAP in temporal.env, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/advanced-configuration.html#set-jvm-heap-size",
  },
  {
    id: "ELASTICSEARCH_HEAP_FULL",
    signs: [{ services, log: /java\.lang\.OutOfMemoryError|due to java\.lang\.OutOfMemoryError/ }],
    cause: "The Java heap of Elasticsearch is too small for what it holds.",
    advice:
      "Raise ELASTICSEARCH_HEAP (to 512m), and ELASTICSEARCH_MEMORY to at least twice that, in temporal.env, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/advanced-configuration.html#set-jvm-heap-size",
  },
  {
    id: "ELASTICSEARCH_HEAP_REFUSED",
    signs: [
      { services, log: /Could not reserve enough space for .*object heap/ },
      { services, log: /insufficient memory for the Java Runtime Environment/ },
      { services, log: /Invalid (?:maximum|initial) heap size|Initial heap size set to a larger value/ },
    ],
    cause:
      "Java cannot have the heap that ELASTICSEARCH_HEAP asks for: the machine, or the engine's virtual machine, has less memory.",
    advice: "Lower ELASTICSEARCH_HEAP in temporal.env, or give the engine more memory, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/advanced-configuration.html#set-jvm-heap-size",
  },
  {
    id: "ES_MAX_MAP_COUNT",
    signs: [
      // A single node only warns of the same thing, in a JSON line, and works.
      {
        services,
        log: /^(?:bootstrap check failure )?\[\d+\](?: of \[\d+\])?: max virtual memory areas vm\.max_map_count/,
      },
      { services, log: /java\.io\.IOException: Map failed/ },
    ],
    cause: "The kernel of the engine's machine lets a process map too few memory areas (vm.max_map_count).",
    advice: "On that machine: sudo sysctl -w vm.max_map_count=262144, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/vm-max-map-count.html",
  },
  {
    id: "ES_FILE_DESCRIPTORS",
    signs: [
      { services, log: /^(?:bootstrap check failure )?\[\d+\](?: of \[\d+\])?: max file descriptors/ },
      { services, log: /(?:FileSystemException|IOException|SocketException).*Too many open files/ },
    ],
    cause: "Elasticsearch may open too few files.",
    advice:
      "Raise the engine's limit (default-ulimits in daemon.json: nofile 65536), restart the engine, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/file-descriptors.html",
  },
  {
    id: "ELASTICSEARCH_DISK_FULL",
    signs: [{ services, log: /No space left on device/ }],
    cause: "The disk that holds the engine's volumes is full, so Elasticsearch cannot write.",
    advice: "Make room (docker system df shows what takes it), then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/fix-watermark-errors.html",
  },
  {
    id: "ELASTICSEARCH_SETTING_UNKNOWN",
    signs: [
      { services, log: /unknown setting \[.*\] (?:please check|did you mean)/ },
      { services, log: /node settings must not contain any index level settings/ },
    ],
    cause: "Elasticsearch was given a setting that this version or image does not know.",
    advice: "Use the image of the default, or take the setting out of compose/compose.yml, then: temporal-start start",
    link: "https://www.elastic.co/guide/en/elasticsearch/reference/7.17/settings.html",
  },
];
