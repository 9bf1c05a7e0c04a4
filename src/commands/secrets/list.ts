import { settingsShape } from "../../cluster/services/index.ts";
import { commandsFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";

/** Those that `secrets rotate` takes. */
export const secretNames: readonly string[] = ["postgres-password", "cookie-secret"];

interface ListedSecret {
  readonly name: string;
  readonly what: string;
  /** Where it comes from; never what it is. */
  readonly from: string;
  /** ISO 8601; null where it does not end. */
  readonly endsAt: string | null;
  /** What to type for a new one. */
  readonly renewedBy: string;
}

export const list = defineCommand({
  name: "list",
  summary: "List what is secret in the cluster, where it comes from, and what replaces it; never what it is",
  examples: [{ command: "temporal-start secrets list", explains: "with the command for a new one of each" }],
  async run(_input, context: Needs<"certificates" | "clock" | "settings" | "style">) {
    const secrets = [await password(context), ...(await ofSecured(context))];
    const { instance } = (await context.settings()).topology;
    const rows = secrets.map(({ name, what, from, endsAt, renewedBy }) => [
      ...[name, what, from, endsAt?.slice(0, 10) ?? "–", commandsFor(instance, renewedBy)],
    ]);
    const table = formatTitledTable(["NAME", "OF", "FROM", "ENDS", "A NEW ONE"], rows, context.style);
    return { exitCode: exitCodes.ok, data: { secrets }, text: `${table}\n` };
  },
});

async function password(context: Needs<"settings">): Promise<ListedSecret> {
  const { values, origins } = await context.settings();
  const isKnown = values.POSTGRES_PASSWORD === settingsShape.POSTGRES_PASSWORD.defaultValue;
  return {
    name: "postgres-password",
    what: `role ${values.POSTGRES_USER} of PostgreSQL`,
    from: isKnown ? "the default, which everybody knows" : (origins.POSTGRES_PASSWORD ?? "default"),
    endsAt: null,
    renewedBy: "temporal-start secrets rotate postgres-password",
  };
}

const ofProvider = "at the provider, into the file, temporal-start start";

async function ofSecured(context: Needs<"certificates" | "settings">): Promise<readonly ListedSecret[]> {
  const { TEMPORAL_SECURITY: security } = (await context.settings()).values;
  if (security === "off") return [];
  const { listCertificates } = await import("../../pki/list-certificates.ts");
  const files = await context.certificates();
  const all = listCertificates(files);
  const firstEnd = (use: string): string | null => {
    const ends = all.filter((one) => one.use === use).map(({ endsMs }) => endsMs);
    return ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString();
  };
  const made = "made by a start";
  const certificates: readonly ListedSecret[] = [
    {
      name: "certificates",
      what: "the cluster's own parts",
      from: made,
      endsAt: firstEnd("cluster"),
      renewedBy: "temporal-start certs renew",
    },
    {
      name: "authorities",
      what: "who signs certificates",
      from: made,
      endsAt: firstEnd("authority"),
      renewedBy: "docs/security.md",
    },
  ];
  if (security !== "full") return certificates;
  const { TEMPORAL_OIDC_ISSUER: issuer, TEMPORAL_OIDC_CLIENT_SECRET_FILE: file } = (await context.settings()).values;
  const { listTokens } = await import("../../pki/keep-tokens.ts");
  const tokens = listTokens(files).map(({ endsMs }) => endsMs);
  return [
    ...certificates,
    {
      name: "tokens",
      what: "the cluster's own parts and applications",
      from: made,
      endsAt: tokens.length === 0 ? null : new Date(Math.min(...tokens)).toISOString(),
      renewedBy: "temporal-start certs renew, temporal-start token create",
    },
    {
      name: "cookie-secret",
      what: "who has signed in to the page",
      from: made,
      endsAt: null,
      renewedBy: "temporal-start secrets rotate cookie-secret",
    },
    ...(issuer === ""
      ? []
      : [{ name: "oidc-client-secret", what: issuer, from: file, endsAt: null, renewedBy: ofProvider }]),
  ];
}
