import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.voice import ScriptError, Utterance, parse


def said_for(utterance: Utterance) -> dict[str, str]:
    said = utterance.said.split()
    return {
        word: " ".join(said[first:last])
        for word, (first, last) in zip(utterance.words, utterance.spans, strict=True)
    }


def test_a_value_is_shown_and_said():
    script = parse("The determinant is {det}. Is that all?", {"det": -3})
    first, second = script.sentences
    assert (first.shown, first.said) == ("The determinant is −3.", "The determinant is minus three.")
    assert said_for(first)["−3."] == "minus three."
    assert second.shown == second.said == "Is that all?"
    assert script.values["det"].value == -3


def test_words_of_a_vector_belong_to_their_entries():
    (sentence,) = parse("It lies along {v}, as you see.", {"v": [1, -1]}).sentences
    assert sentence.shown == "It lies along (1, −1), as you see."
    assert said_for(sentence) | {"(1,": "one,", "−1),": "minus one,"} == said_for(sentence)


def test_inline_pairs_and_values_inside_them():
    (sentence,) = parse(
        "So [λ = {l}](lambda equals {l}) and [x²](x squared) at [Euler](/ˈYləɹ/).", {"l": 3}
    ).sentences
    assert sentence.shown == "So λ = 3 and x² at Euler."
    assert sentence.said == "So lambda equals three and x squared at [Euler](/ˈYləɹ/)."
    assert said_for(sentence)["λ"] == "lambda" and said_for(sentence)["x²"] == "x squared"


def test_a_shown_half_may_hold_brackets_braces_and_parentheses():
    (sentence,) = parse(
        "On [[0, 1)](zero to one) and [{{1}}](the set of one), not [[0]](zero).", {}
    ).sentences
    assert sentence.shown == "On [0, 1) and {1}, not [0]."


def test_a_value_can_be_part_of_a_word():
    (sentence,) = parse("a {n}-dimensional space", {"n": 3}).sentences
    assert said_for(sentence)["3-dimensional"] == "three-dimensional"


def test_a_lone_dash_belongs_to_the_word_before():
    (sentence,) = parse("It stays — and grows.", {}).sentences
    assert sentence.words == ("It", "stays —", "and", "grows.")
    assert said_for(sentence)["stays —"] == "stays"


def test_the_letter_a_is_told_from_the_article():
    said = [s.said for s in parse("A learner applies A. A minus B is what? A v grows. A map.", {}).sentences]
    letter = "[A](/ˈA/)"
    assert said == [
        f"A learner applies {letter}.",
        f"{letter} minus B is what?",
        f"{letter} v grows.",
        "A map.",
    ]


def test_names_are_pronounced_as_mathematicians_do(heart):
    (sentence,) = parse(
        "Lagrange, Euler's method and the Cauchy-Schwarz inequality of Lagrangians.", {}
    ).sentences
    said = "[Lagrange](/ləɡɹˈɑnʒ/), [Euler](/ˈYləɹ/)'s method and the [Cauchy](/kOʃˈi/)-Schwarz inequality of"
    assert sentence.said == f"{said} Lagrangians."
    assert sentence.words[1] == "Euler's" and len(heart.speak(sentence).words) == len(sentence.words)


def test_line_breaks_are_spaces():
    assert parse("One\n   two. \n\n Three.", {}).sentences[0].shown == "One two."


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("about 1/2.", "1/2"),
        ("x is -3 here", "-3"),
        ("x is −3 here", "−3"),
        ("ten times 3", "3"),
        ("λ grows", "λ"),
        ("x ≈ y", "≈"),
        ("a (small) step", r"\(small\)"),
        ("x = y", "="),
        ("x < y", "<"),
        ("five % of them", "%"),
        ("∂ f", "∂"),
        ("Poincaré", "Poincaré"),
        ("the slope f' of x", "f'"),
        ("the sin of x", "sine"),
        ("see Fig. two", "figure"),
        ("as e.g. here", "e.g"),
        ("[−3](-3) it is", "-3"),
        ("a {name}", "name"),
        ("a {", "{"),
        ("[shown](said", r"\["),
        ("[x]( ) is", "not said"),
        ("— so it is", "not said"),
        ("...", "..."),
        ("", "empty"),
        ("  \n ", "empty"),
    ],
)
def test_what_the_voice_would_drop_or_misread_is_refused(text, culprit):
    with pytest.raises(ScriptError, match=culprit):
        parse(text, {})


def test_names_and_values_must_match():
    with pytest.raises(ScriptError, match="unused"):
        parse("nothing", {"unused": 1})
    with pytest.raises(ScriptError, match=r"det.*given: area"):
        parse("{det} {area}", {"area": 1})
    with pytest.raises(ScriptError, match=r"bad.*finite"):
        parse("{bad}", {"bad": float("nan")})


plain_words = st.from_regex(r"[A-Za-z]{2,9}", fullmatch=True).filter(
    lambda word: (
        word not in {"sin", "cos", "exp", "det", "vs", "approx", "etc", "cf", "Fig", "Eq", "Dr", "Prof", "St"}
    )
)
parts = st.lists(
    st.one_of(plain_words, st.just("{n}"), st.just("{v},"), st.just("[y²](y squared)")), min_size=1
)


@given(st.lists(parts, min_size=1, max_size=4))
def test_words_join_to_what_is_shown_and_spans_cover_what_is_said(sentences):
    text = " ".join(" ".join(words) + "." for words in sentences)
    values = {name: value for name, value in {"n": 12345, "v": (0.5, -1)}.items() if f"{{{name}}}" in text}
    script = parse(text, values)
    assert len(script.sentences) == len(sentences)
    for sentence in script.sentences:
        assert " ".join(sentence.words) == sentence.shown
        assert sentence.spans[0][0] == 0 and sentence.spans[-1][1] == len(sentence.said.split())
        assert all(a[1] == b[0] for a, b in zip(sentence.spans, sentence.spans[1:], strict=False))
