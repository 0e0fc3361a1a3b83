"""NumPy: particles through Heun steps of the guided probability flow of a variance-exploding process between two mixtures of round Gaussians
in the plane, the conditional one the first components of the other. In chunks that stay in cache: one GEMM for the logarithms, their maximum, exp, and one
GEMM for all sums of both mixtures; components are rows, so that the maximum runs along contiguous memory. Nothing is allocated inside the timing
but the start.

Requests: `prepare {"means", "variances", "conditional", "sigmas", "w"}`; `draw N` -> {"ns": per particle and step, "value": mean of the ends};
`move [[x, y], …]` -> {"value": where these points end}.
"""

import json
import sys
import time

import numpy as np

CHUNK = 5000


class Flow:
    def __init__(self, means, variances, conditional, sigmas, w):
        self.mu, self.var = np.array(means), np.array(variances)
        self.sigmas, self.w, self.conditional = sigmas, w, conditional
        K = len(variances)
        self.F, self.E, self.S = np.empty((4, CHUNK)), np.empty((K, CHUNK)), np.empty((8, CHUNK))
        self.top, self.k1, self.k2, self.y = np.empty(CHUNK), np.empty((2, CHUNK)), np.empty((2, CHUNK)), np.empty((2, CHUNK))
        self.T = np.empty((2, CHUNK))
        self.levels = [self.level(s) for s in sigmas[:-1]]
        self.rng = np.random.default_rng(0)

    def level(self, sigma):
        """Matrices of the two GEMMs."""
        v = self.var + sigma**2
        C = np.column_stack([self.mu[:, 0] / v, self.mu[:, 1] / v, -0.5 / v, -0.5 * (self.mu**2).sum(1) / v - np.log(v)])
        kept = sigma**2 / v
        all_of = np.stack([np.ones_like(v), kept * self.mu[:, 0], kept * self.mu[:, 1], self.var / v])
        part = all_of * (np.arange(len(v)) < self.conditional)
        return np.ascontiguousarray(C), np.ascontiguousarray(np.concatenate([part, all_of]))

    def product(self, A, B, out):
        if B.shape[1] == CHUNK:
            np.dot(A, B, out=out)
        else:
            np.copyto(out, A @ B)

    def slope(self, x, n, out):
        """dx/dσ = (x − D_w)/σ at the chunk's points."""
        sigma, (C, M) = self.at
        F, E, S, top, T = self.F[:, :n], self.E[:, :n], self.S[:, :n], self.top[:n], self.T[:, :n]
        F[:2] = x
        np.multiply(x, x, out=T)
        np.add(T[0], T[1], out=F[2])
        F[3] = 1.0
        self.product(C, F, E)
        np.max(E, axis=0, out=top)
        np.subtract(E, top, out=E)
        np.exp(E, out=E)
        self.product(M, E, S)
        # D_c, then D_u, in place of their sums; the guided mean.
        for at in (0, 4):
            np.multiply(x, S[at + 3], out=T)
            np.add(S[at + 1 : at + 3], T, out=T)
            np.divide(T, S[at], out=S[at + 1 : at + 3])
        np.multiply(S[1:3], 1 + self.w, out=out)
        np.multiply(S[5:7], self.w, out=T)
        np.subtract(out, T, out=out)
        np.subtract(x, out, out=out)
        np.multiply(out, 1 / sigma, out=out)

    def heun(self, x):
        """Moves a chunk of shape [2, n], in place."""
        n = x.shape[1]
        k1, k2, y = self.k1[:, :n], self.k2[:, :n], self.y[:, :n]
        for j in range(len(self.sigmas) - 1):
            h = self.sigmas[j + 1] - self.sigmas[j]
            self.at = self.sigmas[j], self.levels[j]
            self.slope(x, n, k1)
            np.multiply(k1, h, out=k1)
            if self.sigmas[j + 1] == 0:
                np.add(x, k1, out=x)
                continue
            np.add(x, k1, out=y)
            self.at = self.sigmas[j + 1], self.levels[j + 1]
            self.slope(y, n, k2)
            np.multiply(k2, h, out=k2)
            np.add(k1, k2, out=k1)
            np.multiply(k1, 0.5, out=k1)
            np.add(x, k1, out=x)
        return x

    def draw(self, count):
        total = 0.0
        for at in range(0, count, CHUNK):
            n = min(CHUNK, count - at)
            x = self.rng.standard_normal((2, n))
            x *= self.sigmas[0]
            total += self.heun(x)[0].sum()
        return total / count


def main():
    flow = None
    for line in sys.stdin:
        verb, _, rest = line.partition(" ")
        start = time.perf_counter()
        count, value = 1, None
        if verb == "prepare":
            flow = Flow(**json.loads(rest))
        elif verb == "draw":
            count = int(rest)
            value = float(flow.draw(count))
            count *= len(flow.sigmas) - 1
        elif verb == "move":
            value = flow.heun(np.ascontiguousarray(np.array(json.loads(rest)).T)).T.tolist()
        print(json.dumps({"ns": (time.perf_counter() - start) * 1e9 / count, "value": value}), flush=True)


main()
