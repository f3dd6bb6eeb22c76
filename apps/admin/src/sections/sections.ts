import { html, type LitElement, type TemplateResult } from "lit";
import type { AdminMessage } from "../locales/en.ts";
import type { Desk } from "../view/desk.ts";
import { AdminAudit } from "./audit.ts";
import { AdminCalls } from "./calls.ts";
import { AdminHistory } from "./history.ts";
import { AdminKeys } from "./keys.ts";
import { AdminLog } from "./log.ts";
import { AdminPeople } from "./people.ts";
import { AdminProviders } from "./providers.ts";
import { AdminStatus } from "./status.ts";
import { AdminWebhooks } from "./webhooks.ts";

interface Section {
  /** Behind the `#` of the address. */
  id: string;
  title: AdminMessage;
  tag: string;
  element: new () => LitElement;
  draw(desk: Desk): TemplateResult;
}

/** In the order of the menu; the first is where one arrives. */
export const sections: readonly Section[] = [
  {
    id: "providers",
    title: "providers",
    tag: "admin-providers",
    element: AdminProviders,
    draw: (desk) => html`<admin-providers .desk=${desk}></admin-providers>`,
  },
  {
    id: "calls",
    title: "calls",
    tag: "admin-calls",
    element: AdminCalls,
    draw: (desk) => html`<admin-calls .desk=${desk}></admin-calls>`,
  },
  {
    id: "people",
    title: "people",
    tag: "admin-people",
    element: AdminPeople,
    draw: (desk) => html`<admin-people .desk=${desk}></admin-people>`,
  },
  {
    id: "log",
    title: "log",
    tag: "admin-log",
    element: AdminLog,
    draw: (desk) => html`<admin-log .desk=${desk}></admin-log>`,
  },
  {
    id: "history",
    title: "history",
    tag: "admin-history",
    element: AdminHistory,
    draw: (desk) => html`<admin-history .desk=${desk}></admin-history>`,
  },
  {
    id: "keys",
    title: "keys",
    tag: "admin-keys",
    element: AdminKeys,
    draw: (desk) => html`<admin-keys .desk=${desk}></admin-keys>`,
  },
  {
    id: "webhooks",
    title: "webhooks",
    tag: "admin-webhooks",
    element: AdminWebhooks,
    draw: (desk) => html`<admin-webhooks .desk=${desk}></admin-webhooks>`,
  },
  {
    id: "audit",
    title: "audit",
    tag: "admin-audit",
    element: AdminAudit,
    draw: (desk) => html`<admin-audit .desk=${desk}></admin-audit>`,
  },
  {
    id: "status",
    title: "status",
    tag: "admin-status",
    element: AdminStatus,
    draw: (desk) => html`<admin-status .desk=${desk}></admin-status>`,
  },
];
