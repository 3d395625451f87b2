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
    Indicate,
    Triangle,
    ValueTracker,
    VGroup,
    Write,
    linear,
)

from mathviz.probability import (
    cauchy,
    clicks,
    every_sample,
    fair_die,
    running_means,
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
    larger = (6, 9, 14, 21, many)
    drops = 150
    long_run = 1000
    single_times = 10_000
    repetitions = 40_000
    score_spread, scores = 15, 36

    columns = np.linspace(0, 40, 61)  # in which the first means pile up, in minutes
    minutes = np.linspace(0, 40, 101)  # the bins of a histogram of waiting times
    widths = np.linspace(-4, 4, 65)  # the bins of a histogram in standard errors

    def setup(self):
        self.pairs = every_sample(self.die.law.values, 2)
        self.first_means = sample_means(self.waits, self.few, self.drops, self.rng)
        self.singles = sample_means(self.waits, 1, self.single_times, self.rng)
        self.mean_waits = growing_means(self.waits, self.many, self.repetitions, self.rng)
        self.mean_crowd = growing_means(self.crowd, self.many, self.repetitions, self.rng)
        self.mean_wild = growing_means(self.wild, self.many, self.repetitions, self.rng)
        self.walks = running_means(self.wild, self.long_run, 50, self.rng)

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
            "Roll one die. All {sides} faces are equally likely: green bars, all of the same height. "
            "A flat roof. No bell.",
            sides=self.die.law.values.size,
        ) as line:
            self.play(FadeIn(floor), FadeIn(number), run_time=0.8)
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
        self.clear_stage(keep=[floor, number, pile])
        with self.say(
            "Only {one} pair has the mean {low}: two ones. But {six} pairs have the mean {middle}.",
            one=self.ways(low),
            low=low,
            six=self.ways(middle),
            middle=middle,
        ) as line:
            line.at("pair")
            self.play(FadeIn(ends), run_time=0.8)
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
        bell = self.bell(chart, law.mean, standard_error(self.die.standard_deviation, self.most_dice))
        with self.say(
            "Nobody put a bell into the die. So where does it come from? And does it need dice, after all?"
        ) as line:
            line.at("bell")
            self.play(Create(bell), run_time=1.5)

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
        upper, lower = self.board.rows(1, 2)
        self.sky = self.chart((0, 40, 10), (0, 0.11, 0.05), region=upper, x_numbers=False, y_numbers=False)
        self.ground = self.chart(
            (0, 40, 10), (0, 0.225, 0.1), region=lower, y_numbers=False, x_label='"minutes"'
        )
        self.n = ValueTracker(self.few)
        self.size = self.side.rows(1, 4)[0].place(self.size_sign(self.n), at="left")
        shape = self.outline(self.sky, self.waits)
        single, means = (
            self.sky.label('"single waiting times"', 29, 0.055, role="chance"),
            self.ground.label('"means of" n', 29, 0.1, role="output"),
        )
        mark = self.mark(self.sky, self.waits.mean)
        with self.say(
            "Take something far less even. This green shape shows how long people wait for a bus: "
            "most of them briefly, a few for very long. The gold mark is their mean, {mean} minutes.",
            mean=self.waits.mean,
        ) as line:
            self.play(FadeIn(self.floor(self.sky)), FadeIn(self.floor(self.ground)), run_time=0.8)
            line.at("green")
            self.play(FadeIn(shape), FadeIn(single), run_time=1.0)
            line.at("gold")
            self.play(FadeIn(mark, shift=0.2 * UP), run_time=0.8)

        self.pile = self.rain(
            self.ground, self.first_means.means, self.sky.at(0, 0)[1], edges=self.columns, role="output"
        )
        with self.say(
            "Let it rain. {few} blue drops: one sample of waiting times. "
            "Their mean, the gold dot, falls to the lower line, and stays there.",
            few=self.few,
        ) as line:
            drops = self.sample_drops(0)
            self.play(FadeOut(mark), FadeIn(self.size), run_time=line.until("blue"))
            self.play(Fall(drops, each=0.8), run_time=line.until("waiting"))
            dot = self.mean_dot(0)
            line.at("mean")
            self.play(FadeIn(dot, scale=3), run_time=0.6)
            line.at("falls")
            self.remove(dot)
            self.play(Fall(self.pile, 1, each=1.2), FadeIn(means), run_time=1.2)
        with self.say("Another sample, and its mean. And another sample, and its mean.") as line:
            for k in (1, 2):
                gone, drops = drops, self.sample_drops(k)
                self.play(FadeOut(gone), Fall(drops, each=0.6), run_time=line.until("mean", k) - 0.25)
                dot = self.mean_dot(k)
                self.play(FadeIn(dot, scale=3), run_time=0.25)
                self.remove(dot)
                self.play(Fall(self.pile, 1, each=0.6), run_time=0.6)
        with self.say(
            "Do it {drops} times. The means pile up to a hill of their own: "
            "again around {mean} minutes, but narrower, and higher in the middle.",
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
        return self.sky.dot(self.first_means.means[k], 0, role="output", radius=self.pile.radius)

    def let_the_samples_grow(self):
        bars = self.bars(
            self.ground, (self.columns, self.first_means.histogram(self.columns)), role="output", gap=0
        )
        grown = self.mean_waits
        bell = self.bell(self.ground, grown[-1].mean, grown[-1].standard_error)
        with self.say(
            "Now let the samples grow, from {few} waiting times to {many}. "
            "The hill gets narrow, and even: it is the normal bell, drawn in yellow.",
            few=self.few,
            many=self.many,
        ) as line:
            self.play(FadeIn(bars), FadeOut(self.pile), run_time=line.until("grow"))
            stages = [(self.minutes, d.histogram(self.minutes)) for d in grown[self.few - 1 :]]
            self.play(
                MoveBars(bars, *stages), self.n.animate.set_value(self.many), run_time=line.until("normal")
            )
            self.play(Create(bell), run_time=line.rest())
        guess = self.ask(
            Question(
                "And the single waiting times? "
                "Write down [10,000](ten thousand) of them: do they make a bell?",
                choices=("Yes, with so many data", "No, it stays lopsided"),
                answer=1,
                explanations=(
                    "More data show the population more clearly; they do not change its shape.",
                    "The histogram of the data takes the shape of the population, which leans.",
                ),
            )
        )
        edges = np.linspace(0, 40, 41)
        data = self.bars(self.sky, (edges, self.singles.histogram(edges)), role="input", gap=0.3)
        x = np.linspace(0, 40, 241)
        curve = self.sky.path(np.column_stack([x, self.waits.height(x)]), role="chance")
        with self.answer(
            guess,
            "It stays lopsided. {count} blue data only trace the green shape. "
            "Data never become normal. Only their mean has a bell.",
            count=self.single_times,
        ) as line:
            line.at("blue")
            self.add(data, curve)
            self.play(Rise(data), run_time=1.6)

    # The same bell every time ----------------------------------------------------------------------------

    def try_other_shapes(self):
        self.chapter("The same bell every time", clear=True)
        *columns, last = self.full.split(1, 1, 1, 0.5)
        populations = {
            '"bus waiting times"': self.waits,
            '"web page clicks"': self.visitors,
            '"a split crowd"': self.crowd,
        }
        n = ValueTracker(1)
        size = last.place(self.size_sign(n), at="centre")
        tops, floors, bars, bells = [], [], [], []
        for column, (name, population) in zip(columns, populations.items(), strict=True):
            upper, lower = column.rows(1, 1.7, gap=0.45)
            tops.append(self.portrait(name, population, upper))
            chart = self.chart((-4, 4, 1), (0, 1, 0.2), region=lower, x_numbers=(-2, 0, 2), y_numbers=False)
            floors.append(self.floor(chart))
            bars.append(self.bars(chart, self.in_widths(population, 1), role="output"))
            bells.append(self.bell(chart, 0, 1))
        scale = self.formula('"distance from the mean, in widths of the bell"', size="label", role="muted")
        scale.next_to(floors[1], DOWN, buff=0.12)
        with self.say(
            "Does it only work for waiting times? Clicks are just zeros and ones. "
            "And this crowd has two humps, with a hole where its mean lies, at the gold mark."
        ) as line:
            self.play(FadeIn(tops[0]), FadeIn(floors[0]), run_time=0.8)
            line.at("clicks")
            self.play(FadeIn(tops[1]), FadeIn(floors[1]), run_time=0.8)
            line.at("crowd")
            self.play(FadeIn(tops[2]), FadeIn(floors[2]), run_time=0.8)

        def grow(to, run_time):
            stages = [self.in_widths(population, to) for population in populations.values()]
            moves = [MoveBars(b, stage) for b, stage in zip(bars, stages, strict=True)]
            self.play(*moves, n.animate.set_value(to), run_time=run_time)

        with self.say(
            "Below them, their means, each measured in its own width. Means of one: still the old shapes."
        ) as line:
            self.play(FadeIn(scale), FadeIn(size), run_time=0.8)
            line.at("one")
            self.play(*map(Rise, bars), run_time=1.2)
        with self.say(
            "Means of two: in the hole of the crowd, a new hump grows, where a small value meets a large one."
        ) as line:
            grow(2, line.until("new"))
        with self.say(
            "Means of three. Means of four. And on, and on, to means of {many}.", many=self.many
        ) as line:
            grow(3, line.until("means", 2))
            grow(4, line.until("and"))
            step = (line.rest() + 0.4) / len(self.larger)
            for larger in self.larger:
                grow(larger, step)
        with self.say(
            "Three shapes that have nothing in common. And below them, one and the same bell."
        ) as line:
            line.at("one")
            self.play(*map(Create, bells), run_time=line.rest() + 0.3)
        with self.say(
            "So the bell does not come from the population. It comes from averaging: "
            "as with the dice, many mixtures lead to the middle, and few to the ends."
        ) as line:
            line.at("population")
            self.play(*[top.animate.fade(0.5) for top in tops], run_time=0.8)
            line.at("averaging")
            self.play(
                *[Indicate(bell, color=self.colour("answer"), scale_factor=1.05) for bell in bells],
                run_time=1.2,
            )
        let_go([size])

    def portrait(self, name, population, region):
        """The shape of a population with its name above and a mark at its mean."""
        low, high = (-0.7, 1.7) if population is self.visitors else (0, population.shown[1])
        heights = population.height(np.linspace(low, high, 200))
        if population.law is not None:
            heights = population.law.probabilities
        top, bottom = region.rows(0.2, 1, gap=0.1)
        chart = self.chart(
            (low, high, 1), (0, 1.15 * heights.max(), 1), region=bottom, x_numbers=False, y_numbers=False
        )
        picture = VGroup(
            self.floor(chart),
            self.outline(chart, population),
            self.mark(chart, population.mean),
            top.place(self.formula(name, size="label", role="chance")),
        )
        for value in population.law.values if population.law else ():
            number = self.formula("{value}", value=value, size="small", role="muted")
            picture.add(number.next_to(chart.at(value, 0), DOWN, buff=0.14))
        return picture

    def in_widths(self, population, n):
        """The distribution of the mean of n draws as bars, measured in standard errors."""
        if population.law is not None:
            law = standardized(population.law.mean_of_draws(n))
            return masses(law.values, law.probabilities)
        grown = self.mean_waits if population is self.waits else self.mean_crowd
        return self.widths, standardized_histogram(grown[n - 1], self.widths)

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
        rulers = [
            VGroup(
                self.ruler(c, self.waits.mean, standard_error(self.waits.standard_deviation, n), y, '"min"'),
                self.formula("n = {n}", n=n, size="label").move_to(c.at(35, y)),
            )
            for c, n, y in zip(charts, sizes, (0.075, 0.115, 0.175), strict=True)
        ]
        top, bottom = charts[0].at(self.waits.mean, 0.19), charts[-1].at(self.waits.mean, 0)
        mean = DashedLine(top, bottom, color=self.colour("ink"), stroke_width=2.5).set_z_index(1)
        with self.say(
            "Back to the waiting times. Single times scatter by {sigma} minutes around their mean: "
            "that is their standard deviation, sigma.",
            sigma=self.waits.standard_deviation,
        ) as line:
            self.play(*[FadeIn(self.floor(c)) for c in charts], run_time=0.8)
            line.at("single")
            self.play(Rise(bars[0]), run_time=1.0)
            line.at("minutes")
            self.play(FadeIn(mean), FadeIn(rulers[0]), run_time=1.0)
        with self.say(
            "Means of {few} scatter by half as much, by {half} minutes.",
            few=self.few,
            half=self.mean_waits[self.few - 1].standard_error,
        ) as line:
            self.play(Rise(bars[1]), run_time=line.until("half"))
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
        law = self.formula('"width" = sigma/sqrt(n)', role="answer")
        self.side.rows(1, 2)[0].place(law, at="left")
        with self.answer(
            guess,
            "{sixteen}. The width of the bell is sigma divided by the square root of n. "
            "So four times the sample gives half the width: {quarter} minutes.",
            sixteen=four_times,
            quarter=self.mean_waits[four_times - 1].standard_error,
        ) as line:
            line.at("sigma")
            self.play(Write(law), run_time=line.until("so"))
            self.play(Rise(bars[2]), run_time=line.until("half"))
            self.play(FadeIn(rulers[2]), run_time=0.8)

    def ruler(self, chart, centre, width, y, unit):
        """How far values scatter: an arrow from the centre, with its length."""
        ends = chart.at(centre, y), chart.at(centre + width, y)
        arrow = DoubleArrow(*ends, buff=0, color=self.colour("answer"), stroke_width=4, tip_length=0.14)
        length = self.formula("{width} " + unit, width=width, size="label", role="answer")
        return VGroup(arrow, length.next_to(arrow, RIGHT, buff=0.2))

    def measure_the_lean(self):
        self.clear_stage()
        chart = self.chart(
            (-4, 4, 1),
            (0, 1.02, 0.2),
            x_numbers=range(-3, 4),
            y_numbers=False,
            x_label='"distance from the mean, in widths of the bell"',
        )
        bell = self.bell(chart, 0, 1)
        bars = self.bars(chart, self.in_widths(self.waits, 1), role="output")
        n = ValueTracker(1)
        size = self.size_sign(n)
        law = self.formula('"lean" = {two}/sqrt(n) =', two=self.waits.skewness)
        lean = self.counter(
            lambda: self.waits.skewness / np.sqrt(n.get_value()), decimals=3, size="formula", role="loss"
        )
        self.side.stack(size, VGroup(law, lean.next_to(law, RIGHT, buff=0.2)), gap=0.6)
        with self.say(
            "And the gold bars lean: most stand on the left, with a long tail on the right. "
            "For waiting times, this lean is two, divided by the square root of n."
        ) as line:
            self.play(FadeIn(self.floor(chart)), FadeIn(size), run_time=0.6)
            self.play(Rise(bars), run_time=1.2)
            line.at("for")
            self.play(FadeIn(bell), FadeIn(law), FadeIn(lean), run_time=1.0)
        with self.say(
            "As n grows, it fades, but slowly. At {many}, the lean is still {lean}: "
            "the gold bars stand out on the left, and fall short on the right.",
            many=self.many,
            lean=rounded(self.mean_waits[-1].skewness, 3),
        ) as line:
            stages = [self.in_widths(self.waits, k) for k in range(2, self.many + 1)]
            self.play(MoveBars(bars, *stages), n.animate.set_value(self.many), run_time=line.until("still"))
            for word, place, words in (("out", -1.75, '"too many"'), ("short", 1.75, '"too few"')):
                line.at(word)
                self.play(FadeIn(chart.label(words, place, 0.25, role="loss")), run_time=0.4)
        let_go([size, lean])
        self.say(
            "So {many} is no magic number. The stronger the lean, the larger n has to be.", many=self.many
        )

    # One population refuses ------------------------------------------------------------------------------

    def meet_the_one_that_refuses(self):
        self.chapter("One population refuses", clear=True)
        upper, lower = self.board.rows(1, 1)
        sky = self.chart((-10, 10, 5), (0, 0.36, 0.1), region=upper, x_numbers=False, y_numbers=False)
        ground = self.chart((-10, 10, 5), (0, 0.36, 0.1), region=lower, x_numbers=(-5, 0, 5), y_numbers=False)
        edges = np.linspace(-10, 10, 81)
        bars = self.bars(ground, (edges, self.mean_wild[0].histogram(edges)), role="output")
        n = ValueTracker(1)
        size = self.side.rows(1, 4)[0].place(self.size_sign(n), at="left")
        single = sky.label('"Cauchy"', 6, 0.16, role="chance")
        means = ground.label('"means of" n', 6, 0.16, role="output")
        with self.say(
            "One population refuses. It is called Cauchy, and to the eye, it is a bell already. "
            "But let n grow to {many}: the means below do not come any closer together.",
            many=self.many,
        ) as line:
            self.play(FadeIn(self.floor(sky)), FadeIn(self.floor(ground)), run_time=0.8)
            line.at("Cauchy")
            self.play(FadeIn(self.outline(sky, self.wild)), FadeIn(single), run_time=1.0)
            line.at("but")
            self.play(FadeIn(means), FadeIn(size), Rise(bars), run_time=line.until("grow"))
            stages = [(edges, d.histogram(edges)) for d in self.mean_wild[1:]]
            self.play(MoveBars(bars, *stages), n.animate.set_value(self.many), run_time=line.rest())
        let_go([size])
        self.look_at_one_sample()

    def look_at_one_sample(self):
        self.clear_stage()
        above, below = self.full.rows(1.2, 1)
        span = (-20, 80, 20)
        sky = self.chart(span, (0, 1, 1), region=above, x_numbers=False, y_numbers=False)
        ground = self.chart(span, (0, 1, 1), region=below, x_numbers=(0, 20, 40, 60), y_numbers=False)
        sample = self.sample_with_an_outlier()
        far = farthest_draw(sample)
        value, without, mean = rounded(far.value, 1), rounded(far.mean_without, 1), rounded(far.mean, 1)
        drops = self.rain(sky, sample, sky.at(0, 1)[1])
        outlier = self.formula("{v}", v=value, size="label", role="input")
        outlier.next_to(sky.at(far.value, 0), UP, buff=0.2)
        with self.say(
            "Here is why. This is one sample of {many}. Nearly all of its drops lie close together. "
            "But one has landed at {far}.",
            many=self.many,
            far=value,
        ) as line:
            self.play(FadeIn(self.floor(sky)), FadeIn(self.floor(ground)), run_time=0.8)
            line.at("sample")
            self.play(Fall(drops, each=0.8), run_time=line.until("landed"))
            self.play(FadeIn(outlier), run_time=0.6)
        means = self.rain(ground, np.array([far.mean_without, far.mean]), sky.at(0, 0)[1], role="output")
        labels = [
            self.formula('"without it" {m}', m=without, size="label", role="output"),
            self.formula('"with it" {m}', m=mean, size="label", role="output"),
        ]
        labels[0].next_to(ground.at(far.mean_without, 0), UP + LEFT, buff=0.2)
        labels[1].next_to(ground.at(far.mean, 0), UP + RIGHT, buff=0.2)
        with self.say(
            "Without it, the mean would be {without}. With it, the mean is {included}. "
            "One drop outweighs all the others.",
            without=without,
            included=mean,
        ) as line:
            line.at("mean")
            self.play(Fall(means, 1), FadeIn(labels[0]), run_time=0.8)
            line.at("mean", 2)
            self.play(Fall(means, 1), FadeIn(labels[1]), run_time=0.8)
        self.clear_stage()
        chart = self.chart(
            (0, self.long_run, 250),
            (-8, 8, 4),
            region=self.full,
            x_numbers=False,
            x_label='"drops so far"',
            y_label='"their mean"',
        )
        walk = chart.path(self.restless_walk(), role="output", width=3)
        with self.say(
            "And larger samples only catch larger drops. Follow the mean through {count} of them: "
            "whenever it seems to settle, a large one throws it off.",
            count=self.long_run,
        ) as line:
            self.play(FadeIn(chart.picture), run_time=0.8)
            line.at("follow")
            self.play(Create(walk, rate_func=linear), run_time=line.rest())
        self.say("This population has no mean and no sigma: there is nothing to settle on.")

    def sample_with_an_outlier(self):
        """The first sample in which one value alone lies far out, but still in the picture."""
        samples = self.mean_wild[-1].samples
        distance = np.sort(np.abs(samples), axis=1)
        fits = (distance[:, -2] < 15) & (distance[:, -1] < 75) & (samples.max(axis=1) > 60)
        return samples[np.flatnonzero(fits)[0]]

    def restless_walk(self):
        """The first walk of running means that stays in the picture, shape (long_run, 2)."""
        stays = np.abs(self.walks.means).max(axis=1) < 8
        jumps = np.abs(np.diff(self.walks.means[:, 100:])).max(axis=1) > 1.5
        return np.column_stack(
            [np.arange(1, self.long_run + 1), self.walks.means[np.flatnonzero(stays & jumps)[0]]]
        )

    # What you can do now ---------------------------------------------------------------------------------

    def sum_up(self):
        self.chapter("What you can do now", clear=True)
        chart = self.chart(
            (50, 150, 25), (0, 0.18, 0.1), x_numbers=(75, 100, 125), y_numbers=False, x_label='"points"'
        )
        width = standard_error(self.score_spread, self.scores)
        x, centre = np.linspace(50, 150, 241), 100
        people = chart.polygon(
            np.column_stack([x, sum_of_normals([centre], [self.score_spread]).density(x)]), role="chance"
        )
        means = self.bell(chart, centre, width)
        rulers = [
            self.ruler(chart, centre, self.score_spread, 0.035, '"points: single scores"'),
            self.ruler(chart, centre, width, 0.165, '"points: their mean"'),
        ]
        facts = [
            self.formula("overline(x) = (x_1 + ... + x_n)/n"),
            self.formula('"standard error" = sigma/sqrt(n)', role="answer"),
            self.text("wild values: no bell", role="loss"),
        ]
        self.side.stack(*facts, gap=0.7)
        with self.say(
            "This width has a name: it is called the standard error. Say that scores in a test scatter "
            "by {spread} points. Then the mean of {scores} scores scatters by {error} points only.",
            spread=self.score_spread,
            scores=self.scores,
            error=width,
        ) as line:
            self.play(FadeIn(self.floor(chart)), run_time=0.8)
            line.at("standard")
            self.play(Write(facts[1]), run_time=1.2)
            line.at("scores")
            self.play(FadeIn(people), FadeIn(rulers[0]), run_time=1.0)
            line.at("mean")
            self.play(Create(means), run_time=line.until("scatters"))
            self.play(FadeIn(rulers[1]), run_time=0.8)
        with self.say(
            "You can now say where the bell comes from: from averaging, whatever the data look like."
        ) as line:
            self.play(FadeIn(facts[0]), run_time=line.rest())
        with self.say("You can say how wide it is: sigma, divided by the square root of n.") as line:
            line.at("sigma")
            self.play(Indicate(facts[1], color=self.colour("answer")), run_time=1.2)
        with self.say("And you can tell when to distrust it: when single values can be enormous.") as line:
            self.play(FadeIn(facts[2]), run_time=line.rest())

    # What the chapters share -----------------------------------------------------------------------------

    def floor(self, chart):
        """The horizontal axis alone: heights are densities, which need no numbers here."""
        return VGroup(chart.frame.x_axis, chart.numbers, chart.labels)

    def bell(self, chart, mean, width):
        """The normal curve with a mean and a standard deviation, four of them to either side."""
        x = mean + width * np.linspace(-4, 4, 161)
        density = sum_of_normals([mean], [width]).density(x)
        return chart.path(np.column_stack([x, density]), role="answer")

    def mark(self, chart, x):
        """The gold mark below an axis at a mean."""
        mark = Triangle(color=self.colour("output"), fill_opacity=1, stroke_width=0).scale(0.13)
        return mark.next_to(chart.at(x, 0), DOWN, buff=0.04)

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
