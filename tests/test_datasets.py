"""The data sets are what their sources and the curriculum say, with names, and nobody can change them."""

import math
import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from scipy import stats

from mathviz import datasets
from mathviz.datasets import (
    ANSCOMBE,
    DE_MERE,
    LINK_GRAPH,
    MAMMOGRAPHY,
    POLIO_TRIAL,
    SLEEP,
    TEA_TASTING,
    TRUTH_TABLE,
)

# Shapes: curriculum 3.1 and 3.2.
LOADED = {
    datasets.iris: (150, 4),
    datasets.digits: (1797, 64),
    datasets.wine: (178, 13),
    datasets.breast_cancer: (569, 30),
    datasets.diabetes: (442, 10),
    datasets.nile: (100, 2),
    datasets.sunspots: (309, 2),
    datasets.engel: (235, 2),
    datasets.statecrime: (51, 7),
    datasets.china_smoking: (8, 4),
    datasets.spector: (32, 4),
}
TABLES = [*ANSCOMBE, SLEEP, TRUTH_TABLE, LINK_GRAPH, *(load() for load in LOADED)]


@pytest.mark.parametrize(("load", "shape"), LOADED.items(), ids=lambda x: getattr(x, "__name__", ""))
def test_a_loaded_table_has_the_shape_of_its_documentation(load, shape):
    assert load().values.shape == shape


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.title)
def test_a_table_names_its_columns_and_its_source_and_is_read_only(table):
    m, n = table.values.shape
    assert table.title and table.source
    assert len(set(table.columns)) == n
    assert np.isfinite(table.values).all()
    assert len(table.rows) in (0, m)
    assert all(isinstance(name, str) for name in table.columns + table.rows + table.classes)
    np.testing.assert_array_equal(table[table.columns[-1]], table.values[:, -1])
    with pytest.raises(ValueError, match="read-only"):
        table.values[0, 0] = 1.0
    if table.target is not None:
        assert table.target.shape == (m,)
        with pytest.raises(ValueError, match="read-only"):
            table.target[0] = 1


def test_an_unknown_column_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="no column 'drug 3'; it has drug 1, drug 2"):
        SLEEP["drug 3"]


def test_the_classes_of_labelled_data():
    assert datasets.iris().classes == ("setosa", "versicolor", "virginica")
    assert np.bincount(datasets.iris().target).tolist() == [50, 50, 50]
    cancer = datasets.breast_cancer()
    assert dict(zip(cancer.classes, np.bincount(cancer.target), strict=True)) == {
        "malignant": 212,
        "benign": 357,
    }
    radius = cancer["mean radius"]
    assert radius[cancer.target == 0].mean() == pytest.approx(17.46, abs=5e-3)
    assert radius[cancer.target == 1].mean() == pytest.approx(12.15, abs=5e-3)
    assert sorted(set(datasets.digits().target)) == list(range(10))
    assert datasets.diabetes().classes == ()


def test_the_facts_of_iris():
    iris = datasets.iris()
    length, width = iris["sepal length (cm)"], iris["sepal width (cm)"]
    assert stats.pearsonr(length, width).statistic == pytest.approx(-0.118, abs=5e-4)
    inside = [stats.pearsonr(length[iris.target == k], width[iris.target == k]).statistic for k in range(3)]
    assert inside == pytest.approx([0.743, 0.526, 0.457], abs=5e-4)


def test_the_facts_of_diabetes_in_both_scales():
    scaled, raw = datasets.diabetes(scaled=True), datasets.diabetes()
    line = stats.linregress(scaled["bmi"], scaled.target)
    assert (line.slope, line.intercept) == pytest.approx((949.4, 152.13), abs=0.05)
    assert line.rvalue**2 == pytest.approx(0.344, abs=5e-4)
    assert raw["bmi"].min() >= 18 and raw["bmi"].max() < 43  # kg/m²


def test_the_facts_of_the_series():
    nile = datasets.nile()
    early, late = nile["volume"][nile["year"] < 1899], nile["volume"][nile["year"] >= 1899]
    assert (early.mean(), late.mean()) == pytest.approx((1097.75, 849.97), abs=5e-3)
    assert stats.ttest_ind(early, late, equal_var=False).statistic == pytest.approx(8.41, abs=5e-3)
    assert stats.skew(datasets.sunspots()["SUNACTIVITY"]) == pytest.approx(0.986, abs=5e-4)
    assert set(datasets.spector()["GRADE"]) == {0.0, 1.0}
    assert datasets.engel().columns == ("income", "foodexp")
    assert datasets.engel().rows == ()


def test_named_observations_keep_their_names():
    crime, smoking = datasets.statecrime(), datasets.china_smoking()
    assert crime.rows[0] == "Alabama" and crime["murder"][0] == 7.1
    assert smoking.rows[0] == "Beijing" and smoking.values[0, 0] == 126


@pytest.mark.parametrize("table", ANSCOMBE, ids=lambda t: t.title)
def test_anscombes_sets_share_their_statistics(table):
    # Anscombe 1973, p. 18: n = 11, mean x = 9.0, mean y = 7.5, line y = 3 + 0.5 x, r² = 0.667.
    x, y = table["x"], table["y"]
    line = stats.linregress(x, y)
    assert table.values.shape == (11, 2)
    assert (x.mean(), y.mean()) == pytest.approx((9.0, 7.5), abs=5e-3)
    assert (line.slope, line.intercept) == pytest.approx((0.5, 3.0), abs=5e-3)
    assert line.rvalue**2 == pytest.approx(0.667, abs=1.1e-3)


def test_anscombes_sets_are_four_different_ones():
    assert len({tuple(table["y"]) for table in ANSCOMBE}) == 4


def test_students_sleep_data_give_his_means_and_the_paired_t():
    # Student 1908, p. 20: means +0.75 and +2.33, mean difference 1.58; t = 4.0621 with 9 degrees of freedom.
    assert SLEEP.values.mean(axis=0) == pytest.approx([0.75, 2.33])
    assert stats.ttest_rel(SLEEP["drug 2"], SLEEP["drug 1"]).statistic == pytest.approx(4.0621, abs=5e-5)


def test_the_small_tables():
    x1, x2 = TRUTH_TABLE["x1"].astype(int), TRUTH_TABLE["x2"].astype(int)
    assert sorted(zip(x1, x2, strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    np.testing.assert_array_equal(TRUTH_TABLE["and"], x1 & x2)
    np.testing.assert_array_equal(TRUTH_TABLE["or"], x1 | x2)
    np.testing.assert_array_equal(TRUTH_TABLE["xor"], x1 ^ x2)
    links = [(i, j) for i in range(4) for j in range(4) if LINK_GRAPH.values[i, j]]
    assert [LINK_GRAPH.rows[i] + LINK_GRAPH.columns[j] for i, j in links] == ["AB", "AC", "BC", "CA", "DC"]


def test_the_numbers_of_the_famous_problems():
    # Curriculum 3.4.
    assert [(arm.name, arm.cases, arm.people) for arm in POLIO_TRIAL] == [
        ("vaccine", 57, 200_745),
        ("placebo", 142, 201_229),
    ]
    assert (MAMMOGRAPHY.prior, MAMMOGRAPHY.sensitivity, MAMMOGRAPHY.false_positive_rate) == (0.01, 0.8, 0.096)
    assert math.comb(TEA_TASTING.cups, TEA_TASTING.milk_first) == 70
    chances = [1 - (1 - 1 / bet.outcomes) ** bet.throws for bet in DE_MERE]
    assert chances == pytest.approx([671 / 1296, 0.4914], abs=5e-5)
    for record in (*POLIO_TRIAL, MAMMOGRAPHY, TEA_TASTING, *DE_MERE):
        assert record.source


def test_records_cannot_be_changed():
    for record in (SLEEP, *POLIO_TRIAL, MAMMOGRAPHY, TEA_TASTING, *DE_MERE):
        with pytest.raises(FrozenInstanceError):
            record.source = "elsewhere"


def test_importing_the_data_sets_loads_no_heavy_package():
    heavy = {"sklearn", "statsmodels", "pandas", "manim"}
    code = f"import sys, mathviz.datasets; print({heavy} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "set()"
