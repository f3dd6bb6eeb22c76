/**
 * What a connector keeps, by keys of up to 255 characters: JSON of up to 64 KiB each, 1,000 keys. Shared by all nodes, and there
 * after a restart. More is refused with an error.
 */
export interface ConnectorStorage {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Those that begin so, sorted. */
  keys(start?: string): Promise<string[]>;
}
