/** The middle value; the mean of the two middle ones of an even number. @throws when there is none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const high = sorted[Math.floor(half)];
  const low = sorted[Math.ceil(half) - 1];
  if (high === undefined || low === undefined) throw new Error("no value to take the median of");
  return (low + high) / 2;
}
