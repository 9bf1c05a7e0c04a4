import protobuf from "protobufjs/light.js";

/** Of Temporal's ClusterMetadata. */
export interface ClusterMetadata {
  readonly clusterName: string;
  readonly historyShardCount: number;
  readonly clusterId: string;
  /** By index: the custom search attributes with their types' numbers in temporal.api.enums.v1.IndexedValueType. */
  readonly searchAttributes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const field = (id: number, type: string): protobuf.IField => ({ id, type });
const map = (id: number, type: string): protobuf.IMapField => ({ id, keyType: "string", type });

/** Of proto/internal/temporal/server/api/persistence/v1/cluster_metadata.proto and namespaces.proto. */
const root = protobuf.Root.fromJSON({
  nested: {
    Attributes: { fields: { customSearchAttributes: map(1, "int32") } },
    ClusterMetadata: {
      fields: {
        clusterName: field(1, "string"),
        historyShardCount: field(2, "int32"),
        clusterId: field(3, "string"),
        indexSearchAttributes: map(5, "Attributes"),
      },
    },
    Duration: { fields: { seconds: field(1, "int64") } },
    NamespaceConfig: { fields: { retention: field(1, "Duration") } },
    NamespaceDetail: { fields: { config: field(2, "NamespaceConfig") } },
  },
});
const metadataType = root.lookupType("ClusterMetadata");
const namespaceType = root.lookupType("NamespaceDetail");

/** @throws RangeError where the bytes are no such message */
export function decodeClusterMetadata(bytes: Uint8Array): ClusterMetadata {
  const { indexSearchAttributes, ...found } = metadataType.decode(bytes) as unknown as ClusterMetadata & {
    readonly indexSearchAttributes: Readonly<
      Record<string, { readonly customSearchAttributes: Readonly<Record<string, number>> }>
    >;
  };
  const { clusterName, historyShardCount, clusterId } = found;
  const attributes = Object.entries(indexSearchAttributes).map(
    ([index, one]) => [index, one.customSearchAttributes] as const,
  );
  return { clusterName, historyShardCount, clusterId, searchAttributes: Object.fromEntries(attributes) };
}

/** How long closed workflows of a namespace are kept. @throws RangeError where the bytes are no such message */
export function decodeRetentionSeconds(bytes: Uint8Array): number {
  const { config } = namespaceType.decode(bytes) as unknown as {
    readonly config: { readonly retention: { readonly seconds: number | { toString(): string } } | null } | null;
  };
  return Number(String(config?.retention?.seconds ?? 0));
}
