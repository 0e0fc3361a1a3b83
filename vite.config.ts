import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** The web lab as a static site in dist/web: addresses are relative, so that it works under any base path. */
export default defineConfig({
  root: "src/web",
  base: "./",
  publicDir: false,
  define: { __GUIDELAB_VERSION__: JSON.stringify(version) },
  plugins: [svelte()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
  },
  worker: { format: "es" },
});
