"""Every record of the package can be kept: nobody changes it by accident."""

import dataclasses

import numpy as np
import pytest

from mathviz import probability

RECORDS = [
    record
    for name in probability.__all__
    if dataclasses.is_dataclass(record := getattr(probability, name)) and isinstance(record, type)
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_records_are_frozen_and_those_with_arrays_compare_by_identity(record):
    assert record.__dataclass_params__.frozen
    if any("np.ndarray" in str(field.type) for field in dataclasses.fields(record)):
        assert record.__eq__ is object.__eq__


def test_what_a_record_reads_out_is_read_only():
    law = probability.fair_die().law
    read_out = [
        law.cumulative,
        law.quantile([0.5]),
        probability.posterior([0.5, 0.5], [1, 0.5]).probabilities,
        probability.deviations([1, 2]).z,
        probability.gaussian([0, 0], np.eye(2)).ellipse().half_axes,
        probability.association([1, 2], [3, 5]).rectangles,
        probability.binomial(3, 0.5).pmf.probabilities,
    ]
    assert not any(array.flags.writeable for array in read_out)
