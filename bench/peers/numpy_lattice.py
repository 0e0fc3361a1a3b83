"""NumPy with the same algorithms as the kernels, tuned by hand: what a user who knows NumPy well would write instead.

Cubes are stored set by set: one contiguous block of K^m numbers for each set of m revealed sites, so that a parent is added by a broadcast
and a child by a reduction over one axis. Axes with short runs go through BLAS with a 0/1 matrix; big blocks are worked through in chunks
that stay in cache; everything is in place. For K = 2 these blocks are too small: see `Rows`.

Reads requests from standard input, one a line, and answers each with one line of JSON:
    prepare K L      random pair, marginal cubes, ln(Q/P) -> {"ns": per state}
    law W            terminal law at w, rule rates        -> {"ns"}
    grid W0 DW N     terminal laws on a grid of weights   -> {"ns": per state and weight}
    clock W U NODES  law at clock u; NODES is a JSON list of [Re, Im, Re, Im] of node and weight -> {"ns"}
`again N` before a request carries it out N times: the mean is answered.
"""

import json
import math
import sys
import time

import numpy as np

CHUNK = 60_000


def sets(L):
    """Revealed sets in processing order: parents (fewer revealed) first."""
    return sorted(range(2**L), key=lambda s: (bin(s).count("1"), s))


class Sets:
    """Cubes stored set by set, for K >= 4. Bit i of a set: site i is revealed; a block's axes are its sites in ascending order."""

    def __init__(self, K, L):
        self.K, self.L = K, L
        self.order = sets(L)
        self.offset, at = {}, 0
        for s in self.order:
            self.offset[s] = at
            at += K ** bin(s).count("1")
        self.N = at
        self.ones, self.fold = np.ones(K), np.zeros((K * K, K))
        for v in range(K):
            self.fold[v * K + np.arange(K), np.arange(K)] = 1
        self.a, self.b, self.c = (np.empty(max(CHUNK, K) + K) for _ in range(3))
        self.G = self.laws = None
        self.A, self.P, self.Q, self.R = (np.zeros(self.N) for _ in range(4))

    def block(self, cube, s):
        return cube[self.offset[s] : self.offset[s] + self.K ** bin(s).count("1")]

    def after(self, s, i):
        """Number of the set's sites after site i."""
        return bin(s >> (i + 1)).count("1")

    def prepare(self, p, q):
        """Step 1: marginal cubes, then Q and log(Q/P)."""
        P, Q, R = self.P, self.Q, self.R
        full = 2**self.L - 1
        for cube, law in ((P, p), (Q, q)):
            self.block(cube, full)[:] = law
            for s in reversed(self.order[:-1]):
                i = next(i for i in range(self.L) if not s >> i & 1)
                self.fold_axis(self.block(cube, s | 1 << i), self.after(s | 1 << i, i), self.block(cube, s))
        for at in range(0, self.N, CHUNK):
            part = R[at : at + CHUNK]
            np.divide(Q[at : at + CHUNK], P[at : at + CHUNK], out=part)
            np.log(part, out=part)

    def fold_axis(self, child, after, out):
        K = self.K
        if after == 0:
            np.dot(child.reshape(-1, K), self.ones, out=out)
        elif after == 1 and K <= 16:
            np.matmul(child.reshape(-1, K * K), self.fold, out=out.reshape(-1, K))
        else:
            np.add.reduce(child.reshape(-1, K, K**after), axis=1, out=out.reshape(-1, K**after))

    def weights(self, w, A):
        for at in range(0, self.N, CHUNK):
            part = A[at : at + CHUNK]
            np.multiply(self.R[at : at + CHUNK], w, out=part)
            np.exp(part, out=part)
            np.multiply(part, self.Q[at : at + CHUNK], out=part)

    def sweep(self, A):
        """Terminal law (rates) in place of A: complete block = law."""
        K, L = self.K, self.L
        full = 2**L - 1
        A[0] = 1 / sum(float(self.block(A, 1 << i).sum()) for i in range(L))
        for s in self.order[1:]:
            X = self.block(A, s)
            size = X.size
            step = size
            while step > CHUNK:
                step //= K
            for at in range(0, size, step):
                part = X[at : at + step]
                inflow = self.parents(A, s, at, step)
                np.multiply(part, inflow, out=part)
                if s != full:
                    np.divide(part, self.children(A, s, at, step), out=part)
        return self.block(A, full)

    def parents(self, A, s, at, step, into=None):
        K = self.K
        into, first = self.a[:step] if into is None else into, True
        for i in range(self.L):
            if not s >> i & 1:
                continue
            after = self.after(s, i)
            H = self.block(A, s & ~(1 << i))
            run = K**after
            if run * K <= step:
                H = H[at // K : (at + step) // K].reshape(-1, 1, run)
                shape = into.reshape(-1, K, run)
            else:  # the chunk lies within one value of this axis
                lead, rest = divmod(at, run * K)
                start = lead * run + rest % run
                H, shape = H[start : start + step], into
            if first:
                shape[:] = H
            else:
                np.add(shape, H, out=shape)
            first = False
        return into

    def children(self, A, s, at, step):
        K = self.K
        into, temp, first = self.c[:step], self.b[:step], True
        for i in range(self.L):
            if s >> i & 1:
                continue
            child = s | 1 << i
            after = self.after(child, i)
            run = K**after
            X = self.block(A, child)
            if run <= step:
                self.fold_axis(X[at * K : (at + step) * K], after, into if first else temp)
                if not first:
                    np.add(into, temp, out=into)
            else:
                lead, rest = divmod(at, run)
                rows = X.reshape(-1, K, run)[lead, :, rest : rest + step]
                np.add.reduce(rows, axis=0, out=into if first else temp)
                if not first:
                    np.add(into, temp, out=into)
            first = False
        return into

    def law(self, w):
        self.weights(w, self.A)
        return self.sweep(self.A)

    def clock(self, w, u, nodes):
        """Law at clock u: the resolvent swept node by node, read out in one real cube on states with one mask."""
        K, L, full = self.K, self.L, 2**self.L - 1
        A = self.A
        self.weights(w, A)
        if self.G is None:
            self.G = np.zeros(self.N, complex)
            self.z = np.empty(CHUNK + K, complex)
            self.lam, self.V, self.result = (np.zeros(self.N) for _ in range(3))
        G, lam, V, law = self.G, self.lam, self.V, self.result
        law.fill(0)
        V.fill(0)
        for s, at, step in self.masked_chunks():
            here = slice(self.offset[s] + at, self.offset[s] + at + step)
            np.divide(self.children(A, s, at, step), A[here], out=lam[here])
        for zeta, weight in nodes:
            for s, at, step in self.masked_chunks():
                here = slice(self.offset[s] + at, self.offset[s] + at + step)
                g = G[here]
                z = self.z[:step]
                np.multiply(lam[here], u, out=z)
                np.add(z, zeta, out=z)
                if s == 0:
                    np.divide(u / A[0], z, out=g)
                else:
                    np.divide(self.parents(G, s, at, step, g), z, out=g)
                    np.multiply(g, u, out=g)
                np.multiply(g, weight / u, out=z)
                np.multiply(z.real, A[here], out=self.b[:step])
                np.add(law[here], self.b[:step], out=law[here])
                if bin(s).count("1") == L - 1:
                    np.multiply(g, weight / zeta, out=z)
                    np.add(V[here], z.real, out=V[here])
        for at, step in self.chunks(full):
            here = slice(self.offset[full] + at, self.offset[full] + at + step)
            np.multiply(self.parents(V, full, at, step), A[here], out=law[here])
        return law

    def chunks(self, s):
        size = step = self.K ** bin(s).count("1")
        while step > CHUNK:
            step //= self.K
        return [(at, step) for at in range(0, size, step)]

    def masked_chunks(self):
        return [(s, at, step) for s in self.order[:-1] for at, step in self.chunks(s)]

    def grid(self, w0, dw, count):
        """The weights of the next w are those of the last, times (Q/P)^dw."""
        base, ratio = np.empty(self.N), np.exp(dw * self.R)
        self.weights(w0, base)
        for j in range(count):
            np.copyto(self.A, base)
            law = self.sweep(self.A)
            if j == 0 and (self.laws is None or len(self.laws) < count):
                self.laws = np.zeros((count, *law.shape))
            np.copyto(self.laws[j], law)
            np.multiply(base, ratio, out=base)
        return float(self.laws[count - 1][0])


def random_pair(K, L):
    rng = np.random.default_rng(0)
    q, o = rng.exponential(size=K**L), rng.exponential(size=K**L)
    q, o = q / q.sum(), o / o.sum()
    return (q + o) / 2, q


def timed(call):
    start = time.perf_counter()
    value = call()
    return value, (time.perf_counter() - start) * 1e9


def main():
    engine, pair = None, None
    for line in sys.stdin:
        verb, *rest = line.split()
        count, again = 1, 1
        if verb == "again":
            again, verb, *rest = int(rest[0]), *rest[1:]
        if verb == "prepare":
            size = K, L = int(rest[0]), int(rest[1])
            if engine is None or (engine.K, engine.L) != size:
                engine, pair = Sets(K, L), random_pair(K, L)
            call = lambda: engine.prepare(*pair)
        elif verb == "law":
            call = lambda: float(engine.law(float(rest[0])).sum())
        elif verb == "grid":
            count = int(rest[2])
            call = lambda: engine.grid(float(rest[0]), float(rest[1]), count)
        elif verb == "clock":
            w, u = float(rest[0]), float(rest[1])
            nodes = [(complex(a, b), complex(c, d)) for a, b, c, d in json.loads("".join(rest[2:]))]
            call = lambda: float(engine.clock(w, u, nodes).sum())
        start = time.perf_counter()
        for _ in range(again):
            value = call()
        ns = (time.perf_counter() - start) * 1e9 / again
        print(json.dumps({"ns": ns / engine.N / count, "value": value}), flush=True)


main()
