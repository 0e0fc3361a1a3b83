import { describe, expect, it } from "vitest";
import { base64Bytes } from "../../src/kernels/base64.ts";
import { sharedKernels, withSharedMemory } from "../../src/kernels/kernels.ts";
import { KERNELS } from "../../src/kernels/wasm.ts";

interface Script {
  readonly compileKernels: (options: { readonly shared: boolean }) => Promise<Uint8Array>;
}

describe("withSharedMemory", () => {
  it("gives the bytes that the compiler gives for shared memory", async () => {
    const script = "../../scripts/kernels.mjs";
    const { compileKernels } = (await import(script)) as Script;
    expect(withSharedMemory(base64Bytes(KERNELS))).toEqual(Uint8Array.from(await compileKernels({ shared: true })));
  });

  it("refuses a module that imports no memory as env.memory", () => {
    expect(() => withSharedMemory(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))).toThrow("kernels import their memory as env.memory");
  });
});

describe("sharedKernels", () => {
  it("are null where there is no shared memory", () => {
    const kept = globalThis.SharedArrayBuffer;
    try {
      Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
      expect(sharedKernels()).toBeNull();
    } finally {
      globalThis.SharedArrayBuffer = kept;
    }
    expect(sharedKernels()).not.toBeNull();
  });
});
