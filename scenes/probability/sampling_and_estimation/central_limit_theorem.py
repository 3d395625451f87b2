"""The means of many samples make a bell, whatever the population looks like, if it has a width at all."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    DoubleArrow,
    FadeIn,
    FadeOut,
    Triangle,
    ValueTracker,
    VGroup,
    Write,
)

from mathviz.probability import (
    cauchy,
    clicks,
    every_sample,
    fair_die,
    sample_means,
    standard_error,
    sum_of_normals,
    two_humped_crowd,
    waiting_times,
)
from mathviz.probability.standardized import (
    farthest_draw,
    growing_means,
    standardized,
    standardized_histogram,
)
from mathviz.stage import Fall, Lecture, MoveBars, Question, Rise, let_go, masses
from mathviz.voice import rounded


class CentralLimitTheorem(Lecture):
    """Dice, waiting times, clicks, a crowd: why do their averages all make the same bell?"""

    die = fair_die()
    most_dice = 10
    waits = waiting_times(mean=10)  # minutes
    visitors = clicks(rate=0.3)
    crowd = two_humped_crowd()
    wild = cauchy()
    few, many = 4, 30
    drops = 400
    single_times = 10_000
    repetitions = 40_000
    score_spread, scores = 15, 36

    minutes = np.arange(0, 40.2, 0.4)  # the columns in which means pile up
    widths = np.linspace(-4, 4, 65)  # the bins of a histogram in standard errors

    def setup(self):
        self.pairs = every_sample(self.die.law.values, 2)
        self.first_means = sample_means(self.waits, self.few, self.drops, self.rng)
        self.singles = sample_means(self.waits, 1, self.single_times, self.rng)
        self.mean_waits = growing_means(self.waits, self.many, self.repetitions, self.rng)
        self.mean_crowd = growing_means(self.crowd, self.many, self.repetitions, self.rng)
        self.mean_wild = growing_means(self.wild, self.many, self.repetitions, self.rng)

    def construct(self):
        self.roll_dice()
        self.let_it_rain()
        self.let_the_samples_grow()
        self.try_other_shapes()
        self.measure_the_width()
        self.measure_the_lean()
        self.meet_the_one_that_refuses()
        self.sum_up()

    # One die, two dice, ten ------------------------------------------------------------------------------

    def roll_dice(self):
        self.chapter("One die, two dice, ten")
        chart = self.chart(
            (0, 7, 1), (0, 0.8, 0.2), x_numbers=range(1, 7), y_numbers=False, x_label='"mean of the dice"'
        )
        floor = self.floor(chart)
        dice = ValueTracker(1)
        number = self.side.rows(1, 4)[0].place(self.size_sign(dice, '"dice:"'), at="left")
        bars = self.bars(chart, self.dice_bars(1), gap=0.16)
        with self.say(
            "Roll one die. All {sides} faces are equally likely: six green bars, all of the same height. "
            "A flat roof. No bell.",
            sides=self.die.law.values.size,
        ) as line:
            self.play(FadeIn(floor), FadeIn(number), run_time=line.until("faces"))
            line.at("green")
            self.play(Rise(bars), run_time=1.2)
        tent = self.ask(
            Question(
                "Now roll two dice, and take the mean of the two. What shape will the bars make?",
                choices=("Flat again", "A tent, highest in the middle", "Two humps, one at each end"),
                answer=1,
                explanations=(
                    "Each pair is equally likely, but not each mean: several pairs share one.",
                    "Six pairs have the mean in the middle, and only one has the mean at an end.",
                    "The ends are rare: only two ones have mean one, only two sixes have mean six.",
                ),
            )
        )
        law = self.die.law.mean_of_draws(2)
        shuffled = self.rng.permutation(self.pairs.means)
        pile = self.rain(
            chart,
            shuffled,
            chart.at(0, 0.8)[1],
            edges=masses(law.values, law.probabilities)[0],
            role="output",
        )
        with self.answer(
            tent,
            "A tent. Each gold dot is one of the {pairs} pairs that two dice can show.",
            pairs=self.pairs.means.size,
        ) as line:
            self.play(FadeOut(bars), dice.animate.set_value(2), run_time=line.until("gold"))
            self.play(Fall(pile, each=0.5, run_time=line.rest() + 0.2))
        low, middle = law.values[0], law.mean
        ends, centre = self.column(chart, law, low), self.column(chart, law, middle)
        with self.say(
            "Only {one} pair has the mean {low}: two ones. But {six} pairs have the mean {middle}.",
            one=self.ways(low),
            low=low,
            six=self.ways(middle),
            middle=middle,
        ) as line:
            self.play(FadeIn(ends), run_time=line.until("pair"))
            line.at("pairs")
            self.play(FadeIn(centre), run_time=0.8)
        bars = self.bars(chart, self.dice_bars(2), role="output", gap=0.16)
        with self.say(
            "Many ways lead to the middle, and few to the ends. Add more dice, up to {ten}: "
            "the ends are all but empty now, and the bars have become a bell.",
            ten=self.most_dice,
        ) as line:
            line.at("ends")
            self.play(*[FadeOut(m) for m in (pile, ends, centre)], FadeIn(bars), run_time=line.until("add"))
            self.play(
                MoveBars(bars, *[self.dice_bars(n) for n in range(3, self.most_dice + 1)]),
                dice.animate.set_value(self.most_dice),
                run_time=line.until("now"),
            )
        self.say("Nobody put a bell into the die. So where does it come from? And does it need dice at all?")

    def dice_bars(self, n):
        law = self.die.law.mean_of_draws(n)
        return masses(law.values, law.probabilities)

    def ways(self, mean):
        return int(np.isclose(self.pairs.means, mean).sum())

    def column(self, chart, law, mean):
        """A frame around the dots with one mean, and how many they are."""
        ways = self.ways(mean)
        edges, heights = masses(law.values, law.probabilities)
        index = int(np.abs(law.values - mean).argmin())
        left, right, top = edges[index], edges[index + 1], heights[index] + 0.01
        frame = chart.polygon(
            [[left, 0], [right, 0], [right, top], [left, top]], role="answer", opacity=0, width=4
        )
        word = '"pair"' if ways == 1 else '"pairs"'
        return VGroup(
            frame, self.formula("{n} " + word, n=ways, size="label", role="answer").next_to(frame, UP)
        )

    # A rain of samples -----------------------------------------------------------------------------------

    def let_it_rain(self):
        self.chapter("A rain of samples", clear=True)
        upper, lower = self.board.rows(2, 3)
        self.sky = self.chart((0, 40, 10), (0, 0.11, 0.05), region=upper, x_numbers=False, y_numbers=False)
        self.ground = self.chart(
            (0, 40, 10), (0, 0.24, 0.1), region=lower, y_numbers=False, x_label='"minutes"'
        )
        self.shape = self.outline(self.sky, self.waits)
        self.n = ValueTracker(self.few)
        self.size = self.side.rows(1, 4)[0].place(self.size_sign(self.n), at="left")
        self.names = VGroup(
            self.sky.label('"single waiting times"', 29, 0.055, role="chance"),
            self.ground.label('"means of" n', 29, 0.11, role="output"),
        )
        with self.say(
            "Take something far less even. This green shape shows how long people wait for a bus: "
            "most of them briefly, a few for very long. The mean is {mean} minutes.",
            mean=self.waits.mean,
        ) as line:
            self.play(FadeIn(self.floor(self.sky)), run_time=line.until("green"))
            self.play(FadeIn(self.shape), FadeIn(self.names[0]), run_time=line.until("long"))
            line.at("minutes")
            self.play(FadeIn(self.floor(self.ground)), run_time=0.6)

        self.pile = self.rain(
            self.ground, self.first_means.means, self.sky.at(0, 0)[1], edges=self.minutes, role="output"
        )
        with self.say(
            "Let it rain. {few} blue drops: a sample of four waiting times. "
            "Their mean, the gold dot, falls to the lower line, and stays there.",
            few=self.few,
        ) as line:
            drops = self.sample_drops(0)
            self.play(FadeIn(self.size), run_time=line.until("blue"))
            self.play(Fall(drops, each=0.8), run_time=line.until("waiting"))
            dot = self.mean_dot(0)
            line.at("mean")
            self.play(FadeIn(dot, scale=2), run_time=line.until("falls"))
            self.remove(dot)
            self.play(Fall(self.pile, 1, each=1.2), FadeIn(self.names[1]), run_time=1.2)
        with self.say("Another sample, and its mean. And another sample, and its mean.") as line:
            for k in (1, 2):
                gone, drops = drops, self.sample_drops(k)
                self.play(FadeOut(gone), Fall(drops, each=0.6), run_time=line.until("mean", k) - 0.25)
                dot = self.mean_dot(k)
                self.play(FadeIn(dot, scale=2), run_time=0.25)
                self.remove(dot)
                self.play(Fall(self.pile, 1, each=0.6), run_time=0.6)
        with self.say(
            "Do it {drops} times. The means pile up to a hill of their own: "
            "again around {mean} minutes, but narrower, and more even.",
            drops=self.drops,
            mean=self.waits.mean,
        ) as line:
            self.play(FadeOut(drops), run_time=0.3)
            self.play(Fall(self.pile, each=0.7, hurry=1.7), run_time=line.until("narrower"))

    def sample_drops(self, k):
        """The k-th sample, let go from somewhere inside the shape: so it rains most where it is high."""
        values = self.first_means.samples[k]
        inside = self.rng.uniform(0.35, 0.95, values.size) * self.waits.height(values)
        return self.rain(self.sky, values, np.array([self.sky.at(0, y)[1] for y in inside]), role="input")

    def mean_dot(self, k):
        return self.sky.dot(self.first_means.means[k], 0, role="output", radius=0.11)

    def let_the_samples_grow(self):
        edges = self.minutes
        bars = self.bars(self.ground, (edges, self.first_means.histogram(edges)), role="output")
        grown = self.mean_waits
        bell = self.ground.path(self.bell_points(grown[-1]), role="answer")
        with self.say(
            "Now let the samples grow, from {few} waiting times to {many}. "
            "The hill gets narrow, and even: it is the normal bell, drawn in yellow.",
            few=self.few,
            many=self.many,
        ) as line:
            self.play(FadeIn(bars), FadeOut(self.pile), run_time=line.until("grow"))
            stages = [(edges, d.histogram(edges)) for d in grown[self.few - 1 :]]
            self.play(
                MoveBars(bars, *stages), self.n.animate.set_value(self.many), run_time=line.until("normal")
            )
            self.play(Create(bell), run_time=line.rest())
        guess = self.ask(
            Question(
                "And the single waiting times? Write down {count} of them, one by one. "
                "Will their histogram be a bell?".replace("{count}", "[10,000](ten thousand)"),
                choices=("Yes, with so many data", "No, it stays lopsided"),
                answer=1,
                explanations=(
                    "More data show the population more clearly; they do not change its shape.",
                    "The histogram of the data takes the shape of the population, which leans.",
                ),
            )
        )
        edges = np.arange(0, 41.0)
        data = self.bars(self.sky, (edges, self.singles.histogram(edges)), role="input", gap=0.2)
        with self.answer(
            guess,
            "It stays lopsided. {count} blue data only trace the green shape. "
            "Data never become normal. Only their mean has a bell.",
            count=self.single_times,
        ) as line:
            line.at("blue")
            self.play(Rise(data), run_time=1.6)

    def bell_points(self, distribution, reach=4.0):
        x = distribution.mean + distribution.standard_error * np.linspace(-reach, reach, 121)
        return np.column_stack([x, distribution.normal_density(x)])

    # The same bell every time ----------------------------------------------------------------------------

    def try_other_shapes(self):
        self.chapter("The same bell every time", clear=True)
        *columns, last = self.full.split(1, 1, 1, 0.5)
        n = ValueTracker(1)
        size = last.place(self.size_sign(n), at="centre")
        names = ('"waiting times"', '"clicks"', '"a crowd"')
        populations = (self.waits, self.visitors, self.crowd)
        tops, floors, bars, bells = [], [], [], []
        for name, population, column in zip(names, populations, columns, strict=True):
            upper, lower = column.rows(1, 1.45, gap=0.45)
            tops.append(self.portrait(name, population, upper))
            chart = self.chart((-4, 4, 1), (0, 0.7, 0.2), region=lower, x_numbers=(-2, 0, 2), y_numbers=False)
            floors.append(self.floor(chart))
            bars.append(self.bars(chart, self.in_widths(population, 1), role="output"))
            x = np.linspace(-4, 4, 121)
            bells.append(chart.path(np.column_stack([x, self.standard_bell(x)]), role="answer"))
        scale = self.formula('"in standard errors from the mean"', size="label", role="muted")
        scale.next_to(floors[1], DOWN, buff=0.12)
        with self.say(
            "Does it only work for waiting times? Clicks are just zeros and ones. And this crowd has two humps, "
            "with a hole where its mean lies, at the gold mark."
        ) as line:
            self.play(FadeIn(tops[0]), run_time=line.until("clicks"))
            self.play(FadeIn(tops[1]), run_time=1.0)
            line.at("crowd")
            self.play(FadeIn(tops[2]), run_time=1.0)
        with self.say(
            "Below each of them, we watch its means, on a scale that grows with them. Means of one, "
            "means of two, and so on, up to {many}.",
            many=self.many,
        ) as line:
            self.play(*map(FadeIn, floors), FadeIn(scale), run_time=line.until("scale"))
            line.at("one")
            self.play(*[Rise(b) for b in bars], FadeIn(size), run_time=line.until("two"))
            stages = [[self.in_widths(p, k) for k in range(2, self.many + 1)] for p in populations]
            self.play(
                *[MoveBars(b, s[0]) for b, s in zip(bars, stages, strict=True)],
                n.animate.set_value(2),
                run_time=line.until("so"),
            )
            self.play(
                *[MoveBars(b, *s[1:]) for b, s in zip(bars, stages, strict=True)],
                n.animate.set_value(self.many),
                run_time=line.rest() + 0.4,
            )
        with self.say(
            "Three shapes that have nothing in common. And below them, one and the same bell."
        ) as line:
            line.at("one")
            self.play(*map(Create, bells), run_time=line.rest() + 0.3)
        self.say(
            "So the bell does not come from the population. It comes from averaging: "
            "large values and small values meet in one sample, and many mixtures lead to the middle, as with the dice."
        )

    def portrait(self, name, population, region):
        """The shape of a population with its name above and a mark at its mean."""
        low, high = (-0.7, 1.7) if population is self.visitors else (0, population.shown[1])
        heights = population.height(np.linspace(low, high, 200))
        if population.law is not None:
            heights = population.law.probabilities
        chart = self.chart(
            (low, high, high - low), (0, 1.2 * heights.max(), heights.max()),
            region=region.rows(0.2, 1, gap=0.1)[1], x_numbers=False, y_numbers=False,
        )  # fmt: skip
        mark = Triangle(color=self.colour("output"), fill_opacity=1, stroke_width=0).scale(0.13)
        mark.next_to(chart.at(population.mean, 0), DOWN, buff=0.03)
        title = self.formula(name, size="label", role="chance")
        region.place(title, at="top")
        return VGroup(self.floor(chart), self.outline(chart, population), mark, title)

    def in_widths(self, population, n):
        """The distribution of the mean of n draws as bars, measured in standard errors."""
        if population.law is not None:
            law = standardized(population.law.mean_of_draws(n))
            return masses(law.values, law.probabilities)
        grown = self.mean_waits if population is self.waits else self.mean_crowd
        return self.widths, standardized_histogram(grown[n - 1], self.widths)

    def standard_bell(self, x):
        return sum_of_normals([0], [1]).density(x)

    # How wide is the bell? -------------------------------------------------------------------------------

    def measure_the_width(self):
        self.chapter("How wide is the bell?", clear=True)
        rows = self.board.rows(1.35, 1.35, 2.45)
        four_times = self.few**2
        charts = [
            self.chart(
                (0, 40, 10), (0, 0.19, 0.1), region=row, y_numbers=False, x_numbers=row is rows[-1],
                x_label='"minutes"' if row is rows[-1] else "",
            )
            for row in rows
        ]  # fmt: skip
        sizes = (1, self.few, four_times)
        bars = [
            self.bars(c, (self.minutes, self.mean_waits[n - 1].histogram(self.minutes)), role=role)
            for c, n, role in zip(charts, sizes, ("chance", "output", "output"), strict=True)
        ]
        rulers = [self.ruler(c, n, y) for c, n, y in zip(charts, sizes, (0.075, 0.115, 0.135), strict=True)]
        mean = DashedLine(
            charts[0].at(self.waits.mean, 0.19),
            charts[-1].at(self.waits.mean, 0),
            color=self.theme.ink,
            stroke_width=2.5,
        )
        with self.say(
            "Back to the waiting times. Single times scatter by {sigma} minutes around their mean: "
            "that is their standard deviation, sigma.",
            sigma=self.waits.standard_deviation,
        ) as line:
            self.play(*[FadeIn(self.floor(c)) for c in charts], run_time=line.until("single"))
            self.play(Rise(bars[0]), run_time=line.until("minutes"))
            self.play(FadeIn(mean), FadeIn(rulers[0]), run_time=1.0)
        with self.say(
            "Means of {few} scatter by half as much, by {width} minutes.",
            few=self.few,
            width=self.mean_waits[self.few - 1].standard_error,
        ) as line:
            self.play(Rise(bars[1]), run_time=line.until("half"))
            self.bring_to_front(mean)
            self.play(FadeIn(rulers[1]), run_time=0.8)
        guess = self.ask(
            Question(
                "How large must the samples be, to halve that width once more?",
                choices=("[n = 6](n equals six)", "[n = 8](n equals eight)", "[n = 16](n equals sixteen)"),
                answer=2,
                explanations=(
                    "Two more make the mean only a little steadier.",
                    "Twice the sample divides the width by the root of two only.",
                    "Four times the sample: the root of four is two, so the width is halved.",
                ),
            ),
            region=self.side.rows(1, 2)[1],
        )
        law = self.formula("{{sigma/sqrt(n) : width}}", size="large", roles={"width": "answer"})
        self.side.rows(1, 2)[0].place(law, at="left")
        with self.answer(
            guess,
            "{n}. The width of the bell is sigma divided by the square root of n. "
            "So four times the sample gives half the width: {width} minutes.",
            n=four_times,
            width=self.mean_waits[four_times - 1].standard_error,
        ) as line:
            line.at("sigma")
            self.play(Write(law), run_time=line.until("so"))
            self.play(Rise(bars[2]), run_time=line.until("half"))
            self.bring_to_front(mean)
            self.play(FadeIn(rulers[2]), run_time=0.8)

    def ruler(self, chart, n, y):
        """The width of a distribution as an arrow from the mean, with its length, and n at the row's end."""
        width = standard_error(self.waits.standard_deviation, n)
        start, end = chart.at(self.waits.mean, y), chart.at(self.waits.mean + width, y)
        arrow = DoubleArrow(
            start, end, buff=0, color=self.colour("answer"), stroke_width=4, tip_length=0.14,
        )  # fmt: skip
        length = self.formula('{width} "min"', width=width, size="label", role="answer")
        size = self.formula("n = {n}", n=n, size="label", role="ink")
        return VGroup(arrow, length.next_to(arrow, RIGHT, buff=0.2), size.move_to(chart.at(35, y)))

    def measure_the_lean(self):
        self.clear_stage()
        chart = self.chart(
            (-4, 4, 1), (0, 0.9, 0.2), x_numbers=range(-3, 4), y_numbers=False,
            x_label='"in standard errors from the mean"',
        )  # fmt: skip
        x = np.linspace(-4, 4, 161)
        bell = chart.path(np.column_stack([x, self.standard_bell(x)]), role="answer")
        bars = self.bars(chart, self.in_widths(self.waits, 1), role="output")
        n = ValueTracker(1)
        grown = self.mean_waits
        size = self.size_sign(n)
        law = self.formula('"lean" = 2/sqrt(n)')
        lean = self.counter(
            lambda: self.waits.skewness / np.sqrt(n.get_value()), decimals=3, size="formula", role="loss"
        )
        self.side.stack(size, law, lean, gap=0.6)
        with self.say(
            "And what of the lean? For waiting times, it is two, divided by the square root of n."
        ) as line:
            self.play(
                *[FadeIn(m) for m in (self.floor(chart), size)], Rise(bars), run_time=line.until("waiting")
            )
            self.play(FadeIn(bell), FadeIn(law), FadeIn(lean), run_time=line.rest())
        with self.say(
            "It fades, but slowly. At {many}, it is still {lean}, and the gold bars do not quite fill the yellow bell. "
            "So thirty is no magic number: the more the data lean, the more of them you need.",
            many=self.many,
            lean=rounded(grown[-1].skewness, 3),
        ) as line:
            stages = [self.in_widths(self.waits, k) for k in range(2, self.many + 1)]
            self.play(MoveBars(bars, *stages), n.animate.set_value(self.many), run_time=line.until("still"))
        let_go([size, lean])

    # One population refuses ------------------------------------------------------------------------------

    def meet_the_one_that_refuses(self):
        self.chapter("One population refuses", clear=True)
        upper, lower = self.board.rows(2, 3)
        sky = self.chart((-10, 10, 5), (0, 0.36, 0.1), region=upper, x_numbers=False, y_numbers=False)
        ground = self.chart((-10, 10, 5), (0, 0.36, 0.1), region=lower, y_numbers=False)
        shape = self.outline(sky, self.wild)
        edges = np.linspace(-10, 10, 81)
        bars = self.bars(ground, (edges, self.mean_wild[0].histogram(edges)), role="output")
        n = ValueTracker(1)
        size = self.side.rows(1, 4)[0].place(self.size_sign(n), at="left")
        names = VGroup(
            sky.label('"Cauchy"', 6, 0.16, role="chance"),
            ground.label('"means of" n', 6, 0.16, role="output"),
        )
        with self.say(
            "One population refuses. It is called Cauchy, and to the eye, it is a bell already. "
            "But let n grow to {many}: the means below do not come any closer together.",
            many=self.many,
        ) as line:
            self.play(FadeIn(self.floor(sky)), FadeIn(shape), FadeIn(names[0]), run_time=line.until("eye"))
            self.play(FadeIn(self.floor(ground)), FadeIn(names[1]), FadeIn(size), Rise(bars), run_time=1.2)
            line.at("grow")
            stages = [(edges, d.histogram(edges)) for d in self.mean_wild[1:]]
            self.play(MoveBars(bars, *stages), n.animate.set_value(self.many), run_time=line.rest())
        self.look_at_one_sample()

    def look_at_one_sample(self):
        self.clear_stage()
        chart = self.chart((-20, 60, 20), (0, 1, 1), y_numbers=False, region=self.full.rows(1, 1.2)[0])
        samples = self.mean_wild[-1].samples
        farthest = np.abs(samples).max(axis=1)
        sample = samples[np.flatnonzero((farthest > 40) & (samples.max(axis=1) < 55))[0]]
        far = farthest_draw(sample)
        drops = self.rain(chart, sample, chart.at(0, 1)[1], role="input")
        without, mean = (self.pointer(chart, m) for m in (far.mean_without, far.mean))
        outlier = self.formula("{v}", v=rounded(far.value, 1), size="label", role="input")
        outlier.next_to(chart.at(far.value, 0), UP, buff=0.25)
        with self.say(
            "Here is why. This is one sample of {many}. Nearly all of its drops lie close together. "
            "But one has landed at {value}.",
            many=self.many,
            value=rounded(far.value, 1),
        ) as line:
            self.play(FadeIn(self.floor(chart)), run_time=line.until("this"))
            self.play(Fall(drops, each=0.8), run_time=line.until("one", 2))
            self.play(FadeIn(outlier), run_time=0.6)
        facts = self.full.rows(1, 1.2)[1].split(1, 1)
        with self.say(
            "Without it, the mean would be {without}. With it, the mean is {mean}. One drop outweighs all the others.",
            without=rounded(far.mean_without, 2),
            mean=rounded(far.mean, 2),
        ) as line:
            self.play(FadeIn(without), run_time=line.until("with"))
            self.play(FadeIn(mean), run_time=0.8)
        self.say(
            "And larger samples only catch larger drops. This population has no mean, and no sigma: "
            "there is nothing to settle on."
        )

    def pointer(self, chart, x):
        mark = Triangle(color=self.colour("output"), fill_opacity=1, stroke_width=0).scale(0.16)
        return mark.next_to(chart.at(x, 0), DOWN, buff=0.05)

    # What you can do now ---------------------------------------------------------------------------------

    def sum_up(self):
        self.chapter("What you can do now", clear=True)
        chart = self.chart((50, 150, 25), (0, 0.18, 0.1), y_numbers=False, x_label='"points"')
        centre = 100
        width = standard_error(self.score_spread, self.scores)
        x = np.linspace(50, 150, 301)
        wide = sum_of_normals([centre], [self.score_spread])
        narrow = sum_of_normals([centre], [width])
        people = chart.polygon(np.column_stack([x, wide.density(x)]), role="chance")
        means = chart.path(np.column_stack([x, narrow.density(x)]), role="answer")
        with self.say(
            "The width of the bell is called the standard error. Say scores in a test scatter by {sigma} points. "
            "Then the mean of {n} scores scatters by {width} points only.",
            sigma=self.score_spread,
            n=self.scores,
            width=width,
        ) as line:
            self.play(FadeIn(self.floor(chart)), run_time=line.until("say"))
            self.play(FadeIn(people), run_time=line.until("then"))
            line.at("scatters")
            self.play(Create(means), run_time=line.rest())
        facts = [
            self.formula("overline(x) = (x_1 + ... + x_n)/n"),
            self.formula('"standard error" = sigma/sqrt(n)', role="answer"),
            self.text("heavy tails: no bell", role="loss"),
        ]
        self.side.stack(*facts, gap=0.7)
        with self.say(
            "You can now say where the bell comes from: from averaging, whatever the data look like."
        ) as line:
            self.play(FadeIn(facts[0]), run_time=line.rest())
        with self.say("You can say how wide it is: sigma, divided by the square root of n.") as line:
            self.play(FadeIn(facts[1]), run_time=line.rest())
        with self.say("And you can tell when to distrust it: when single values can be enormous.") as line:
            self.play(FadeIn(facts[2]), run_time=line.rest())

    # What the chapters share -----------------------------------------------------------------------------

    def floor(self, chart):
        """The horizontal axis alone: heights are densities, which need no numbers here."""
        return VGroup(chart.frame.x_axis, chart.numbers, chart.labels)

    def outline(self, chart, population):
        """The shape of a population: bars, or the filled curve of its density."""
        if population.law is not None:
            law = population.law
            return self.bars(chart, masses(law.values, law.probabilities), gap=0.3)
        low, high = chart.frame.x_range[:2]
        x = np.linspace(low, high, 241)
        inside = np.column_stack([x, population.height(x)])
        return chart.polygon(np.vstack([[low, 0], inside, [high, 0]]), role="chance", width=3)

    def size_sign(self, n, words="n ="):
        """How large the samples are, following a tracker."""
        sign = self.formula(words, size="formula")
        number = self.counter(n.get_value, decimals=0, size="formula")
        return VGroup(sign, number.next_to(sign, RIGHT, buff=0.22).align_to(sign, DOWN))
