"""SciPy on the generator of the guided process (rates) as a sparse matrix over all (K+1)^L states: the law at a clock by `expm_multiply`, which knows
nothing of the matrix, and by `solve_ivp` on the forward equation.

Building the matrix is timed apart. States are in the lattice's own order.

Requests, answered by one line of JSON each:
    load K L Q P             paths of two laws, K^L doubles each
    build W                  cubes and matrix           -> {"ns": per state}
    expm U LIMIT             law at clock u             -> {"ns": per state, or "late": seconds}
    ivp U METHOD RTOL LIMIT  the same                   -> {"ns", "evaluations"}
    compare PATH             largest difference of the law left behind from (K+1)^L doubles -> {"value"}
"""

import json
import signal
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import expm_multiply

from marginal_cube import marginal_cube


class Late(Exception):
    pass


def stop(*_):
    raise Late


signal.signal(signal.SIGALRM, stop)


class Generator:
    def __init__(self, K, L, cond, uncond):
        self.K, self.L, self.N = K, L, (K + 1) ** L
        self.cond, self.uncond = np.fromfile(cond), np.fromfile(uncond)

    def build(self, w):
        """The transposed generator: p' = M p."""
        K, L, N = self.K, self.L, self.N
        Q, P = marginal_cube(self.cond, K, L), marginal_cube(self.uncond, K, L)
        A = Q * (Q / P) ** w
        state = np.arange(N)
        rows, columns, values, leave = [], [], [], np.zeros(N)
        for i in range(L):
            stride = (K + 1) ** (L - 1 - i)
            masked = state[state // stride % (K + 1) == K]
            for v in range(K):
                child = masked - (K - v) * stride
                rate = A[child] / A[masked]
                rows.append(child)
                columns.append(masked)
                values.append(rate)
                leave[masked] += rate
        rows.append(state)
        columns.append(state)
        values.append(-leave)
        self.M = csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(N, N))
        self.start = np.zeros(N)
        self.start[N - 1] = 1
        return float(leave.max())

    def expm(self, u):
        self.law = expm_multiply(self.M * u, self.start)

    def ivp(self, u, method, rtol):
        more = {"jac": self.M} if method in ("BDF", "Radau") else {}
        found = solve_ivp(lambda _, p: self.M @ p, (0, u), self.start, method=method, rtol=rtol, atol=1e-3 * rtol, t_eval=[u], **more)
        self.law = found.y[:, -1]
        return found.nfev


def main():
    generator = None
    for line in sys.stdin:
        verb, *rest = line.split()
        answer = {}
        start = time.perf_counter()
        try:
            if verb == "load":
                generator = Generator(int(rest[0]), int(rest[1]), rest[2], rest[3])
            elif verb == "build":
                answer["largest rate"] = generator.build(float(rest[0]))
            elif verb == "expm":
                signal.setitimer(signal.ITIMER_REAL, float(rest[1]))
                generator.expm(float(rest[0]))
            elif verb == "ivp":
                signal.setitimer(signal.ITIMER_REAL, float(rest[3]))
                answer["evaluations"] = generator.ivp(float(rest[0]), rest[1], float(rest[2]))
            elif verb == "compare":
                answer["value"] = float(np.max(np.abs(generator.law - np.fromfile(rest[0]))))
            answer["ns"] = (time.perf_counter() - start) * 1e9 / generator.N
        except Late:
            answer["late"] = time.perf_counter() - start
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(answer), flush=True)


main()
