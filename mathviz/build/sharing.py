"""A store that several machines use, behind the one that each has: what one has made, no other need make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Self

from mathviz.build.crew.freight import Freight, FreightError, SharedStore
from mathviz.build.events import Event, SharedStoreLost
from mathviz.store import Entry, Store, StoreError

__all__ = ["BackedStore", "Sharing"]


class Sharing:
    """Takes entries from a shared store, and gives it what is made here, beside the run.

    A context; left by an exception, it gives no more. If the store is lost meanwhile, that is told once, and
    the run goes on without it.

    Parameters
    ----------
    store
        This machine's.
    address
        Of the shared one, as fsspec knows them. Raises ``SharedStoreError`` if nothing can be written there.
    """

    def __init__(self, store: Store, address: str, tell: Callable[[Event], None]) -> None:
        self.store = BackedStore(store.folder, store.tell, take_over=self.take_over)
        SharedStore(address).check()
        self._freight = Freight(store.folder, address)
        self._address, self._tell, self._lost = address, tell, False
        self._beside = ThreadPoolExecutor(1, "sharing")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait until all is given; not if there was an exception."""
        self._beside.shutdown(wait=kind is None, cancel_futures=kind is not None)

    def take_over(self, key: str) -> bool:
        """Put an entry of the shared store in the place of ours; whether there is one, whole."""
        if self._lost:
            return False
        try:
            self._freight.inward([key], {})
        except (FreightError, KeyError, TypeError):  # not there, damaged, or no entry of ours
            return False
        except StoreError:  # of this machine's
            raise
        except Exception as error:  # each kind of address has errors of its own
            self._lose(error)
            return False
        return True

    def give(self, keys: Iterable[str]) -> None:
        """Send entries to the shared store, soon."""
        for key in dict.fromkeys(keys):
            self._beside.submit(self._give, key)

    def _give(self, key: str) -> None:
        if self._lost:
            return
        try:
            self._freight.outward([key])
        except KeyError:  # damaged here, or taken away: it is made again, and given then
            return
        except Exception as error:
            self._lose(error)

    def _lose(self, error: Exception) -> None:
        self._lost = True
        self._tell(SharedStoreLost(self._address, f"{type(error).__name__}: {error}"))


@dataclass(frozen=True)
class BackedStore(Store):
    """A store that looks elsewhere for what it does not have."""

    take_over: Callable[[str], bool] = field(kw_only=True, compare=False, repr=False)

    def entry(self, key: str) -> Entry | None:
        """What is known of an entry; it is taken over first if it is elsewhere only."""
        found = super().entry(key)
        return super().entry(key) if found is None and self.take_over(key) else found
