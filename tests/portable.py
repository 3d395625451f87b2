"""Every public function on the arguments of its example, as numbers, so that processors can be compared.

``python -m tests.portable`` prints them. Random functions get a generator of a fixed state.
"""

import dataclasses
import inspect
import json
import numbers

import numpy as np
from threadpoolctl import threadpool_info

from tests.examples import PUBLIC, first_call


def leaves(thing: object, depth: int = 0) -> list[object]:
    """All numbers in a result: entries of arrays, fields and properties of records, members of tuples."""
    if isinstance(thing, np.ndarray):
        return thing.ravel().tolist()
    if isinstance(thing, (bool, np.bool_, numbers.Number)):
        return [thing.item() if isinstance(thing, np.generic) else thing]
    if isinstance(thing, (tuple, list)):
        return [leaf for part in thing for leaf in leaves(part, depth)]
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type) or depth > 3:
        return []
    found = [leaf for f in dataclasses.fields(thing) for leaf in leaves(getattr(thing, f.name), depth + 1)]
    for name, member in inspect.getmembers(type(thing)):
        if not name.startswith("_") and (isinstance(member, property) or hasattr(member, "func")):
            try:
                found += leaves(getattr(thing, name), depth + 1)
            except ValueError:  # a property that this record does not have, and says so
                continue
    return found


def results() -> dict[str, list[object]]:
    """The numbers of each function."""
    found = {}
    for name, function in PUBLIC.items():
        call = first_call(name)
        if "rng" in call.arguments:
            call.arguments["rng"] = np.random.default_rng(7)
        found[name] = leaves(function(*call.args, **call.kwargs))
    return found


def as_json(number: object) -> object:
    """Complex numbers and fractions as what JSON knows."""
    return [number.real, number.imag] if isinstance(number, complex) else float(number)


if __name__ == "__main__":
    on = sorted(name for name, has in np._core._multiarray_umath.__cpu_features__.items() if has)
    kernels = sorted({str(library.get("architecture")) for library in threadpool_info()})
    print(json.dumps({"features": on, "kernels": kernels, "results": results()}, default=as_json))
