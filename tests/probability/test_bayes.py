"""Bayes' theorem as counting dots, and naive Bayes against scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.naive_bayes import GaussianNB, MultinomialNB

from mathviz.probability.bayes import Dots, diagnostic_test, posterior, share_out
from mathviz.probability.naive_bayes import (
    ScoreOutcome,
    fit_gaussian_naive_bayes,
    fit_multinomial_naive_bayes,
)

some = settings(deadline=None, max_examples=25)
WEIGHTS = arrays(float, st.integers(2, 6), elements=st.floats(0.01, 1))


@some
@given(WEIGHTS, st.data())
def test_the_posterior_is_the_joint_rescaled(weights, data):
    prior = weights / weights.sum()
    likelihood = data.draw(arrays(float, prior.size, elements=st.floats(0.01, 1)))
    update = posterior(prior, likelihood)
    np.testing.assert_array_equal(update.prior, prior)
    np.testing.assert_array_equal(update.likelihood, likelihood)
    np.testing.assert_allclose(update.joint, prior * likelihood)
    assert update.evidence == pytest.approx(sum(prior * likelihood))
    assert update.probabilities.sum() == pytest.approx(1)
    np.testing.assert_allclose(update.probabilities * update.evidence, update.joint)


@some
@given(WEIGHTS, st.data())
def test_two_updates_in_either_order_are_one_update_by_the_product(weights, data):
    prior = weights / weights.sum()
    first, second = (data.draw(arrays(float, prior.size, elements=st.floats(0.01, 1))) for _ in range(2))
    after = posterior(prior, first).update(second).probabilities
    np.testing.assert_allclose(after, posterior(prior, second).update(first).probabilities)
    np.testing.assert_allclose(after, posterior(prior, first * second).probabilities)


def test_the_host_of_monty_hall_as_evidence():
    opened_third = posterior([1 / 3] * 3, [1 / 2, 1, 0])
    np.testing.assert_allclose(opened_third.probabilities, [1 / 3, 2 / 3, 0])
    ignorant = posterior([1 / 3] * 3, [1 / 2, 1 / 2, 0])
    np.testing.assert_allclose(ignorant.probabilities, [1 / 2, 1 / 2, 0])


@pytest.mark.parametrize(
    ("prior", "likelihood", "message"),
    [
        ([0.5, 0.6], [1, 1], "prior must sum to 1"),
        ([0.5, 0.5], [1], "prior and likelihood must have the same length"),
        ([0.5, 0.5], [1, 1.1], r"likelihood must hold probabilities in \[0, 1\]"),
        ([0.5, 0.5], [1, -0.1], r"likelihood must hold probabilities in \[0, 1\]"),
        ([1, 0], [0, 1], "evidence possible under some cause"),
        ([0.5, math.nan], [1, 1], "prior must be finite"),
    ],
)
def test_updates_that_make_no_sense(prior, likelihood, message):
    with pytest.raises(ValueError, match=message):
        posterior(prior, likelihood)


def test_a_test_that_comes_out_negative():
    negative = diagnostic_test(0.1, 0.8, 0.9, positive=False)
    np.testing.assert_allclose(negative.prior, [0.1, 0.9])
    np.testing.assert_allclose(negative.likelihood, [0.2, 0.9])
    np.testing.assert_allclose(negative.probabilities, [0.02 / 0.83, 0.81 / 0.83])
    positive = diagnostic_test(0.1, 0.8, 0.9, positive=True)
    np.testing.assert_allclose(positive.likelihood, [0.8, 0.1])
    np.testing.assert_allclose(positive.probabilities, [0.08 / 0.17, 0.09 / 0.17])


@pytest.mark.parametrize(
    ("numbers", "message"),
    [((1.1, 0.5, 0.5), "prevalence"), ((0.5, -1, 0.5), "sensitivity"), ((0.5, 0.5, 2), "specificity")],
)
def test_rates_outside_zero_and_one(numbers, message):
    with pytest.raises(ValueError, match=f"{message} must lie in"):
        diagnostic_test(*numbers, positive=True)


def test_a_thousand_dots_sorted_twice():
    dots = diagnostic_test(0.01, 0.8, 0.904, positive=True).dots()
    np.testing.assert_array_equal(dots.with_evidence, [8, 95])
    np.testing.assert_array_equal(dots.without_evidence, [2, 895])
    np.testing.assert_allclose(dots.posterior, [8 / 103, 95 / 103])
    np.testing.assert_array_equal(diagnostic_test(0.5, 1, 1, positive=True).dots(10).with_evidence, [5, 0])


def test_too_few_dots_to_show_the_evidence():
    dots = Dots(np.array([0, 0]), np.array([1, 9]))
    with pytest.raises(ValueError, match="take more dots"):
        _ = dots.posterior


@some
@given(st.integers(0, 2000), WEIGHTS)
def test_shares_add_up_and_miss_their_quota_by_less_than_one(total, weights):
    shares = weights / weights.sum()
    dots = share_out(total, shares)
    assert dots.sum() == total
    assert (np.abs(dots - total * shares) < 1 + 1e-6).all()


def test_leftover_dots_go_to_the_largest_fractions():
    np.testing.assert_array_equal(share_out(10, [0.26, 0.35, 0.39]), [3, 3, 4])
    np.testing.assert_array_equal(share_out(3, [0.5, 0.5]), [2, 1])
    np.testing.assert_array_equal(share_out(100, [0.29, 0.71]), [29, 71])  # 0.29 · 100 < 29 in floats
    np.testing.assert_array_equal(share_out(1000, [0.001, 0.999]), [1, 999])
    np.testing.assert_array_equal(share_out(10, [0.1] * 10), [1] * 10)
    np.testing.assert_array_equal(share_out(0, [0.1, 0.9]), [0, 0])
    with pytest.raises(ValueError, match="total must be at least 0"):
        share_out(-1, [1])


def two_groups(seed):
    rng = np.random.default_rng(seed)
    X = np.concatenate([rng.normal(0, 1, (12, 3)), rng.normal([1, 2, 3], 2, (7, 3))])
    return X, ["a"] * 12 + ["b"] * 7


@some
@given(st.integers(0, 10**6))
def test_gaussian_naive_bayes_against_scikit_learn(seed):
    X, labels = two_groups(seed)
    ours, theirs = fit_gaussian_naive_bayes(X, labels), GaussianNB(var_smoothing=0).fit(X, labels)
    np.testing.assert_allclose(ours.priors, theirs.class_prior_)
    np.testing.assert_allclose(ours.means, theirs.theta_)
    np.testing.assert_allclose(ours.variances, theirs.var_ * [[12 / 11], [7 / 6]])
    theirs.var_ = ours.variances
    x = X[0] + 0.5
    score = ours.score(x)
    assert score.classes == ("a", "b")
    np.testing.assert_allclose(score.log_joint, theirs.predict_joint_log_proba([x])[0])
    np.testing.assert_allclose(score.posterior, theirs.predict_proba([x])[0], atol=1e-12)
    assert score.decision == theirs.predict([x])[0]


def test_scores_walk_one_factor_at_a_time():
    score = fit_gaussian_naive_bayes(*two_groups(1)).score([0, 0, 0])
    assert score.log_factors.shape == (2, 4)
    np.testing.assert_allclose(score.running_log[:, 0], np.log([12 / 19, 7 / 19]))
    np.testing.assert_allclose(score.running_log[:, 2], score.log_factors[:, :3].sum(axis=1))
    np.testing.assert_allclose(score.running_log[:, -1], score.log_joint)
    np.testing.assert_allclose(score.running_product, np.exp(score.running_log))


@pytest.mark.parametrize(
    ("X", "labels", "message"),
    [
        ([[1], [2], [3]], ["a", "b"], "one entry for each of 3 rows; got 2"),
        ([[1], [2]], ["a", "a"], r"at least two classes; got \['a'\]"),
        ([[1], [2], [3]], ["a", "a", "b"], r"two rows or more for a variance; too few: \['b'\]"),
        ([[1, 1], [2, 2], [3, 5], [4, 5]], list("aabb"), "feature 1 is constant in class 'b'"),
        ([1, 2], ["a", "b"], "X must be a matrix"),
    ],
)
def test_training_data_that_cannot_be_fitted(X, labels, message):
    with pytest.raises(ValueError, match=message):
        fit_gaussian_naive_bayes(X, labels)


def test_labels_may_be_numpy_numbers():
    assert fit_gaussian_naive_bayes(np.arange(4.0)[:, None] ** 2, np.array([1, 1, 0, 0])).classes == (1, 0)


def test_an_observation_of_the_wrong_length():
    with pytest.raises(ValueError, match="x must have length 3"):
        fit_gaussian_naive_bayes(*two_groups(1)).score([1, 2])


COUNTS = [[3, 0, 1, 0], [2, 1, 0, 0], [0, 2, 1, 3]]
MAIL = ["spam", "spam", "ham"]


@pytest.mark.parametrize("smoothing", [0.5, 1, 2])
def test_multinomial_naive_bayes_against_scikit_learn(smoothing):
    ours = fit_multinomial_naive_bayes(COUNTS, MAIL, smoothing)
    theirs = MultinomialNB(alpha=smoothing).fit(COUNTS, MAIL)  # its classes are sorted: ham, spam
    assert ours.classes == ("spam", "ham")
    np.testing.assert_allclose(ours.priors, np.exp(theirs.class_log_prior_)[::-1])
    np.testing.assert_allclose(ours.likelihoods, np.exp(theirs.feature_log_prob_)[::-1])
    words = [0, 3, 3, 1]
    np.testing.assert_allclose(
        ours.score(words).posterior, theirs.predict_proba([np.bincount(words, minlength=4)])[0][::-1]
    )


def test_a_message_without_words_leaves_the_prior():
    score = fit_multinomial_naive_bayes(COUNTS, MAIL).score([])
    np.testing.assert_allclose(score.posterior, [2 / 3, 1 / 3])
    assert score.decision == "spam"


def test_one_is_the_default_smoothing():
    np.testing.assert_allclose(
        fit_multinomial_naive_bayes(COUNTS, MAIL).likelihoods[1], np.array([1, 3, 2, 4]) / 10
    )


def test_a_long_message_underflows_in_numbers_and_not_in_logs():
    score = fit_multinomial_naive_bayes(COUNTS, MAIL).score([1] * 2000)
    assert (score.running_product[:, -1] == 0).all()
    assert (score.running_product[:, 5] > 0).all()
    assert np.isfinite(score.running_log).all()
    np.testing.assert_allclose(score.posterior, [0, 1])
    assert score.outcome is ScoreOutcome.DECIDED


def test_without_smoothing_an_unseen_word_rules_a_class_out():
    score = fit_multinomial_naive_bayes(COUNTS, MAIL, 0).score([1, 3])
    assert score.log_joint[0] == -math.inf
    np.testing.assert_array_equal(score.posterior, [0, 1])
    assert score.decision == "ham"


def test_evidence_that_no_class_allows():
    score = fit_multinomial_naive_bayes(COUNTS, MAIL, 0).score([0, 3])
    assert score.outcome is ScoreOutcome.IMPOSSIBLE
    assert score.posterior is None
    assert score.decision is None
    assert "smooth" in score.outcome.sentence


def test_a_tie_decides_nothing():
    score = fit_multinomial_naive_bayes([[1, 1], [2, 2]], ["a", "b"]).score([0, 1])
    assert score.outcome is ScoreOutcome.TIE
    assert score.decision is None
    np.testing.assert_allclose(score.posterior, [0.5, 0.5])


@pytest.mark.parametrize("words", [[4], [-1], [0, 7]])
def test_words_outside_the_vocabulary(words):
    with pytest.raises(ValueError, match="words must hold indices from 0 to 3"):
        fit_multinomial_naive_bayes(COUNTS, MAIL).score(words)


@pytest.mark.parametrize(
    ("counts", "smoothing", "message"),
    [
        ([[1, -1], [1, 1]], 1, "counts must not be negative"),
        ([[1, 1], [1, 1]], -1, "smoothing must lie in"),
        ([[1, 1], [0, 0]], 0, r"one word of every class when smoothing is 0; none: \['b'\]"),
    ],
)
def test_counts_that_cannot_be_fitted(counts, smoothing, message):
    with pytest.raises(ValueError, match=message):
        fit_multinomial_naive_bayes(counts, ["a", "b"], smoothing)
