interface ExportPage {
  content: string;
  next?: string;
}

/** What the server gives page after page, up to so many; `isCut`: there is more. @throws {AdminProblem} */
export async function exportPages(
  ask: (more: { before?: string }) => Promise<ExportPage>,
  mostPages: number,
): Promise<{ pages: string[]; isCut: boolean }> {
  const pages: string[] = [];
  let before: string | undefined;
  do {
    const { content, next } = await ask(before === undefined ? {} : { before });
    pages.push(content);
    before = next;
  } while (before !== undefined && pages.length < mostPages);
  return { pages, isCut: before !== undefined };
}

/** The rows of all pages as one JSON array. */
export function asOneArray(pages: readonly string[]): string {
  const rows = pages.flatMap((page) => JSON.parse(page) as unknown[]);
  return JSON.stringify(rows, null, 1);
}
