"""The library gives the same numbers again, and within 1e-9 with other instructions and another BLAS."""

import json
import os
import subprocess
import sys

import numpy as np

from tests.examples import PUBLIC

TOLERANCE = 1e-9  # relative, and absolute for numbers below one; docs/mathematics.md promises it
OTHER_KERNELS = ("Nehalem", "Haswell", "ARMV8", "NEOVERSEN1")


def run(**settings: str) -> dict:
    """What ``tests.portable`` prints in this environment."""
    command = [sys.executable, "-m", "tests.portable"]
    shown = subprocess.run(
        command, env=os.environ | settings, capture_output=True, text=True, check=True
    ).stdout
    return json.loads(shown)


def on_an_older_processor(here: dict) -> dict:
    """None of the instructions that NumPy chooses when it is imported, and another BLAS kernel."""
    chosen = set(np._core._multiarray_umath.__cpu_dispatch__) & set(here["features"])
    without = " ".join(sorted(chosen))
    runs = (run(NPY_DISABLE_CPU_FEATURES=without, OPENBLAS_CORETYPE=kernel) for kernel in OTHER_KERNELS)
    return next(r for r in runs if r["kernels"] != here["kernels"])


def test_every_function_gives_the_same_numbers_again_and_on_another_processor():
    here = run()
    assert set(here["results"]) == set(PUBLIC)
    assert run() == here

    there = on_an_older_processor(here)
    assert set(there["features"]) < set(here["features"])
    for name in PUBLIC:
        expected, got = (np.hstack([*where["results"][name], []]) for where in (here, there))
        np.testing.assert_allclose(got, expected, rtol=TOLERANCE, atol=TOLERANCE, err_msg=name)
