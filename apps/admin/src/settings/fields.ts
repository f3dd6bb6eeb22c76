import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../locales/words.ts";
import { type FormSchema, freshValue, isKept, type Path, typedAs } from "./schema.ts";

/** What a field needs to draw itself and to say what was typed. */
export interface Form {
  readonly words: Words;
  set(path: Path, value: unknown): void;
}

interface Field {
  schema: FormSchema;
  value: unknown;
  path: Path;
}

/** A control for any value that a schema of settings knows. */
export function drawField(field: Field, form: Form): TemplateResult {
  const { schema } = field;
  switch (schema.type) {
    case "boolean":
      return checkField(field, form);
    case "array":
      return arrayField(field, form);
    case "object":
      return objectFields(field, form);
    default:
      return schema.enum ? choiceField(field, form) : textField(field, form);
  }
}

function arrayField(field: Field, form: Form): TemplateResult {
  const { items } = field.schema;
  if (items?.type === "object") return listField(field, form);
  return items?.enum ? choicesField(field, form) : linesField(field, form);
}

function checkField({ schema, value, path }: Field, form: Form): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${value === true}
      @change=${(event: Event) => form.set(path, (event.target as HTMLInputElement).checked)}
    />${labelOf(schema, path)}
  </label>`;
}

function choiceField({ schema, value, path }: Field, form: Form): TemplateResult {
  const id = idOf(path);
  return html`<div>
    <label for=${id}>${labelOf(schema, path)}</label>
    <select id=${id} @change=${(event: Event) => form.set(path, typedIn(event))}>
      ${schema.enum?.map((one) => html`<option ?selected=${one === value}>${one}</option>`)}
    </select>
    ${hint(schema)}
  </div>`;
}

/** Some of a few: a box for each. */
function choicesField({ schema, value, path }: Field, form: Form): TemplateResult {
  const choices = schema.items?.enum ?? [];
  const chosen = Array.isArray(value) ? value : [];
  const choose = (choice: string, isChosen: boolean) =>
    form.set(
      path,
      choices.filter((one) => (one === choice ? isChosen : chosen.includes(one))),
    );
  return html`<fieldset>
    <legend>${labelOf(schema, path)}</legend>
    ${hint(schema)}
    ${choices.map(
      (choice) => html`<label class="check">
        <input
          type="checkbox"
          .checked=${chosen.includes(choice)}
          @change=${(event: Event) => choose(choice, (event.target as HTMLInputElement).checked)}
        />${choice}
      </label>`,
    )}
  </fieldset>`;
}

function textField({ schema, value, path }: Field, form: Form): TemplateResult {
  const id = idOf(path);
  const isNumber = schema.type !== "string";
  const kept = isKept(value);
  const typed = (event: Event) => {
    const text = typedIn(event).trim();
    // An empty field leaves a secret as it is.
    if (text === "") return form.set(path, kept ? value : undefined);
    form.set(path, isNumber ? Number(text) : text);
  };
  const type = schema.writeOnly ? "password" : isNumber ? "number" : "text";
  return html`<div>
    <label for=${id}>${labelOf(schema, path)}</label>
    <input
      id=${id}
      type=${type}
      autocomplete="off"
      spellcheck="false"
      placeholder=${kept ? form.words.text("secretKept") : nothing}
      min=${schema.minimum ?? nothing}
      max=${schema.maximum ?? nothing}
      .value=${kept || value === undefined ? "" : String(value)}
      @change=${typed}
    />
    ${kept ? html`<button type="button" @click=${() => form.set(path, undefined)}>${form.words.text("secretRemove")}</button>` : nothing}
    ${hint(schema)}
  </div>`;
}

/** A list of plain values, one a line. */
function linesField({ schema, value, path }: Field, form: Form): TemplateResult {
  const id = idOf(path);
  const lines = Array.isArray(value) ? value.map(String) : [];
  const typed = (event: Event) =>
    form.set(
      path,
      typedIn(event)
        .split(/\s*\n\s*/)
        .filter((line) => line !== "")
        .map((line) => typedAs(line, schema.items)),
    );
  return html`<div>
    <label for=${id}>${labelOf(schema, path)} <span class="muted">${form.words.text("onePerLine")}</span></label>
    <textarea
      id=${id}
      dir="ltr"
      rows=${Math.max(2, lines.length)}
      spellcheck="false"
      .value=${lines.join("\n")}
      @change=${typed}
    ></textarea>
    ${hint(schema)}
  </div>`;
}

function listField({ schema, value, path }: Field, form: Form): TemplateResult {
  const { words } = form;
  const items = Array.isArray(value) ? value : [];
  const title = labelOf(schema, path);
  const item = schema.items ?? { type: "object" };
  return html`<fieldset>
    <legend>${title}</legend>
    ${hint(schema)}
    ${items.map(
      (one, index) => html`<fieldset>
        <legend>${title} ${index + 1}</legend>
        ${objectFields({ schema: item, value: one, path: [...path, index] }, form)}
        <button
          type="button"
          class="danger"
          aria-label=${words.text("removeOf", { title: `${title} ${index + 1}` })}
          @click=${() => form.set([...path, index], undefined)}
        >
          ${words.text("remove")}
        </button>
      </fieldset>`,
    )}
    ${
      items.length >= (schema.maxItems ?? Number.POSITIVE_INFINITY)
        ? nothing
        : html`<button
            type="button"
            aria-label=${words.text("addOf", { title })}
            @click=${() => form.set(path, [...items, freshValue(item)])}
          >
            ${words.text("add")}
          </button>`
    }
  </fieldset>`;
}

function objectFields({ schema, value, path }: Field, form: Form): TemplateResult {
  const values = (value ?? {}) as Record<string, unknown>;
  return html`${Object.entries(schema.properties ?? {}).map(([name, field]) =>
    drawField({ schema: field, value: values[name], path: [...path, name] }, form),
  )}`;
}

function hint({ description }: FormSchema) {
  return description === undefined ? nothing : html`<p class="muted">${description}</p>`;
}

function labelOf({ title }: FormSchema, path: Path): string {
  return title ?? String(path.at(-1));
}

function idOf(path: Path): string {
  return `field-${path.join("-")}`;
}

function typedIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
