import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { closedNamespaces } from "../../../src/cluster/dynamic-config/crosses-namespaces.ts";
import { projectFolder } from "../../support/in-process.ts";

/** A folder with the usual dynamic configuration, and the line that a cluster with permissions asks for. @param name of the folder */
export function closedNamespacesFolder(name: string): string {
  const folder = join(inject("clusterRun").folder, `config-${name}`);
  cpSync(join(projectFolder, "temporal-config"), folder, { recursive: true });
  appendFileSync(join(folder, "development-sql.yaml"), `\n${closedNamespaces}\n`);
  return folder;
}
