import type { Check } from "../check.ts";
import { backups } from "./backups.ts";
import { page } from "./page.ts";
import { passwords } from "./passwords.ts";
import { stores } from "./stores.ts";
import { transport } from "./transport.ts";

/** What others rely on needs more than what a person tries out: looked at where it is asked for. */
export const productionChecks: readonly Check[] = [passwords, transport, page, stores, backups];
