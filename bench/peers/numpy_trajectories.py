"""NumPy: exact trajectories of a guided process (rates) from a dense table of weights, in batches: a batch looks up all children at once.

Requests: `prepare K L`, a random table; `draw N` -> {"ns": per trajectory}.
"""

import json
import sys
import time

import numpy as np

BATCH = 1000


class Table:
    def __init__(self, K, L):
        self.K, self.L = K, L
        rng = np.random.default_rng(0)
        cube = np.zeros((K + 1,) * L)
        cube[(slice(0, K),) * L] = rng.exponential(size=(K,) * L)
        for i in range(L):
            at = [slice(None)] * L
            at[i] = slice(0, K)
            total = cube[tuple(at)].sum(axis=i)
            at[i] = K
            cube[tuple(at)] = total
        self.A = cube.ravel()
        self.strides = (K + 1) ** np.arange(L - 1, -1, -1)
        self.places = K ** np.arange(L - 1, -1, -1)
        self.rng = rng

    def draw(self, count):
        return np.concatenate([self.batch(min(BATCH, count - at)) for at in range(0, count, BATCH)])

    def batch(self, n):
        K, L = self.K, self.L
        state = np.full(n, self.A.size - 1)
        complete = np.zeros(n, int)
        left = np.tile(np.arange(L), (n, 1))
        rows = np.arange(n)
        down = np.arange(-K, 0)
        for masked in range(L, 0, -1):
            strides = self.strides[left]
            children = (state[:, None, None] + strides[:, :, None] * down).reshape(n, -1)
            cumulated = np.cumsum(self.A[children], axis=1)
            share = self.rng.random(n) * cumulated[:, -1]
            j = np.minimum((cumulated <= share[:, None]).sum(axis=1), masked * K - 1)
            k, v = np.divmod(j, K)
            state = children[rows, j]
            complete += v * self.places[left[rows, k]]
            left = left[np.arange(masked) != k[:, None]].reshape(n, masked - 1)
        return complete


def main():
    table = None
    for line in sys.stdin:
        verb, *rest = line.split()
        start = time.perf_counter()
        count = 1
        if verb == "prepare":
            table = Table(int(rest[0]), int(rest[1]))
        elif verb == "draw":
            count = int(rest[0])
            table.draw(count)
        print(json.dumps({"ns": (time.perf_counter() - start) * 1e9 / count}), flush=True)


main()
