/** @file Light, dark, or what the system prefers. Storage may be denied: then the choice lasts as long as the page. */

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What is needed of localStorage; reading it may throw. */
export type Keep = () => Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "guidelab.theme";

export function keptTheme(keep: Keep): Theme {
  try {
    const text = keep().getItem(KEY);
    return THEMES.find((theme) => theme === text) ?? "system";
  } catch {
    return "system";
  }
}

export function keepTheme(theme: Theme, keep: Keep): void {
  try {
    if (theme === "system") keep().removeItem(KEY);
    else keep().setItem(KEY, theme);
  } catch {
    // Not kept: the page has the theme all the same.
  }
}
