"""Whatever of Qt's is given up dies on the main thread, whichever thread made the garbage among which it is found."""

import gc
import threading
import weakref
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.driving import Driver
from ui.desk.collecting import Collector
from ui.desk.jobs import Answer, Job
from wantedtrack.errors import Invalid

_MUCH = 50_000


class Mortal(QLabel):
    """Tells where it died; it holds itself, so that only a look for garbage finds it."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.tell, self.itself = tell, self

    def __del__(self) -> None:
        self.tell(threading.current_thread().name)


def test_what_a_worker_finds_no_use_for_does_not_die_on_it(window: Driver) -> None:
    died: list[str] = []
    for _ in range(10):
        Mortal(died.append)
    window.window.desk.read(lambda _: len([[number] for number in range(_MUCH)]), lambda _: None)
    window.settle()
    assert set(died) <= {threading.main_thread().name}
    lasting = [[number] for number in range(2_000)]
    window.until(lambda: len(died) == 10)
    del lasting
    assert set(died) == {threading.main_thread().name}


def test_python_looks_by_itself_again_once_the_last_worker_has_ended(qapp: QApplication) -> None:
    collector = Collector.of(qapp)
    assert collector is Collector.of(qapp)
    was_on = gc.isenabled()
    collector.begin(1)
    collector.begin(2)
    collector.end(1)
    assert not gc.isenabled()
    collector.end(2)
    assert gc.isenabled() == was_on


class Form:
    def take(self, _: object) -> None:
        """Whatever came."""

    def shows(self, *_: object) -> bool:
        return True


def asked_by(form: Form) -> Answer:
    job = Job(partial(form.take, None), form.take, form.take, form, None, 1, is_quiet=False, shows_store=form.shows)
    return Answer(job, result=form, refused=Invalid("No.", code="no"))


def test_a_job_that_is_over_holds_nothing_that_could_die_with_it() -> None:
    form = Form()
    seen, answer = weakref.ref(form), asked_by(form)
    del form
    assert seen() is not None
    answer.let_go()
    assert seen() is None
