"""A crew that stays for many runs: starting Python and Manim takes longer than the films of these tests."""

import pytest

from mathviz.build.crew.local import Seats, one_at_a_time


class StayingCrew:
    """Two warm workers for whatever place is asked for."""

    hands = 2

    def __init__(self):
        from concurrent.futures import ThreadPoolExecutor

        self._threads = ThreadPoolExecutor(self.hands)
        self._seats = None

    def serve(self, place, tell):
        if self._seats is None:
            self._seats = Seats(self.hands, place)
        for seat in self._seats._seats:
            seat._place = place
        self._tell = one_at_a_time(tell)

    def submit(self, work):
        return self._threads.submit(self._seats.perform, work, self._tell)

    def close(self):
        self._threads.shutdown()
        if self._seats is not None:
            self._seats.close()


@pytest.fixture(scope="session")
def crew():
    crew = StayingCrew()
    yield crew
    crew.close()
