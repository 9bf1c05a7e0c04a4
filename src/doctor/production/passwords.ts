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
    "temporal-start secrets rotate postgres-password makes one, and keeps it; so does the first start of a secured cluster",
  );
}
