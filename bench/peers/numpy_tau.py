"""NumPy: tau-leaping of a guided process (rates) from a dense table of weights, a batch of samples at once. In each step of the linear schedule from t to s
every masked site takes one jump with probability λ e^{−λ}, λ = Z (t − s)/t, and none otherwise; then what is still masked is filled, site by site.

Requests: `load K L Q P`, paths of two laws, K^L doubles each; `weights W`; `draw N STEPS` -> {"ns": per sample, "left": mean number of sites masked after the steps}.
"""

import json
import sys
import time

import numpy as np

from marginal_cube import marginal_cube

BATCH = 2000


class Leaping:
    def __init__(self, K, L, cond, uncond):
        self.K, self.L = K, L
        self.Q, self.P = (marginal_cube(np.fromfile(path), K, L) for path in (cond, uncond))
        self.strides = (K + 1) ** np.arange(L - 1, -1, -1)
        self.down = np.arange(-K, 0)
        self.rng = np.random.default_rng(0)

    def weights(self, w):
        self.A = self.Q * (self.Q / self.P) ** w

    def draw(self, count, steps):
        left = 0
        for at in range(0, count, BATCH):
            left += self.batch(min(BATCH, count - at), steps)
        return left / count

    def move(self, state, masked, share):
        """Lets masked sites jump with probability share(Z); all at once, from one state."""
        n, i = np.nonzero(masked)
        before = state[n]
        children = before[:, None] + self.strides[i, None] * self.down
        cumulated = np.cumsum(self.A[children], axis=1)
        Z = cumulated[:, -1] / self.A[before]
        leave = share(Z)
        r = self.rng.random(len(n))
        goes = np.flatnonzero(r < leave)
        target = r[goes] / leave[goes] * cumulated[goes, -1]
        v = np.minimum((cumulated[goes] <= target[:, None]).sum(axis=1), self.K - 1)
        np.add.at(state, n[goes], self.strides[i[goes]] * (v - self.K))
        masked[n[goes], i[goes]] = False

    def batch(self, size, steps):
        state = np.full(size, self.A.size - 1)
        masked = np.ones((size, self.L), bool)
        for j in range(steps):
            t, s = 1 - j / steps, 1 - (j + 1) / steps

            def one_jump(Z):
                rate = Z * (t - s) / t
                return rate * np.exp(-rate)

            self.move(state, masked, one_jump)
        left = int(masked.sum())
        for i in range(self.L):
            only = np.zeros_like(masked)
            only[:, i] = masked[:, i]
            self.move(state, only, lambda Z: np.ones_like(Z))
        return left


def main():
    leaping = None
    for line in sys.stdin:
        verb, *rest = line.split()
        start = time.perf_counter()
        count, answer = 1, {}
        if verb == "load":
            leaping = Leaping(int(rest[0]), int(rest[1]), rest[2], rest[3])
        elif verb == "weights":
            leaping.weights(float(rest[0]))
        elif verb == "draw":
            count = int(rest[0])
            answer["left"] = leaping.draw(count, int(rest[1]))
        print(json.dumps({"ns": (time.perf_counter() - start) * 1e9 / count, **answer}), flush=True)


main()
