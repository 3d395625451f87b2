"""What this machine has to work with: processors and memory, within what its container allows."""

from __future__ import annotations

import os
from pathlib import Path

import psutil

__all__ = ["hands_here", "memory_for"]

WORKER_NEEDS = 700 << 20
"""Bytes that a worker takes to film a lecture in full size, the voice included; measured, rounded up."""

CGROUP = Path("/sys/fs/cgroup")


def hands_here() -> int:
    """How many workers suit this machine now: one a processor, as far as the free memory goes."""
    return max(1, min(processors(), free_memory() // WORKER_NEEDS))


def memory_for(hands: int) -> int:
    """Bytes that each of so many workers may take before it is replaced: its share of nine tenths of all."""
    return max(WORKER_NEEDS, free_memory() * 9 // 10 // hands)


def processors() -> int:
    """The processors that this process may use; a container's share counts as whole ones."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _limit("cpu.max").partition(" ")
    return max(1, min(here, int(quota) // int(period))) if quota.isdigit() else here


def free_memory() -> int:
    """Bytes that can be taken without swapping, also within a container."""
    free: int = psutil.virtual_memory().available
    limit, used = _limit("memory.max"), _limit("memory.current")
    return min(free, max(0, int(limit) - int(used))) if limit.isdigit() and used.isdigit() else free


def _limit(name: str) -> str:
    try:
        return (CGROUP / name).read_text().strip()
    except OSError:
        return ""
