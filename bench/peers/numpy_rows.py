"""NumPy for K = 2, where blocks of one set of sites are too small: the last 8 sites' 3^8 states are rows, sorted by their number of masks;
the first sites' sets are columns, 2^m of them for m revealed sites. Parents and children among the last sites are whole rows, taken by index;
among the first sites they are broadcasts and sums over an axis of the columns.

Reads the requests of numpy_lattice.py, `clock` left out.
"""

import json
import sys
import time

import numpy as np

T = 8


class Rows:
    def __init__(self, L):
        self.L, self.F = L, L - T
        digits = np.stack(np.meshgrid(*[np.arange(3)] * T, indexing="ij"), -1).reshape(-1, T)
        masks = (digits == 2).sum(1)
        order = np.argsort(-masks, kind="stable")
        place = np.empty(3**T, int)
        place[order] = np.arange(3**T)
        digits, masks = digits[order], masks[order]
        stride = 3 ** np.arange(T - 1, -1, -1)
        code = digits @ stride
        self.levels = []
        for m in range(T, -1, -1):
            rows = np.flatnonzero(masks == m)
            d = digits[rows]
            parents = [np.array([place[code[r] + (2 - x[i]) * stride[i]] for r, x in zip(rows, d) for i in [np.flatnonzero(x < 2)[j]]]) for j in range(T - m)]
            children = [
                np.array([place[code[r] - (2 - v) * stride[i]] for r, x in zip(rows, d) for i in [np.flatnonzero(x == 2)[j]]])
                for j in range(m)
                for v in range(2)
            ]
            self.levels.append((slice(rows[0], rows[-1] + 1), parents, children))
        self.sets = sorted(range(2**self.F), key=lambda s: bin(s).count("1"))
        self.blocks, at = {}, 0
        for s in self.sets:
            size = 3**T * 2 ** bin(s).count("1")
            self.blocks[s] = (at, size)
            at += size
        self.N = at
        self.A, self.P, self.Q, self.R = (np.zeros(at) for _ in range(4))
        self.laws = None
        most = 3**T * 2**self.F
        self.I, self.B, self.tmp = np.empty(most), np.empty(most), np.empty(most)

    def block(self, cube, s):
        at, size = self.blocks[s]
        return cube[at : at + size].reshape(3**T, -1)

    def prepare(self, p, q):
        full = 2**self.F - 1
        done = self.levels[-1][0]
        for cube, law in ((self.P, p), (self.Q, q)):
            # The random law is taken in the block's own order of complete states.
            self.block(cube, full)[done] = law.reshape(2**T, -1)
            for s in reversed(self.sets):
                X = self.block(cube, s)
                if s != full:
                    i = next(i for i in range(self.F) if not s >> i & 1)
                    after = bin((s | 1 << i) >> (i + 1)).count("1")
                    child = self.block(cube, s | 1 << i)[done].reshape(2**T, -1, 2, 2**after)
                    np.add(child[:, :, 0], child[:, :, 1], out=X[done].reshape(2**T, -1, 2**after))
                for rows, _, children in reversed(self.levels[:-1]):
                    np.add(X[children[0]], X[children[1]], out=X[rows])
        np.divide(self.Q, self.P, out=self.R)
        np.log(self.R, out=self.R)

    def law(self, w):
        A = self.A
        step = 60_000
        for at in range(0, self.N, step):
            part = A[at : at + step]
            np.multiply(self.R[at : at + step], w, out=part)
            np.exp(part, out=part)
            np.multiply(part, self.Q[at : at + step], out=part)
        return self.sweep(A)

    def sweep(self, A):
        F, full, R = self.F, 2**self.F - 1, 3**T
        for s in self.sets:
            X = self.block(A, s)
            cols = X.shape[1]
            I, B = self.I[: R * cols].reshape(R, cols), self.B[: R * cols].reshape(R, cols)
            I.fill(0)
            B.fill(0)
            for i in range(F):
                if s >> i & 1:
                    after = 2 ** bin(s >> (i + 1)).count("1")
                    H = self.block(A, s & ~(1 << i)).reshape(R, -1, 1, after)
                    shape = I.reshape(R, -1, 2, after)
                    np.add(shape, H, out=shape)
                else:
                    after = 2 ** bin(s >> (i + 1)).count("1")
                    child = self.block(A, s | 1 << i).reshape(R, -1, 2, after)
                    shape = B.reshape(R, -1, after)
                    np.add(shape, child[:, :, 0], out=shape)
                    np.add(shape, child[:, :, 1], out=shape)
            for rows, parents, children in self.levels:
                into, x = I[rows], X[rows]
                temp = self.tmp[: into.size].reshape(into.shape)
                for rows_up in parents:
                    np.take(X, rows_up, axis=0, out=temp, mode="clip")
                    np.add(into, temp, out=into)
                if s == 0 and not parents:
                    into += 1 / x
                if s == full and not children:
                    np.multiply(x, into, out=x)
                    continue
                out = B[rows]
                for rows_down in children:
                    np.take(X, rows_down, axis=0, out=temp, mode="clip")
                    np.add(out, temp, out=out)
                np.multiply(x, into, out=x)
                np.divide(x, out, out=x)
        return self.block(A, full)[self.levels[-1][0]]

    def grid(self, w0, dw, count):
        base, ratio = np.empty(self.N), np.exp(dw * self.R)
        np.multiply(self.Q, np.exp(w0 * self.R), out=base)
        for j in range(count):
            np.copyto(self.A, base)
            law = self.sweep(self.A)
            if j == 0 and (self.laws is None or len(self.laws) < count):
                self.laws = np.zeros((count, *law.shape))
            np.copyto(self.laws[j], law)
            np.multiply(base, ratio, out=base)
        return float(self.laws[count - 1][0, 0])


def main():
    engine, pair = None, None
    for line in sys.stdin:
        verb, *rest = line.split()
        count, again = 1, 1
        if verb == "again":
            again, verb, *rest = int(rest[0]), *rest[1:]
        if verb == "prepare":
            L = int(rest[1])
            if engine is None or engine.L != L:
                engine = Rows(L)
                rng = np.random.default_rng(0)
                q, o = rng.exponential(size=2**L), rng.exponential(size=2**L)
                pair = ((q / q.sum() + o / o.sum()) / 2, q / q.sum())
            call = lambda: engine.prepare(*pair)
        elif verb == "law":
            call = lambda: float(engine.law(float(rest[0])).sum())
        elif verb == "grid":
            count = int(rest[2])
            call = lambda: engine.grid(float(rest[0]), float(rest[1]), count)
        start = time.perf_counter()
        for _ in range(again):
            value = call()
        ns = (time.perf_counter() - start) * 1e9 / again
        print(json.dumps({"ns": ns / engine.N / count, "value": value}), flush=True)


main()
