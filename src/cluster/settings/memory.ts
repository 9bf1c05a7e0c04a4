const bytesOfUnit: Readonly<Record<string, number>> = { m: 1_048_576, g: 1_073_741_824 };

/** `512m` → bytes; the text must have passed the schema. */
export function memoryBytes(size: string): number {
  return Number.parseInt(size, 10) * (bytesOfUnit[size.slice(-1)] ?? 1);
}
