/** A measure that does not apply here, and why. */
export interface Omitted {
  readonly name: string;
  readonly why: string;
}
