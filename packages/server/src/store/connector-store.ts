/** What administrators set of connectors, and what connectors keep. Values are JSON texts. */
export interface ConnectorStore {
  /** By connector. */
  settings(): Promise<Map<string, string>>;
  /** Without settings: those of the configuration apply again. */
  putSettings(connector: string, settings: string | undefined): Promise<void>;
  get(connector: string, key: string): Promise<string | undefined>;
  /** Answers false, and changes nothing, where there are `most` other keys already. */
  put(entry: { connector: string; key: string; value: string }, most: number): Promise<boolean>;
  remove(connector: string, key: string): Promise<void>;
  /** Those that begin so, in the order of their code points. */
  keys(connector: string, start: string): Promise<string[]>;
  /** Settings and storage. */
  erase(connector: string): Promise<void>;
}
