import type { Settings } from "../cluster/services/index.ts";
import { type DeclaredNamespace, parseDeclaredAttributes, parseNamespaces } from "../cluster/settings/declared.ts";
import type { AttributeType } from "../cluster/settings/search-attributes.ts";

/** What the settings want to be in the server, beside its first namespace. */
export interface Declared {
  readonly namespaces: readonly DeclaredNamespace[];
  readonly attributes: ReadonlyMap<string, AttributeType>;
}

/** The settings have been checked. */
export function declaredBy(settings: Settings): Declared {
  return {
    namespaces: parseNamespaces(settings.TEMPORAL_NAMESPACES).namespaces,
    attributes: parseDeclaredAttributes(settings.TEMPORAL_SEARCH_ATTRIBUTES, settings.TEMPORAL_SAMPLE_ATTRIBUTES)
      .wanted,
  };
}
