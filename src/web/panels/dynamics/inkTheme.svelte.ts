/** What a canvas needs of the page's style. */
export interface InkTheme {
  /** Colour of text. */
  readonly ink: string;
  readonly font: string;
}

/** The page's ink, followed through changes of the theme. To be called while a component is set up. */
export function useTheme(): InkTheme {
  let ink = $state("#1a1c1f");
  let font = $state("sans-serif");
  $effect(() => {
    const read = (): void => {
      const style = getComputedStyle(document.body);
      ink = style.color;
      font = style.fontFamily;
    };
    read();
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", read);
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributes: true });
    return () => {
      dark.removeEventListener("change", read);
      chosen.disconnect();
    };
  });
  return {
    get ink() {
      return ink;
    },
    get font() {
      return font;
    },
  };
}
