/** What a token lets its bearer do. */
export const roles = ["reader", "worker", "writer", "admin"] as const;
export type Role = (typeof roles)[number];
