/** @file Chromium for the browser tests: the one that is there, or Debian's, installed. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function usable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium; installs Debian's where there is none and this user may. Exits with what is needed where that fails. */
export function chromium() {
  const named = process.env.GUIDELAB_CHROMIUM;
  const found = (named ? [named] : PLACES).find(usable);
  if (found) return found;
  if (!named && process.platform === "linux" && process.getuid?.() === 0) {
    process.stdout.write("installing Debian's chromium for the browser tests (once, about a minute)\n");
    const apt = (...args) =>
      spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
        .status;
    if (apt("install", "-y", "--no-install-recommends", "chromium") !== 0) {
      apt("update");
      apt("install", "-y", "--no-install-recommends", "chromium");
    }
    const installed = PLACES.find(usable);
    if (installed) return installed;
  }
  process.stderr.write(
    `the browser tests need Chromium: install it (Debian: apt-get install chromium), or name one in GUIDELAB_CHROMIUM${named ? ` (${named} cannot be run)` : ""}\n`,
  );
  process.exit(1);
}
