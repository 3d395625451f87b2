"""``python -m mathviz`` is the ``mathviz`` command."""

from mathviz.cli import main

main()
