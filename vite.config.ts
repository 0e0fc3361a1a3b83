import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/** The web lab as a static site in dist/web: addresses are relative, so that it works under any base path. */
export default defineConfig({
  root: "src/web",
  base: "./",
  publicDir: false,
  plugins: [svelte()],
  build: { outDir: "../../dist/web", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 2000 },
  worker: { format: "es" },
});
