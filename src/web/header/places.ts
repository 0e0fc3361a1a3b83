/** The panels in reading order: ids of their sections and their titles. */
export const PLACES: readonly { readonly id: string; readonly title: string }[] = [
  { id: "world", title: "World" },
  { id: "guidance", title: "Guidance" },
  { id: "sampler", title: "Sampler" },
  { id: "views", title: "Views" },
  { id: "dynamics", title: "Dynamics" },
  { id: "curves", title: "Curves" },
  { id: "budget", title: "Budget" },
  { id: "duel", title: "Duel" },
  { id: "papers", title: "Papers" },
];
