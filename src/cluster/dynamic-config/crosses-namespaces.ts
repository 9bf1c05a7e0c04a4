import { parseDocument } from "yaml";

const key = "system.enableCrossNamespaceCommands";

/** What keeps workflows of one namespace from starting and signalling those of another one. */
export const closedNamespaces = `${key}: [{ value: false }]`;

/**
 * Whether a workflow may start, signal and cancel others in a namespace for which its worker has no token: the server
 * (before 1.27.4, 1.28.2 and 1.29.2; CVE-2025-14987) looks at the token for the namespace of the worker alone.
 * @param text dynamic configuration, undefined where it cannot be read
 */
export function crossesNamespaces(text: string | undefined): boolean {
  const content: unknown = parseDocument(text ?? "").toJS();
  const entries = Object.entries(content ?? {}).filter(([name]) => name.toLowerCase() === key.toLowerCase());
  const values = entries.flatMap(([, list]) => (Array.isArray(list) ? (list as readonly Entry[]) : []));
  const isForAll = values.some(
    ({ value, constraints }) => value === false && Object.keys(constraints ?? {}).length === 0,
  );
  return !isForAll || values.some(({ value }) => value !== false);
}

interface Entry {
  readonly value?: unknown;
  readonly constraints?: object | null;
}
