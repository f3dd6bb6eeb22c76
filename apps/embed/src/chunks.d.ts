/** The file names of what is loaded later, below the script's own folder, as the build has named them. */
declare module "virtual:ringline-chunks" {
  const chunks: {
    readonly layer: string;
    readonly de: string;
    readonly fr: string;
    readonly ar: string;
  };

  export { chunks };
}
