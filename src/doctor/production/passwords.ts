import { type Settings, settingsShape } from "../../cluster/services/index.ts";
import { type Check, type Finding, failure, ok } from "../check.ts";

export const passwords: Check = {
  id: "production-passwords",
  group: "production",
  title: "passwords",
  needs: ["settings"],
  starts: "none",
  look: async (world) => [interpretPassword((await world.settings()).values)],
};

export function interpretPassword({ POSTGRES_PASSWORD: password }: Pick<Settings, "POSTGRES_PASSWORD">): Finding {
  if (password !== settingsShape.POSTGRES_PASSWORD.defaultValue) return ok("PostgreSQL has one of its own");
  return failure(
    "PostgreSQL has the one that everybody knows",
    "The first start of a secured cluster makes one (TEMPORAL_SECURITY). Of data that is there: change it inside with ALTER ROLE, and write it down as POSTGRES_PASSWORD",
  );
}
