const hour = 3_600;
const day = 86_400;

/**
 * How long a namespace may keep closed workflows. Below, the server refuses. Above 292 years its number overflows, and
 * where a time falls after 2262, it cannot be written as nanoseconds.
 */
export const retentionLimits = { leastSeconds: hour, mostSeconds: 36_500 * day } as const;
