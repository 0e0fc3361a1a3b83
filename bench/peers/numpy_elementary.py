"""NumPy: exp and log of numbers in cache. Requests: `exp N`, `log N` (N times 4096 numbers) -> {"ns": per number}."""

import json
import sys
import time

import numpy as np

x = np.linspace(-20, 20, 4096)
y = np.exp(x)
out = np.empty_like(x)
for line in sys.stdin:
    verb, count = line.split()
    call, given = (np.exp, x) if verb == "exp" else (np.log, y)
    call(given, out=out)
    start = time.perf_counter()
    for _ in range(int(count)):
        call(given, out=out)
    print(json.dumps({"ns": (time.perf_counter() - start) * 1e9 / int(count) / 4096}), flush=True)
