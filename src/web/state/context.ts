import { createContext } from "svelte";
import type { Lanes } from "../engine/lanes.ts";
import type { Lab } from "./lab.svelte.ts";

/** What every panel has at hand: the state and the lanes. To be called while a component is set up. */
export const [useLab, provideLab] = createContext<{ readonly lab: Lab; readonly lanes: Lanes }>();
