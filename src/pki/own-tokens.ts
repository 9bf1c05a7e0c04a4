/** Where a token is kept. */
export const tokenPath = (name: string): string => `tokens/${name}/token.jwt`;

/** What this program itself shows. */
export const hostToken = "temporal-start";
