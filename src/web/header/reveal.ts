/** Milliseconds that a panel may take to be built, and for which it is kept in place while what is around it is built. */
const [PATIENCE, SETTLING] = [4000, 2500];

let calls = 0;

/**
 * Scrolls to a panel and moves the focus to its heading. A panel that is not built yet is waited for, unless the reader goes on meanwhile.
 *
 * @param id of the panel's section
 */
export function reveal(id: string): void {
  const call = ++calls;
  let until = performance.now() + PATIENCE;
  let found = false;
  const left = new AbortController();
  for (const move of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(move, () => left.abort(), { once: true, signal: left.signal });
  const look = (): void => {
    if (call !== calls || left.signal.aborted) return;
    const heading = document.getElementById(`${id}-heading`);
    (heading?.closest("section") ?? document.getElementById(id))?.scrollIntoView({ block: "start" });
    if (heading !== null && !found) {
      found = true;
      until = performance.now() + SETTLING;
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
    }
    if (performance.now() < until) requestAnimationFrame(look);
    else left.abort();
  };
  look();
}
