"""Real data that the lectures show: published tables as literals, and what installed packages carry.

Nothing is downloaded. Each table names its source. Rows are observations, columns are features.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import frozen

__all__ = [
    "ANSCOMBE",
    "DE_MERE",
    "LINK_GRAPH",
    "MAMMOGRAPHY",
    "POLIO_TRIAL",
    "SLEEP",
    "TEA_TASTING",
    "TRUTH_TABLE",
    "DiceBet",
    "Screening",
    "Table",
    "TeaTasting",
    "TrialArm",
    "breast_cancer",
    "china_smoking",
    "diabetes",
    "digits",
    "engel",
    "iris",
    "nile",
    "spector",
    "statecrime",
    "sunspots",
    "wine",
]


@dataclass(frozen=True, eq=False)
class Table:
    """A data matrix with names: ``values`` (m, n), one name for each of the n ``columns``.

    ``rows`` names the observations where they have names. ``target`` (m,) is the quantity or the class to
    predict, where there is one; class k is called ``classes[k]``.
    """

    title: str
    source: str
    columns: tuple[str, ...]
    values: Float[np.ndarray, "m n"]
    rows: tuple[str, ...] = ()
    target: Float[np.ndarray, " m"] | Int[np.ndarray, " m"] | None = None
    classes: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> Float[np.ndarray, " m"]:
        """One column by name.

        >>> SLEEP["drug 1"][:3]
        array([ 0.7, -1.6, -0.2])
        """
        if column not in self.columns:
            raise ValueError(f"{self.title} has no column {column!r}; it has {', '.join(self.columns)}")
        return self.values[:, self.columns.index(column)]


def _table(title: str, source: str, columns: str, values: Any, rows: str = "") -> Table:
    names = tuple(name.strip() for name in columns.split(","))
    return Table(title, source, names, frozen(np.array(values, dtype=float)), tuple(rows.split()))


# Published tables ---------------------------------------------------------------------------------------

_X123 = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
_X4 = [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8]
_Y = (
    [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
    [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
    [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
    [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89],
)

ANSCOMBE = tuple(
    _table(
        f"Anscombe's quartet, set {roman}",
        "F. J. Anscombe, Graphs in Statistical Analysis, The American Statistician 27 (1973), 17–21",
        "x, y",
        list(zip(x, y, strict=True)),
    )
    for roman, x, y in zip(("I", "II", "III", "IV"), (_X123, _X123, _X123, _X4), _Y, strict=True)
)
"""Four data sets (11, 2) with the same means, variances, correlation and line, and four pictures."""

SLEEP = _table(
    "Extra hours of sleep",
    "Student, The Probable Error of a Mean, Biometrika 6 (1908), 1–25",
    "drug 1, drug 2",
    list(
        zip(
            [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
            [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
            strict=True,
        )
    ),
)
"""Hours of sleep gained by ten patients under each of two drugs (10, 2): paired observations."""

TRUTH_TABLE = _table(
    "Two bits and three gates",
    "definition",
    "x1, x2, and, or, xor",
    [[0, 0, 0, 0, 0], [0, 1, 0, 1, 1], [1, 0, 0, 1, 1], [1, 1, 1, 1, 0]],
)
"""All inputs of two bits with what AND, OR and XOR make of them (4, 5)."""

LINK_GRAPH = _table(
    "Four pages and their links",
    "L. Page, S. Brin et al., The PageRank Citation Ranking (1999); the four-page example of course texts",
    "A, B, C, D",
    [[0, 1, 1, 0], [0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]],
    rows="A B C D",
)
"""One in row i and column j if page i links to page j (4, 4)."""


@dataclass(frozen=True)
class TrialArm:
    """One group of a clinical trial: ``cases`` of the disease among ``people``.

    >>> POLIO_TRIAL[0].cases, POLIO_TRIAL[0].people
    (57, 200745)
    """

    name: str
    cases: int
    people: int
    source: str


_FRANCIS = (
    "T. Francis Jr. et al., An Evaluation of the 1954 Poliomyelitis Vaccine Trials,"
    " American Journal of Public Health 45 (1955), no. 5, part 2 (the placebo-controlled areas)"
)
POLIO_TRIAL = (
    TrialArm("vaccine", 57, 200_745, _FRANCIS),
    TrialArm("placebo", 142, 201_229, _FRANCIS),
)
"""The largest field trial of its time, half the children given a placebo."""


@dataclass(frozen=True)
class Screening:
    """A test for a disease: how common it is, how often the test finds it, how often it cries wolf.

    >>> MAMMOGRAPHY.prior, MAMMOGRAPHY.sensitivity, MAMMOGRAPHY.false_positive_rate
    (0.01, 0.8, 0.096)
    """

    prior: float
    sensitivity: float
    false_positive_rate: float
    source: str


MAMMOGRAPHY = Screening(
    prior=0.01,
    sensitivity=0.80,
    false_positive_rate=0.096,
    source="G. Gigerenzer and U. Hoffrage, How to Improve Bayesian Reasoning Without Instruction,"
    " Psychological Review 102 (1995), 684–704, after D. M. Eddy (1982)",
)
"""The base-rate problem that most physicians got wrong."""


@dataclass(frozen=True)
class TeaTasting:
    """``cups`` of tea, ``milk_first`` of them made with the milk first.

    >>> import math
    >>> math.comb(TEA_TASTING.cups, TEA_TASTING.milk_first)  # ways to point at four cups
    70
    """

    cups: int
    milk_first: int
    source: str


TEA_TASTING = TeaTasting(8, 4, "R. A. Fisher, The Design of Experiments (1935), chapter II")
"""The lady who tells whether the milk went in first."""


@dataclass(frozen=True)
class DiceBet:
    """A bet on at least one success in ``throws`` throws, each a success with chance 1/``outcomes``.

    >>> [(bet.name, bet.outcomes, bet.throws) for bet in DE_MERE]
    [('a six', 6, 4), ('a double six', 36, 24)]
    """

    name: str
    outcomes: int
    throws: int
    source: str


_PASCAL = "B. Pascal, letter to P. de Fermat, 29 July 1654, on the question of the Chevalier de Méré"
DE_MERE = (DiceBet("a six", 6, 4, _PASCAL), DiceBet("a double six", 36, 24, _PASCAL))
"""One of the two bets wins more often than not; the other does not."""


# Data that installed packages carry ------------------------------------------------------------------------


def _from_sklearn(title: str, source: str, bunch: Any) -> Table:
    kind = np.int64 if "target_names" in bunch else np.float64
    return Table(
        title,
        source,
        tuple(str(name) for name in bunch.feature_names),
        frozen(np.array(bunch.data, dtype=float)),
        target=frozen(np.array(bunch.target, dtype=kind)),
        classes=tuple(str(name) for name in bunch.get("target_names", ())),
    )


def iris() -> Table:
    """150 irises of three species: lengths and widths of sepals and petals in cm, (150, 4).

    >>> iris()["petal length (cm)"][:2]
    array([1.4, 1.4])
    """
    from sklearn.datasets import load_iris

    source = "R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems, Ann. Eugenics 7 (1936)"
    return _from_sklearn("Iris", source, load_iris())


def digits() -> Table:
    """1797 handwritten digits, (1797, 64): each row an 8 × 8 picture, row by row, of grey levels 0 to 16.

    >>> digits().values[0].reshape(8, 8)[0]  # the top of a zero
    array([ 0.,  0.,  5., 13.,  9.,  1.,  0.,  0.])
    """
    from sklearn.datasets import load_digits

    source = "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Repository (1998)"
    return _from_sklearn("Handwritten digits", source, load_digits())


def wine() -> Table:
    """178 wines of three growers, 13 measurements in very different units, (178, 13).

    >>> wine().columns[0], wine().classes
    ('alcohol', ('class_0', 'class_1', 'class_2'))
    """
    from sklearn.datasets import load_wine

    source = "M. Forina et al., PARVUS; S. Aeberhard, Wine, UCI Machine Learning Repository (1991)"
    return _from_sklearn("Wine", source, load_wine())


def breast_cancer() -> Table:
    """569 tumours, 30 measurements of cell nuclei, (569, 30); class 0 is malignant, 1 benign.

    >>> breast_cancer().classes, int(breast_cancer().target.sum())
    (('malignant', 'benign'), 357)
    """
    from sklearn.datasets import load_breast_cancer

    source = "W. N. Street, W. H. Wolberg, O. L. Mangasarian, Nuclear Feature Extraction (1993)"
    return _from_sklearn("Breast cancer, Wisconsin", source, load_breast_cancer())


def diabetes(*, scaled: bool = False) -> Table:
    """442 patients, ten measurements, (442, 10); the target is the progression of the disease in a year.

    In raw units (body-mass index in kg/m²), or ``scaled``: each column centred with sum of squares one.

    >>> diabetes()["bmi"][:2]
    array([32.1, 21.6])
    """
    from sklearn.datasets import load_diabetes

    source = "B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, Least Angle Regression (2004)"
    return _from_sklearn("Diabetes", source, load_diabetes(scaled=scaled))


def _from_statsmodels(title: str, source: str, name: str) -> Table:
    from importlib import import_module

    frame = import_module(f"statsmodels.datasets.{name}").load_pandas().data
    named = frame.index.name is not None
    return Table(
        title,
        source,
        tuple(frame.columns),
        frozen(np.array(frame, dtype=float)),
        rows=tuple(frame.index) if named else (),
    )


def nile() -> Table:
    """Yearly flow of the Nile at Aswan 1871 to 1970, in 10⁸ m³, (100, 2): year, volume.

    >>> nile()["volume"][:3]
    array([1120., 1160.,  963.])
    """
    source = "G. W. Cobb, The Problem of the Nile, Biometrika 65 (1978), 243–251; public domain"
    return _from_statsmodels("Flow of the Nile", source, "nile")


def sunspots() -> Table:
    """Mean number of sunspots in each year 1700 to 2008, (309, 2): YEAR, SUNACTIVITY.

    >>> float(sunspots()["SUNACTIVITY"].max())
    190.2
    """
    source = "National Geophysical Data Center, NOAA, yearly sunspot numbers; public domain"
    return _from_statsmodels("Sunspots", source, "sunspots")


def engel() -> Table:
    """Income and food expenditure of 235 Belgian working-class households, (235, 2): income, foodexp.

    >>> engel()["foodexp"][:2].round(1)
    array([255.8, 311. ])
    """
    source = "E. Engel (1857), as in R. Koenker and G. Bassett, Econometrica 50 (1982), 43–61; public domain"
    return _from_statsmodels("Engel's households", source, "engel")


def statecrime() -> Table:
    """Crime, schooling, poverty and more in 50 states and Washington, D.C., in 2009, (51, 7).

    >>> statecrime().rows[0], statecrime().columns[0]
    ('Alabama', 'violent')
    """
    source = "American Statistical Abstracts, 2009; public domain"
    return _from_statsmodels("Crime by state", source, "statecrime")


def china_smoking() -> Table:
    """Smoking and lung cancer in eight cities: a 2 × 2 table in each row, (8, 4).

    >>> china_smoking().rows[0], china_smoking().values[0]
    ('Beijing', array([126., 100.,  35.,  61.]))
    """
    source = "Z. Liu, Smoking and Lung Cancer in China, Int. J. Epidemiology 21 (1992), 197–201"
    return _from_statsmodels("Smoking and lung cancer in China", source, "china_smoking")


def spector() -> Table:
    """32 economics students, (32, 4): GPA, TUCE (score), PSI (new teaching), GRADE (1: it improved).

    The rights stay with L. Spector, whose permission covers the package: show results, hand out no file.

    >>> int(spector()["GRADE"].sum())
    11
    """
    source = "L. Spector and M. Mazzeo, Journal of Economic Education 11 (1980), 37–44; used with permission"
    return _from_statsmodels("Economics students", source, "spector")
