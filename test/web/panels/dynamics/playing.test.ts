import { describe, expect, it } from "vitest";
import { moved, WHOLE } from "../../../../src/web/panels/dynamics/playing.ts";

describe("playing the way", () => {
  it("goes from noise to data in the whole time at speed 1, twice as fast at speed 2", () => {
    const playing = moved({ place: 0, playing: false }, { kind: "play" });
    expect(moved(playing, { kind: "tick", ms: WHOLE / 4, speed: 1 })).toEqual({ place: 0.25, playing: true });
    expect(moved(playing, { kind: "tick", ms: WHOLE / 4, speed: 2 })).toEqual({ place: 0.5, playing: true });
  });

  it("stops at the end, exactly, and plays from the beginning then", () => {
    const ended = moved({ place: 0.9, playing: true }, { kind: "tick", ms: WHOLE, speed: 1 });
    expect(ended).toEqual({ place: 1, playing: false });
    expect(moved(ended, { kind: "play" })).toEqual({ place: 0, playing: true });
    expect(moved({ place: 0.3, playing: false }, { kind: "play" })).toEqual({ place: 0.3, playing: true });
  });

  it("pauses when told to and when taken by the hand, and does not tick then", () => {
    const paused = moved({ place: 0.4, playing: true }, { kind: "pause" });
    expect(paused).toEqual({ place: 0.4, playing: false });
    expect(moved(paused, { kind: "tick", ms: 500, speed: 1 })).toEqual(paused);
    expect(moved({ place: 0.4, playing: true }, { kind: "to", place: 0.7 })).toEqual({ place: 0.7, playing: false });
    expect([-1, 2].map((place) => moved(paused, { kind: "to", place }).place)).toEqual([0, 1]);
  });
});
