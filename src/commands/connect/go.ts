// cspell:ignore gofmt
import type { ClientFacts } from "./client-facts.ts";

const text = (value: string): string => JSON.stringify(value);

/** A function that connects, in the form that gofmt gives it. */
export function go({ address, namespace, tls, token }: ClientFacts): string {
  const packages = [
    ...(tls === undefined ? [] : ["crypto/tls", "crypto/x509", "os"]),
    ...(token === undefined ? [] : ["strings"]),
  ];
  return `${[
    "import (",
    ...packages.map((name) => `\t${text(name)}`),
    ...(packages.length === 0 ? [] : [""]),
    `\t${text("go.temporal.io/sdk/client")}`,
    ")",
    "",
    "func connect() (client.Client, error) {",
    "\toptions := client.Options{",
    `\t\tHostPort:  ${text(address)},`,
    `\t\tNamespace: ${text(namespace)},`,
    "\t}",
    ...(tls === undefined ? [] : tlsOf(tls)),
    ...(token === undefined ? [] : tokenOf(token)),
    "\treturn client.Dial(options)",
    "}",
  ].join("\n")}\n`;
}

function tlsOf({ pair, authority, serverName }: NonNullable<ClientFacts["tls"]>): readonly string[] {
  return [
    `\tpair, err := tls.LoadX509KeyPair(${text(pair)}, ${text(pair)})`,
    ...orError,
    `\tauthority, err := os.ReadFile(${text(authority)})`,
    ...orError,
    "\troots := x509.NewCertPool()",
    "\troots.AppendCertsFromPEM(authority)",
    "\toptions.ConnectionOptions.TLS = &tls.Config{",
    "\t\tRootCAs:      roots,",
    "\t\tCertificates: []tls.Certificate{pair},",
    `\t\tServerName:   ${text(serverName)},`,
    "\t}",
  ];
}

function tokenOf(token: string): readonly string[] {
  return [
    `\ttoken, err := os.ReadFile(${text(token)})`,
    ...orError,
    "\toptions.Credentials = client.NewAPIKeyStaticCredentials(strings.TrimSpace(string(token)))",
  ];
}

const orError: readonly string[] = ["\tif err != nil {", "\t\treturn nil, err", "\t}"];
