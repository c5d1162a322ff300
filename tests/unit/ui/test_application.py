"""The program as a whole process: window at once, orderly end by closing and by signal, no task left, failure told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

_PROGRAM = """
import asyncio, os, signal, sys
from pathlib import Path
from agent_app.options import DeskOptions
from tests.unit.ui import world
from tests.unit.ui.fakes import FakeDesk
from ui.application import run

class Program:
    def __init__(self):
        self.desk = FakeDesk(world.SIGNED_OUT)
        self.close_window = None
    def on_quit_requested(self, close_window):
        self.close_window = close_window
    async def start(self):
        await asyncio.sleep(0)
        self.desk.show(world.RINGING)
        await ENDING(self)
    async def close(self):
        await asyncio.sleep(0.01)
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        print("closed", len(left), flush=True)

async def by_close(program):
    program.close_window()
async def by_signal(program):
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.Event().wait()
async def by_interrupt(program):
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.Event().wait()
async def by_quit(program):
    from PySide6.QtWidgets import QApplication
    QApplication.quit()
    await asyncio.Event().wait()
async def by_fault(program):
    raise RuntimeError("cannot start")

ENDING = globals()[sys.argv[1]]
sys.exit(run(Program, DeskOptions("https://127.0.0.1:1", None, "test", Path(sys.argv[2]))))
"""


@pytest.mark.parametrize(("ending", "code"), [("by_close", 0), ("by_signal", 0), ("by_interrupt", 0), ("by_quit", 0), ("by_fault", 1)])
def test_ends_in_order(tmp_path: Path, ending: str, code: int) -> None:
    script = tmp_path / "program.py"
    script.write_text(_PROGRAM, encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONASYNCIODEBUG": "1"}
    ended = subprocess.run(
        [sys.executable, str(script), ending, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode == code, ended.stderr
    assert ended.stdout.count("closed") == 1
    assert "closed 0" in ended.stdout, "no other task may be left"
    assert "never retrieved" not in ended.stderr
    assert "Task was destroyed" not in ended.stderr
    assert (tmp_path / "window.ini").exists() == (ending != "by_fault")


def test_the_window_loads_no_plot_before_it_is_needed(tmp_path: Path) -> None:
    script = "import sys, ui.application; print([name for name in ('numpy', 'pyqtgraph', 'requests') if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=ROOT, check=True)
    assert ended.stdout.strip() == "[]"
