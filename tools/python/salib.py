"""Samples, what two test functions come to on them, and what SALib says of that, as JSON.

`make salib` gives it to TestIndicesAreThoseOfSALib, which wants the same from parley.
"""

import json
import math
import sys

import numpy
from SALib.analyze import morris as analyse_morris
from SALib.analyze import sobol as analyse_sobol
from SALib.sample import morris as sample_morris
from SALib.sample import sobol as sample_sobol


def ishigami(u):
    x = [math.pi * (2 * v - 1) for v in u]
    return math.sin(x[0]) + 7 * math.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * math.sin(x[0])


def g(u):
    y = 1.0
    for v, a in zip(u, [0, 1, 4.5, 9, 99, 99, 99, 99]):
        y *= (abs(4 * v - 2) + a) / (1 + a)
    return y


def problem(k):
    return {"num_vars": k, "names": [f"x{i + 1}" for i in range(k)], "bounds": [[0, 1]] * k}


cases = []
for name, f, k in ("ishigami", ishigami, 3), ("g", g, 8):
    p = problem(k)
    x = sample_sobol.sample(p, 1024, calc_second_order=False, seed=1)
    y = [f(row) for row in x]
    found = analyse_sobol.analyze(p, numpy.array(y), calc_second_order=False, seed=1)
    case = {"name": name, "factors": k, "sobol": y, "first": list(found["S1"]), "total": list(found["ST"])}
    x = sample_morris.sample(p, 50, num_levels=4, seed=1)
    y = [f(row) for row in x]
    found = analyse_morris.analyze(p, x, numpy.array(y), num_levels=4, seed=1)
    case |= {"trajectories": x.tolist(), "morris": y}
    case |= {"mu": list(found["mu"]), "mu_star": list(found["mu_star"]), "sigma": list(found["sigma"])}
    cases.append(case)
json.dump(cases, sys.stdout)
