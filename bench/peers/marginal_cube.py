"""The marginal cube by its definition, for the peers: mass of every partly masked state, the mask last in every digit."""

import numpy as np


def marginal_cube(law, K, L):
    cube = np.zeros((K + 1,) * L)
    cube[(slice(0, K),) * L] = law.reshape((K,) * L)
    for i in range(L):
        at, tokens = [slice(None)] * L, [slice(None)] * L
        at[i], tokens[i] = K, slice(0, K)
        cube[tuple(at)] = cube[tuple(tokens)].sum(axis=i)
    return cube.ravel()
