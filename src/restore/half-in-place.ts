import { TemporalStartError } from "../errors.ts";

export function halfInPlace(): TemporalStartError {
  return new TemporalStartError({
    code: "RESTORE_UNFINISHED",
    category: "preflight",
    message: "A restore was cut short while its data was put in place; nothing was changed.",
    hint: "temporal-start restore finish",
  });
}
