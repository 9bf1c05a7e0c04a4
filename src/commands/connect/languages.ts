// cspell:ignore pathlib
import { shellLines, variablesOf } from "../shared/client-variables.ts";
import type { ClientFacts } from "./client-facts.ts";
import { go } from "./go.ts";

/** A text, as each of the languages writes it: without signs of its own in it, quotes are enough. */
const text = (value: string): string => JSON.stringify(value);

const lines = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join("\n")}\n`;

function python({ address, namespace, tls, token }: ClientFacts): string {
  return lines(
    "from pathlib import Path",
    `from temporalio.client import Client${tls === undefined ? "" : ", TLSConfig"}`,
    "",
    "",
    "async def connect() -> Client:",
    tls === undefined ? [] : [`    pair = Path(${text(tls.pair)}).read_bytes()`],
    "    return await Client.connect(",
    `        ${text(address)},`,
    `        namespace=${text(namespace)},`,
    tls === undefined
      ? []
      : [
          "        tls=TLSConfig(",
          `            server_root_ca_cert=Path(${text(tls.authority)}).read_bytes(),`,
          "            client_cert=pair,",
          "            client_private_key=pair,",
          `            domain=${text(tls.serverName)},`,
          "        ),",
        ],
    token === undefined ? [] : [`        api_key=Path(${text(token)}).read_text().strip(),`],
    "    )",
  );
}

function typescript({ address, namespace, tls, token }: ClientFacts): string {
  const readsFiles = tls !== undefined || token !== undefined;
  return lines(
    readsFiles ? ['import { readFileSync } from "node:fs";'] : [],
    'import { Client, Connection } from "@temporalio/client";',
    "",
    tls === undefined ? [] : [`const pair = readFileSync(${text(tls.pair)});`],
    "const connection = await Connection.connect({",
    `  address: ${text(address)},`,
    tls === undefined
      ? []
      : [
          "  tls: {",
          `    serverNameOverride: ${text(tls.serverName)},`,
          `    serverRootCACertificate: readFileSync(${text(tls.authority)}),`,
          "    clientCertPair: { crt: pair, key: pair },",
          "  },",
        ],
    token === undefined ? [] : [`  apiKey: readFileSync(${text(token)}, "utf8").trim(),`],
    "});",
    `export const client = new Client({ connection, namespace: ${text(namespace)} });`,
  );
}

/** For a shell: SDKs by their environment configuration and the Temporal CLI, that before 1.0 as well. */
function env({ address, namespace, tls, token }: ClientFacts): string {
  const variables = tls === undefined ? {} : variablesOf(tls);
  return shellLines({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, ...variables }, token);
}

/** What a client in each of them needs, ready to paste. */
export const languages = { env, python, typescript, go } as const;
export type Language = keyof typeof languages;
