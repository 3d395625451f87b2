"""The compiled parts, as they are in the sources."""

from hatch_build import PARTS, compile_part, library


def bring_up(name, loaded):
    """Compile a part as setting up does, here also after a change of its source; ``loaded`` keeps it."""
    made = library(name)
    if not made.exists() or made.stat().st_mtime < PARTS[name].stat().st_mtime:
        compile_part(name)
        loaded.cache_clear()
