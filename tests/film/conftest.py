"""Files as users write them are films to be made, no modules of the tests: some set up Manim on import."""

collect_ignore = ["users"]
