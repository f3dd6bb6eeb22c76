import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/admin/",
  resolve: { conditions: ["ringline-source", "module", "browser", "default"] },
  build: {
    outDir: "../../dist/browser/admin",
    target: "es2023",
    modulePreload: { polyfill: false },
    // Nothing as data: the page's Content-Security-Policy allows files of its own only.
    assetsInlineLimit: 0,
  },
});
