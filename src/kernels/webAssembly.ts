/** @file The part of WebAssembly that the kernels use. The pure floors have no DOM and no Node types; every engine has the object. */

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  readonly grow: (pages: number) => number;
}

/** A compiled module. Opaque; may be posted to workers. */
export interface WasmModule {
  readonly __brand: "WebAssembly.Module";
}

interface WasmApi {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: { initial: number; maximum: number; shared?: boolean }) => WasmMemory;
  readonly compile: (bytes: Uint8Array<ArrayBuffer>) => Promise<WasmModule>;
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
}

/** The engine's own; undefined where there is none. */
export const webAssembly = (globalThis as { readonly WebAssembly?: WasmApi }).WebAssembly;

/** Bytes of a page of memory, and the most pages that 32-bit addresses reach. */
export const PAGE = 65536;
export const MOST_PAGES = 65536;
