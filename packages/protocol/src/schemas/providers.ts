import { z } from "zod";
import type { ProviderOperations } from "../providers.ts";
import { providerId } from "./ids.ts";

const nothing = z.strictObject({});
const providerSwitch = z.strictObject({ provider: providerId, isOn: z.boolean() });

export const PROVIDER_SCHEMAS: {
  readonly [Name in keyof ProviderOperations]: z.ZodType<ProviderOperations[Name]["input"]>;
} = {
  "providers.offered": nothing,
  "providers.list": nothing,
  "connectors.list": nothing,
  "providers.switch": providerSwitch,
  "providers.log": providerSwitch,
  "providers.settings": z.strictObject({ connector: providerId }),
  "providers.configure": z.strictObject({
    connector: providerId,
    settings: z.record(z.string().max(64), z.unknown()).nullable(),
  }),
};
