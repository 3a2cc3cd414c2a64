"""Stands in for `checks.grading.judging`: answers say what is to become of them."""

import os
import time

from derivo.checks.feedback import Record
from derivo.checks.grading.worker import MEMORY


def judged(task, questions):
    match task.text.split():
        case ["hang", seconds]:
            time.sleep(float(seconds))
        case ["abort"]:
            os.abort()
        case ["raise"]:
            raise ZeroDivisionError("no such luck")
        case ["hoard"]:
            bytearray(2 * MEMORY)
        case ["starve"]:
            raise MemoryError
    return Record("correct", 1, 1, task.text, understood=str(os.getpid()))
