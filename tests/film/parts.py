"""The compiled parts, as they are in the sources."""

import subprocess
from pathlib import Path

from hatch_build import PARTS, compile_part, library


def bring_up(name, loaded):
    """Compile a part as setting up does, here also after a change of its source; ``loaded`` keeps it."""
    made = library(name)
    if not made.exists() or made.stat().st_mtime < PARTS[name].stat().st_mtime:
        compile_part(name)
        loaded.cache_clear()


def drive(name, folder, *more):
    """Let the sanitizers watch a part while its driver, ``drive_NAME.c``, uses it; what that prints."""
    driver, program = Path(__file__).with_name(f"drive_{name}.c"), folder / "drive"
    flags = ["-O1", "-g", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fno-sanitize-recover=all"]
    # The choice among variants of a function happens before the sanitizers are there.
    flags += ["-DVECTORS=", "-fsanitize=" + ",".join(["address", "undefined", *more])]
    subprocess.run(["cc", *flags, str(driver), str(PARTS[name]), "-o", str(program), "-lm"], check=True)
    run = subprocess.run([program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout
