"""The timeline of a lecture, rehearsed only if something that it used is another than when it was last."""

from __future__ import annotations

from mathviz.build.config import LectureEntry
from mathviz.build.films import timeline_of
from mathviz.build.plan import Planner
from mathviz.store import StoreError
from mathviz.timeline import Timeline

__all__ = ["timeline_known_or_rehearsed"]


def timeline_known_or_rehearsed(planner: Planner, lecture: LectureEntry) -> Timeline:
    """The timeline in the store, if it still stands; else that of a rehearsal, which is kept.

    Raises ``LectureError`` as :func:`mathviz.build.rehearsal.perform` does.
    """
    film, _ = planner.film(lecture)
    known = planner.standing(film.rehearsal_key)
    if known is None:
        from mathviz.build.crew import Place
        from mathviz.build.tasks import rehearse

        place = Place(planner.project.root, planner.store.folder)
        try:
            known = rehearse(film, place, lambda event: None).value
        except StoreError:  # on a disk that is read-only, it can be rehearsed all the same
            from mathviz.build.rehearsal import rehearse as rehearse_only

            return rehearse_only(planner.project, lecture, planner.profile, planner.voice)
        planner.present.save()
    return timeline_of(known["timeline"], planner.project.root)
