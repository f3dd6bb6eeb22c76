/** Runs a connector's function; what it throws reaches the page's own error reporting, and stops nobody else. */
export function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
