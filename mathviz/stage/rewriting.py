"""One formula becomes the next: parts of the same name travel, the rest fades."""

from __future__ import annotations

from typing import Any

from manim import AnimationGroup, FadeIn, FadeOut, Mobject, Scene, Transform, VGroup

from mathviz.stage.typesetting import Formula

__all__ = ["Rewrite"]


class Rewrite(AnimationGroup):
    """Carry the named parts that two formulas share from the one to the other; fade out and in all else.

    Put ``new`` where it shall stand before. With ``keep`` the old formula stays, and its parts are copied.
    """

    def __init__(self, old: Formula, new: Formula, *, keep: bool = False, **kwargs: Any):
        self.old, self.new, self.keep = old, new, keep
        source, target = old.copy(), new.copy()
        shared = [name for name in old.names if name in new.names]
        leaving, arriving = _rest(source, shared), _rest(target, shared)
        travelling = [Transform(source.part(name), target.part(name)) for name in shared]
        fading = [FadeIn(arriving)] if keep else [FadeOut(leaving), FadeIn(arriving)]
        self._passing: list[Mobject] = [source, target, leaving, arriving, *map(source.part, shared)]
        super().__init__(*travelling, *fading, **kwargs)

    def _setup_scene(self, scene: Scene) -> None:
        super()._setup_scene(scene)
        if not self.keep:
            scene.remove(self.old)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the new formula itself on the stage, and nothing of what travelled."""
        super().clean_up_from_scene(scene)
        scene.remove(self.mobject, *self._passing, *[animation.mobject for animation in self.animations])
        scene.add(self.new)


def _rest(formula: Formula, names: list[str]) -> VGroup:
    """What is not in the named parts."""
    taken = {id(glyph) for name in names for glyph in formula.part(name).family_members_with_points()}
    return VGroup(*[g for g in formula.family_members_with_points() if id(g) not in taken])
