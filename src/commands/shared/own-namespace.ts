/** What every cluster has before anybody works with it. */
export const ownNamespace = "temporal-system";
