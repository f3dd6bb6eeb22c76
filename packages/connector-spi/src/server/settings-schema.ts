/** What every value of a setting may say of itself: for the administration's form. */
interface Described {
  /** In the administration's form; default: the key. */
  title?: string;
  description?: string;
}

/** A text; `writeOnly` marks a secret, which never reaches a browser. */
export interface StringSchema extends Described {
  type: "string";
  enum?: readonly string[];
  default?: string;
  format?: "uri" | "hostname" | "email";
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  writeOnly?: boolean;
}

export interface NumberSchema extends Described {
  type: "number" | "integer";
  default?: number;
  minimum?: number;
  maximum?: number;
}

export interface BooleanSchema extends Described {
  type: "boolean";
  default?: boolean;
}

export interface ArraySchema extends Described {
  type: "array";
  items: SettingSchema;
  default?: readonly unknown[];
  minItems?: number;
  maxItems?: number;
}

/** Keys that are not named are refused. */
export interface ObjectSchema extends Described {
  type: "object";
  properties: Readonly<Record<string, SettingSchema>>;
  required?: readonly string[];
  additionalProperties: false;
}

export type SettingSchema =
  | StringSchema
  | NumberSchema
  | BooleanSchema
  | ArraySchema
  | ObjectSchema;

/**
 * A connector's settings, as the subset of JSON Schema (2020-12) that the administration can draw a form from. What it cannot
 * say (one setting needs another) is left to `parseSettings`.
 */
export type SettingsSchema = ObjectSchema;
