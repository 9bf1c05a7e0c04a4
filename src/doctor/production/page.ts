import { type Settings, settingsShape } from "../../cluster/services/index.ts";
import { type Check, type Finding, failure, ok } from "../check.ts";

export const page: Check = {
  id: "production-page",
  group: "production",
  title: "Web UI",
  needs: ["settings"],
  starts: "none",
  look: async (world) => interpretPage((await world.settings()).values),
};

type PageSettings = Pick<Settings, "TEMPORAL_SECURITY" | "TEMPORAL_CORS_ORIGINS">;

/** Its login, and whose pages may call its API. */
export function interpretPage({
  TEMPORAL_SECURITY: security,
  TEMPORAL_CORS_ORIGINS: origins,
}: PageSettings): readonly Finding[] {
  return [
    {
      subject: "login",
      ...(security === "full"
        ? ok("asks for a name and a password")
        : failure(
            "shows all workflows to whoever reaches it, and lets him end them",
            "TEMPORAL_SECURITY=full asks for a login",
          )),
    },
    { subject: "origins", ...interpretOrigins(security, origins) },
  ];
}

function interpretOrigins(security: PageSettings["TEMPORAL_SECURITY"], origins: string): Finding {
  const isUsual = origins === settingsShape.TEMPORAL_CORS_ORIGINS.defaultValue;
  // A secured cluster takes no plain ones, and not those of its default.
  if (security !== "off" && isUsual) return ok("no page of others may call its API");
  const risky = origins.split(",").filter((origin) => isUsual || /^http:|\*/.test(origin));
  if (risky.length === 0) return ok(`pages of ${origins} may call its API`);
  return failure(
    `pages of ${risky.join(" and ")} may call its API`,
    "TEMPORAL_CORS_ORIGINS in temporal.env: the pages of yours that may, each with https://; TEMPORAL_SECURITY leaves the default out",
  );
}
