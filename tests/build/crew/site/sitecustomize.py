"""Workers that tests start find ``mathviz.build.toys``, as if it were a part of mathviz."""

from pathlib import Path

import mathviz.build

mathviz.build.__path__.append(str(Path(__file__).parent / "mathviz_toys"))
