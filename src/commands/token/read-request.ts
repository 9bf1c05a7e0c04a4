import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { type Role, roles } from "../../pki/roles.ts";
import { usageError } from "../shared/flags.ts";

export const defaultTtl = "90d";
const leastSeconds = 60;
const mostSeconds = 825 * 86_400;

export function readRole(text: string | undefined): Role {
  const role = roles.find((name) => name === text);
  if (role !== undefined) return role;
  const said = text === undefined ? "A token needs a role." : `--role ${text} is none.`;
  throw usageError(said, `Roles are ${roles.join(", ")}.`);
}

/** @returns none for all */
export function readNamespaces(text: string | undefined, isAll: boolean): readonly string[] {
  if (isAll && text !== undefined)
    throw usageError("--namespace and --all-namespaces exclude each other.", "Leave one of them out.");
  if (isAll) return [];
  const names = [...new Set((text ?? "").split(","))];
  const wrong = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/.test(name) || name === "temporal-system");
  if (text === undefined) throw usageError("A token needs a namespace.", "--namespace NAME, or --all-namespaces");
  if (wrong !== undefined)
    throw usageError(`"${wrong}" is no namespace.`, "--namespace shop, or --namespace shop,billing");
  return names;
}

export function readTtl(text: string): number {
  const seconds = parseDurationSeconds(text);
  if (seconds !== undefined && seconds >= leastSeconds && seconds <= mostSeconds) return seconds;
  throw usageError(`--ttl ${text} is no duration from 1m to 825d.`, "Write it like 8h or 90d.");
}
