"""The means of many samples make a bell, whatever the population looks like, if it has a width at all."""

import math
from types import SimpleNamespace

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
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
    farthest_draw,
    growing_means,
    middle_sample,
    running_means,
    sample_means,
    standard_error,
    standardized,
    standardized_histogram,
    sum_of_normals,
    two_humped_crowd,
    waiting_times,
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
        self.restless = running_means(self.wild, self.long_run, 1, self.rng).means[0]

    def construct(self):
        self.roll_one_die()
        self.roll_two()
        self.roll_ten()
        self.let_it_rain()
        self.let_the_samples_grow()
        self.ask_about_the_data()
        self.try_other_shapes()
        self.measure_the_width()
        self.measure_the_lean()
        self.meet_the_one_that_refuses()
        self.look_at_one_sample()
        self.follow_its_mean()
        self.sum_up()

    # One die, two dice, ten ------------------------------------------------------------------------------

    def roll_one_die(self):
        self.chapter("One die, two dice, ten")
        self.table = self.density_chart((0, 7, 1), 0.8, x_numbers=range(1, 7), x_label='"mean of the dice"')
        self.dice = ValueTracker(1)
        self.how_many = self.sign_at_the_side('"dice" =', self.dice)
        self.roof = self.bars(self.table, self.dice_bars(1), gap=0.16)
        with self.say(
            "Roll one die. All {sides} faces are equally likely: green bars, all of the same height. "
            "A flat roof. No bell.",
            sides=self.die.law.values.size,
        ) as line:
            self.play(FadeIn(self.table.picture), FadeIn(self.how_many), run_time=0.8)
            line.at("green")
            self.play(Rise(self.roof), run_time=1.2)

    def roll_two(self):
        guess = self.ask(
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
        edges, _ = self.dice_bars(2)
        shuffled = self.rng.permutation(self.pairs.means)
        self.tent = self.rain(self.table, shuffled, self.table.at(0, 0.8)[1], edges=edges, role="output")
        with self.answer(
            guess,
            "A tent. Each gold dot is one of the {pairs} pairs that two dice can show.",
            pairs=self.pairs.means.size,
        ) as line:
            self.play(FadeOut(self.roof), self.dice.animate.set_value(2), run_time=line.until("gold"))
            self.play(Fall(self.tent, each=0.5, run_time=line.rest() + 0.2))
        low, middle = self.die.law.values[0], self.die.mean
        self.ends, self.centre = self.frame_column(low), self.frame_column(middle)
        self.clear_stage(keep=[self.table.picture, self.how_many, self.tent])
        with self.say(
            "Only {one} pair has the mean {low}: two ones. But {six} pairs have the mean {middle}.",
            one=self.ways(low),
            low=low,
            six=self.ways(middle),
            middle=middle,
        ) as line:
            line.at("pair")
            self.play(FadeIn(self.ends), run_time=0.8)
            line.at("pairs")
            self.play(FadeIn(self.centre), run_time=0.8)

    def roll_ten(self):
        bars = self.bars(self.table, self.dice_bars(2), role="output", gap=0.16)
        with self.say(
            "Many ways lead to the middle, and few to the ends. Add more dice, up to {ten}: "
            "the ends are all but empty now, and the bars have become a bell.",
            ten=self.most_dice,
        ) as line:
            line.at("ends")
            leaving = map(FadeOut, (self.tent, self.ends, self.centre))
            self.play(*leaving, FadeIn(bars), run_time=line.until("add"))
            self.play(
                MoveBars(bars, *map(self.dice_bars, range(3, self.most_dice + 1))),
                self.dice.animate.set_value(self.most_dice),
                run_time=line.until("now"),
            )
        width = standard_error(self.die.standard_deviation, self.most_dice)
        with self.say(
            "Nobody put a bell into the die. So where does it come from? And does it need dice, after all?"
        ) as line:
            line.at("bell")
            self.play(Create(self.table.bell(self.die.mean, width)), run_time=1.5)

    def dice_bars(self, n):
        law = self.die.law.mean_of_draws(n)
        return masses(law.values, law.probabilities)

    def ways(self, mean):
        return int(np.isclose(self.pairs.means, mean).sum())

    def frame_column(self, mean):
        """A frame around the dots with one mean, and how many they are."""
        edges, heights = self.dice_bars(2)
        index = np.searchsorted(edges, mean) - 1
        left, right, top = edges[index], edges[index + 1], heights[index] + 0.01
        corners = [[left, 0], [right, 0], [right, top], [left, top]]
        frame = self.table.polygon(corners, role="answer", opacity=0)
        words = '{n} "pair"' if self.ways(mean) == 1 else '{n} "pairs"'
        return VGroup(
            frame, self.formula(words, n=self.ways(mean), size="name", role="answer").next_to(frame, UP)
        )

    def sign_at_the_side(self, markup, tracker):
        """How large the samples are, at the top of the side column."""
        return self.side.place(self.reading(markup, tracker.get_value, decimals=0), at="top left")

    # A rain of samples -----------------------------------------------------------------------------------

    def let_it_rain(self):
        self.chapter("A rain of samples", clear=True)
        upper, lower = self.board.rows(1, 2)
        self.sky = self.density_chart((0, 40, 10), 0.11, region=upper, x_numbers=False)
        self.ground = self.density_chart((0, 40, 10), 0.225, region=lower, x_label='"minutes"')
        self.n = ValueTracker(self.few)
        self.size = self.sign_at_the_side("n =", self.n)
        shape = self.sky.outline(self.waits)
        single = self.sky.label('"single waiting times"', 29, 0.045, role="chance", size="body")
        means = self.ground.label('"means of" n', 29, 0.1, role="output", size="body")
        mark = self.sky.mark(self.waits.mean)
        with self.say(
            "Take something far less even. This green shape shows how long people wait for a bus: "
            "most of them briefly, a few for very long. The gold mark is their mean, {mean} minutes.",
            mean=self.waits.mean,
        ) as line:
            self.play(FadeIn(self.sky.picture), FadeIn(self.ground.picture), run_time=0.8)
            line.at("green")
            self.play(FadeIn(shape), FadeIn(single), run_time=1.0)
            line.at("gold")
            self.play(FadeIn(mark, shift=0.2 * UP), run_time=0.8)

        cloud = self.sky.at(0, 0)[1] - 0.28  # below the drops: so the mean is not hidden among them
        self.pile = self.rain(self.ground, self.first_means.means, cloud, edges=self.columns, role="output")
        with self.say(
            "Let it rain. {few} blue drops: one sample of waiting times. "
            "Their mean, the gold dot, falls to the lower line, and stays there.",
            few=self.few,
        ) as line:
            drops = self.sample_drops(0)
            self.play(FadeOut(mark), FadeIn(self.size), run_time=line.until("blue"))
            self.play(Fall(drops, each=0.8), run_time=line.until("waiting"))
            line.at("mean")
            self.show_the_mean(0, run_time=0.6)
            line.at("falls")
            self.drop_the_mean(FadeIn(means), run_time=1.2)
        with self.say("Another sample, and its mean. And another sample, and its mean.") as line:
            for k in (1, 2):
                gone, drops = drops, self.sample_drops(k)
                self.play(FadeOut(gone), Fall(drops, each=0.6), run_time=line.until("mean", k) - 0.25)
                self.show_the_mean(k, run_time=0.25)
                self.drop_the_mean(run_time=0.6)
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

    def show_the_mean(self, k, *, run_time):
        self.mean_dot = self.sky.dot(0, 0, role="output", radius=self.pile.radius)
        self.mean_dot.move_to([*self.pile.release[k], 0])
        self.play(FadeIn(self.mean_dot, scale=3), run_time=run_time)

    def drop_the_mean(self, *more, run_time):
        self.remove(self.mean_dot)
        self.play(Fall(self.pile, 1, each=run_time), *more, run_time=run_time)

    def let_the_samples_grow(self):
        bars = self.bars(
            self.ground, (self.columns, self.first_means.histogram(self.columns)), role="output", gap=0
        )
        stages = [(self.minutes, grown.histogram(self.minutes)) for grown in self.mean_waits[self.few - 1 :]]
        largest = self.mean_waits[-1]
        with self.say(
            "Now let the samples grow, from {few} waiting times to {many}. "
            "The hill gets narrow, and even: it is the normal bell, drawn in yellow.",
            few=self.few,
            many=self.many,
        ) as line:
            self.play(FadeIn(bars), FadeOut(self.pile), run_time=line.until("grow"))
            self.play(
                MoveBars(bars, *stages), self.n.animate.set_value(self.many), run_time=line.until("normal")
            )
            self.play(Create(self.ground.bell(largest.mean, largest.standard_error)), run_time=line.rest())

    def ask_about_the_data(self):
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
        with self.answer(
            guess,
            "It stays lopsided. {count} blue data only trace the green shape. "
            "Data never become normal. Only their mean has a bell.",
            count=self.single_times,
        ) as line:
            line.at("blue")
            self.add(data, self.sky.density(self.waits.height, role="chance"))
            self.play(Rise(data), run_time=1.6)

    # The same bell every time ----------------------------------------------------------------------------

    def try_other_shapes(self):
        self.chapter("The same bell every time", clear=True)
        *columns, last = self.full.split(1, 1, 1, 0.5)
        populations = [self.waits, self.visitors, self.crowd]
        names = ("bus waiting times", "web page clicks", "a split crowd")
        n = ValueTracker(1)
        size = last.rows(1, 2)[1].place(self.reading("n =", n.get_value, decimals=0), at="top left")
        tops, charts, bars = [], [], []
        for column, name, population in zip(columns, names, populations, strict=True):
            upper, lower = column.rows(1, 2.2, gap=0.4)
            tops.append(self.portrait(name, population, upper))
            chart = self.density_chart((-4, 4, 1), 1, region=lower.rows(1, 0.1)[0], x_numbers=(-2, 0, 2))
            charts.append(chart)
            bars.append(self.bars(chart, self.in_widths(population, 1), role="output"))
        scale = self.text("distance from the mean, in widths of the bell", size="label", role="muted")
        scale.next_to(charts[1].picture, DOWN, buff=0.15)
        with self.say(
            "Does it only work for waiting times? Clicks are just zeros and ones. "
            "And this crowd has two humps, with a hole where its mean lies, at the gold mark."
        ) as line:
            for top, chart, word in zip(tops, charts, ("", "clicks", "crowd"), strict=True):
                if word:
                    line.at(word)
                self.play(FadeIn(top), FadeIn(chart.picture), run_time=0.8)

        def grow(to, run_time):
            stages = [self.in_widths(population, to) for population in populations]
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
        bells = [chart.bell(0, 1) for chart in charts]
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
            self.point_at(*bells, scale=1.05)
        let_go([size])

    def portrait(self, name, population, region):
        """The shape of a population with its name above and a mark at its mean."""
        low, high = (-0.7, 1.7) if population is self.visitors else (0, population.shown[1])
        top, bottom = region.rows(0.2, 1, gap=0.1)
        values = population.law.values if population.law else np.linspace(low, high, 200)
        chart = self.density_chart(
            (low, high, 1), 1.15 * population.height(values).max(), region=bottom, x_numbers=False
        )
        title = top.place(self.text(name, size="body", role="chance"))
        picture = VGroup(chart.picture, chart.outline(population), chart.mark(population.mean), title)
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
        four_times = self.few**2
        single, few, more = rows = [
            self.row_of_means(n, region, role, unit)
            for n, region, role, unit in zip(
                (1, self.few, four_times),
                self.board.rows(1.35, 1.35, 2.45),
                ("chance", "output", "output"),
                ("", "", '"minutes"'),
                strict=True,
            )
        ]
        top, bottom = (row.chart.at(self.waits.mean, y) for row, y in ((single, 0.19), (more, 0)))
        mean = DashedLine(top, bottom, color=self.colour("ink"), stroke_width=2.5).set_z_index(1)
        with self.say(
            "Back to the waiting times. Single times scatter by {sigma} minutes around their mean: "
            "that is their standard deviation, sigma.",
            sigma=self.waits.standard_deviation,
        ) as line:
            self.play(*[FadeIn(row.chart.picture) for row in rows], run_time=0.8)
            line.at("single")
            self.play(Rise(single.bars), FadeIn(single.size), run_time=1.0)
            line.at("minutes")
            self.play(FadeIn(mean), FadeIn(single.ruler), run_time=1.0)
        with self.say(
            "Means of {few} scatter by half as much, by {half} minutes.",
            few=self.few,
            half=self.mean_waits[self.few - 1].standard_error,
        ) as line:
            self.play(Rise(few.bars), FadeIn(few.size), run_time=line.until("half"))
            self.play(FadeIn(few.ruler), run_time=0.8)
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
        law = self.side.place(self.formula('"width" = sigma/sqrt(n)', role="answer"), at="top left")
        with self.answer(
            guess,
            "{sixteen}. The width of the bell is sigma divided by the square root of n. "
            "So four times the sample gives half the width: {quarter} minutes.",
            sixteen=four_times,
            quarter=self.mean_waits[four_times - 1].standard_error,
        ) as line:
            line.at("sigma")
            self.play(Write(law), run_time=line.until("so"))
            self.play(Rise(more.bars), FadeIn(more.size), run_time=line.until("half"))
            self.play(FadeIn(more.ruler), run_time=0.8)
        name = self.text("standard error", role="answer").next_to(law, DOWN, buff=0.35).align_to(law, LEFT)
        with self.say("This width has a name. It is called the standard error of the mean.") as line:
            line.at("standard")
            self.play(FadeIn(name), run_time=0.8)

    def row_of_means(self, n, region, role, unit):
        """The means of n waiting times on an axis of their own, and how far they scatter."""
        means = self.mean_waits[n - 1]
        chart = self.density_chart((0, 40, 10), 0.19, region=region, x_numbers=bool(unit), x_label=unit)
        height = means.histogram(self.minutes).max() + 0.025
        width = means.standard_error
        row = SimpleNamespace(chart=chart)
        row.bars = self.bars(chart, (self.minutes, means.histogram(self.minutes)), role=role)
        row.ruler = chart.ruler(means.mean, means.mean + width, height, '{width} "min"', width=width)
        row.size = self.formula("n = {n}", n=n, size="name").move_to(chart.at(35, height))
        return row

    def measure_the_lean(self):
        self.clear_stage()
        chart = self.density_chart(
            (-4, 4, 1),
            1.02,
            x_numbers=range(-3, 4),
            x_label='"distance from the mean, in widths of the bell"',
        )
        bars = self.bars(chart, self.in_widths(self.waits, 1), role="output")
        n = ValueTracker(1)
        size = self.reading("n =", n.get_value, decimals=0)
        lean = self.reading(
            '"lean" = {two}/sqrt(n) =',
            lambda: self.waits.skewness / math.sqrt(n.get_value()),
            decimals=3,
            role="loss",
            two=self.waits.skewness,
        )
        self.side.stack(size, lean, gap=0.6)
        with self.say(
            "And the gold bars lean: most stand on the left, with a long tail on the right. "
            "For waiting times, this lean is two, divided by the square root of n."
        ) as line:
            self.play(FadeIn(chart.picture), FadeIn(size), run_time=0.6)
            self.play(Rise(bars), run_time=1.2)
            line.at("for")
            self.play(FadeIn(chart.bell(0, 1)), FadeIn(lean), run_time=1.0)
        with self.say(
            "As n grows, it fades, but slowly. At {many}, the lean is still {lean}: "
            "the gold bars stand out on the left, and fall short on the right.",
            many=self.many,
            lean=rounded(self.mean_waits[-1].skewness, 3),
        ) as line:
            stages = [self.in_widths(self.waits, k) for k in range(2, self.many + 1)]
            self.play(MoveBars(bars, *stages), n.animate.set_value(self.many), run_time=line.until("still"))
            for word, place, words in (("out", -2, '"too many"'), ("short", 2, '"too few"')):
                line.at(word)
                self.play(FadeIn(chart.label(words, place, 0.25, role="loss", size="body")), run_time=0.4)
        let_go([size, lean])
        self.say(
            "So {many} is no magic number. The stronger the lean, the larger n has to be.", many=self.many
        )

    # One population refuses ------------------------------------------------------------------------------

    def meet_the_one_that_refuses(self):
        self.chapter("One population refuses", clear=True)
        upper, lower = self.board.rows(1, 1)
        sky = self.density_chart((-10, 10, 5), 0.36, region=upper, x_numbers=False)
        ground = self.density_chart((-10, 10, 5), 0.36, region=lower, x_numbers=(-5, 0, 5))
        edges = np.linspace(-10, 10, 81)
        single, *more = [(edges, means.histogram(edges)) for means in self.mean_wild]
        bars = self.bars(ground, single, role="output")
        n = ValueTracker(1)
        size = self.sign_at_the_side("n =", n)
        name = sky.label('"Cauchy"', 6, 0.16, role="chance", size="body")
        means = ground.label('"means of" n', 6, 0.16, role="output", size="body")
        with self.say(
            "One population refuses. It is called Cauchy, and to the eye, it is a bell already. "
            "But let n grow to {many}: the means below do not come any closer together.",
            many=self.many,
        ) as line:
            self.play(FadeIn(sky.picture), FadeIn(ground.picture), run_time=0.8)
            line.at("Cauchy")
            self.play(FadeIn(sky.outline(self.wild)), FadeIn(name), run_time=1.0)
            line.at("but")
            self.play(FadeIn(means), FadeIn(size), Rise(bars), run_time=line.until("grow"))
            self.play(MoveBars(bars, *more), n.animate.set_value(self.many), run_time=line.rest())
        let_go([size])
        self.clear_stage()

    def look_at_one_sample(self):
        sample = middle_sample(self.mean_wild[-1])
        far = farthest_draw(sample)
        above, below = self.full.rows(1.2, 1)
        span = (10 * math.floor(sample.min() / 10), 10 * math.ceil(sample.max() / 10), 10)
        sky = self.density_chart(span, 1, region=above, x_numbers=False)
        ground = self.density_chart(span, 1, region=below)
        drops = self.rain(sky, sample, sky.at(0, 1)[1])
        value, without, included = (rounded(x, 1) for x in (far.value, far.mean_without, far.mean))
        outlier = self.formula("{value}", value=value, size="name", role="input")
        outlier.next_to(sky.at(far.value, 0), UP, buff=0.25)
        with self.say(
            "Here is why. This is one sample of {many}, and quite a usual one. "
            "Nearly all of its drops lie close together. But one has landed at {far}.",
            many=self.many,
            far=value,
        ) as line:
            self.play(FadeIn(sky.picture), FadeIn(ground.picture), run_time=0.8)
            line.at("sample")
            self.play(Fall(drops, each=0.8), run_time=line.until("landed"))
            self.play(FadeIn(outlier), run_time=0.6)
        cloud = sky.at(0, 0)[1] - 0.28
        means = self.rain(ground, np.array([far.mean_without, far.mean]), cloud, role="output")
        sides = (LEFT, RIGHT) if far.mean_without < far.mean else (RIGHT, LEFT)
        labels = [
            self.formula(f'"{words}:" med {{mean}}', mean=mean, size="name", role="output").next_to(
                ground.at(place, 0), UP + side, buff=0.2
            )
            for words, mean, place, side in zip(
                ("without it", "with it"),
                (without, included),
                (far.mean_without, far.mean),
                sides,
                strict=True,
            )
        ]
        with self.say(
            "Without it, the mean would be {without}. With it, the mean is {included}. "
            "One drop outweighs all the others.",
            without=without,
            included=included,
        ) as line:
            for time, label in enumerate(labels, start=1):
                line.at("mean", time)
                self.play(Fall(means, 1), FadeIn(label), run_time=0.8)
        self.clear_stage()

    def follow_its_mean(self):
        top = 4 * math.ceil(np.abs(self.restless).max() / 4)
        chart = self.chart(
            (0, self.long_run, 250),
            (-top, top, top / 2),
            region=self.full,
            x_label='"drops so far"',
            y_label='"their mean"',
        )
        walk = chart.path(np.column_stack([np.arange(1, self.long_run + 1), self.restless]), role="output")
        with self.say(
            "And larger samples only catch larger drops. Follow the mean through {count} of them: "
            "whenever it seems to settle, a large one throws it off.",
            count=self.long_run,
        ) as line:
            self.play(FadeIn(chart.picture), run_time=0.8)
            line.at("follow")
            self.play(Create(walk, rate_func=linear), run_time=line.rest())
        self.say("This population has no mean and no sigma: there is nothing to settle on.")

    # What you can do now ---------------------------------------------------------------------------------

    def sum_up(self):
        self.chapter("What you can do now", clear=True)
        chart = self.density_chart((50, 150, 25), 0.18, x_numbers=(75, 100, 125), x_label='"points"')
        centre, error = 100, standard_error(self.score_spread, self.scores)
        people = chart.area(sum_of_normals([centre], [self.score_spread]).density)
        means = chart.bell(centre, error)
        spread, narrow = (
            chart.ruler(centre, centre + width, height, f'{{width}} "points: {words}"', width=width)
            for width, height, words in (
                (self.score_spread, 0.035, "scores"),
                (error, 0.165, "their mean"),
            )
        )
        averaging, law, wild = facts = [
            self.formula("overline(x) = (x_1 + ... + x_n)/n"),
            self.formula('"standard error" = sigma/sqrt(n)', role="answer"),
            self.text("wild values: no bell", role="loss"),
        ]
        self.side.stack(*facts, gap=0.7)
        with self.say(
            "Suppose that scores in a test scatter by {spread} points. "
            "Then the standard error of the mean of {scores} scores is only {error} points.",
            spread=self.score_spread,
            scores=self.scores,
            error=error,
        ) as line:
            self.play(FadeIn(chart.picture), run_time=0.8)
            line.at("scatter")
            self.play(FadeIn(people), FadeIn(spread), run_time=1.0)
            line.at("standard")
            self.play(Write(law), run_time=line.until("mean"))
            self.play(Create(means), run_time=line.until("only"))
            self.play(FadeIn(narrow), run_time=0.8)
        with self.say(
            "You can now say where the bell comes from: from averaging, whatever the data look like."
        ) as line:
            line.at("averaging")
            self.play(FadeIn(averaging), run_time=0.8)
        with self.say("You can say how wide it is: sigma, divided by the square root of n.") as line:
            line.at("sigma")
            self.point_at(law, scale=1.08)
        with self.say("And you can tell when to distrust it: when single values can be enormous.") as line:
            line.at("single")
            self.play(FadeIn(wild), run_time=0.8)
