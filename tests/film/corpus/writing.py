"""Text, formulas, code, tables, matrices, numbers."""

from manim import (
    BOLD,
    DOWN,
    GREEN,
    ITALIC,
    LEFT,
    RED,
    RIGHT,
    UP,
    YELLOW,
    ChangeDecimalToValue,
    ChangingDecimal,
    Circle,
    Code,
    Create,
    DecimalNumber,
    DecimalTable,
    Dot,
    FadeIn,
    Integer,
    IntegerTable,
    LaggedStartMap,
    MarkupText,
    MathTable,
    MathTypst,
    MobjectTable,
    Paragraph,
    Scene,
    Square,
    Table,
    Text,
    Typst,
    ValueTracker,
    VGroup,
    Write,
)


class Texts(Scene):
    def construct(self):
        words = VGroup(
            Text("plain"),
            Text("bold", weight=BOLD),
            Text("slanted", slant=ITALIC),
            Text("colour", t2c={"col": RED}),
            MarkupText('<span foreground="blue">mark</span>up'),
            Paragraph("two", "lines", alignment="center"),
        ).arrange_in_grid(3)
        self.play(LaggedStartMap(FadeIn, words, lag_ratio=0.2), run_time=0.6)
        self.wait(0.2)


class Formulas(Scene):
    def construct(self):
        formula = MathTypst("integral_0^1 x^2 dif x = 1/3", font_size=72)
        self.play(Write(formula), run_time=0.6)
        self.play(formula.animate.set_color(YELLOW), run_time=0.3)
        self.play(FadeIn(Typst("_some_ *text*").next_to(formula, DOWN)), run_time=0.3)


class Listing(Scene):
    def construct(self):
        code = Code(code_string="def f(x):\n    return x + 1", language="python").scale(0.8)
        self.play(Create(code), run_time=0.5)
        self.wait(0.2)


class Tables(Scene):
    def construct(self):
        table = Table([["1", "2"], ["3", "4"]], row_labels=[Text("a"), Text("b")], include_outer_lines=True)
        table.scale(0.6).add_highlighted_cell((2, 2), color=GREEN)
        self.play(table.create(), run_time=0.6)
        self.play(table.get_rows()[1].animate.set_color(RED), run_time=0.3)


class NumberTables(Scene):
    def construct(self):
        one = DecimalTable([[1.5, 2.25]], element_to_mobject=lambda n, **_: Text(str(n))).scale(0.6).shift(UP)
        two = (
            IntegerTable([[1, 2], [3, 4]], element_to_mobject=lambda n, **_: Text(str(n)))
            .scale(0.6)
            .shift(DOWN)
        )
        three = MobjectTable([[Circle(radius=0.2), Square(0.4)]]).scale(0.6).shift(4 * RIGHT)
        four = MathTable([["x", "y"]], element_to_mobject=MathTypst).scale(0.6).shift(4 * LEFT)
        self.play(FadeIn(one, two, three, four), run_time=0.4)


class Numbers(Scene):
    def construct(self):
        number = DecimalNumber(0, num_decimal_places=2, mob_class=Text)
        whole = Integer(7, mob_class=Text).shift(UP)
        self.add(number, whole)
        self.play(ChangeDecimalToValue(number, 3.14), run_time=0.4)
        self.play(ChangingDecimal(whole, lambda a: 7 + 5 * a), run_time=0.4)
        self.wait(0.2)


class Counting(Scene):
    def construct(self):
        tracker = ValueTracker(0)
        number = DecimalNumber(0, mob_class=Text)
        number.add_updater(lambda m: m.set_value(tracker.get_value()).next_to(dot, UP))
        dot = Dot().add_updater(lambda m: m.set_x(tracker.get_value()))
        self.add(number, dot)
        self.play(tracker.animate.set_value(2.5), run_time=0.6)
        self.wait(0.2)
