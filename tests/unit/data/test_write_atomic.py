"""All or nothing: an error, a full disk or a kill leaves the old file or the new one, never a part of one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.run.atomic import write_atomically
from engine.run.atomic_folder import filling

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("KPIPLAN_KILLS", "60"))

WRITER = """
import sys
from pathlib import Path
from engine.run.atomic import write_atomically
number = int(sys.argv[2])
while True:
    number += 1
    with write_atomically(Path(sys.argv[1])) as stream:
        for line in range(200):
            stream.write(f"{number} {line} " + "x" * 400 + "\\n")
        stream.write("end\\n")
    print(number, flush=True)
"""

LIMITED = """
import resource, sys
from pathlib import Path
from engine.run.atomic import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    with write_atomically(Path(sys.argv[1])) as stream:
        stream.write("x" * int(sys.argv[2]))
except OSError as fault:
    sys.exit(f"refused {fault.errno}")
"""


def _python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _whole(text: str) -> bool:
    """Whether a file of the writer above is complete and of one piece."""
    *lines, end = text.splitlines()
    numbers = {line.split()[0] for line in lines}
    return end == "end" and len(lines) == 200 and len(numbers) == 1


def test_a_new_file_appears_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "结果.csv"
    with write_atomically(path) as stream:
        stream.write("张三\n")
        assert not path.exists()
        assert [p.name[:1] for p in tmp_path.iterdir()] == ["."]
    assert path.read_bytes() == "张三\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, OSError])
def test_an_error_leaves_the_old_file_and_nothing_else(fault: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "pay.csv"
    path.write_text("old")
    with pytest.raises(fault), write_atomically(path) as stream:
        stream.write("new" * 100_000)
        raise fault
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_encoding_that_cannot_hold_the_text(tmp_path: Path) -> None:
    path = tmp_path / "pay.csv"
    with pytest.raises(UnicodeEncodeError), write_atomically(path, encoding="ascii") as stream:
        stream.write("张三")
    assert list(tmp_path.iterdir()) == []


def test_permissions_of_the_old_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "pay.csv"
    path.write_text("old")
    path.chmod(0o640)
    with write_atomically(path) as stream:
        stream.write("new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    with write_atomically(tmp_path / "pay.csv") as stream:
        stream.write("new")
    assert (tmp_path / "pay.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "pay.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    with write_atomically(link) as stream:
        stream.write("new")
        assert len(list((tmp_path / "there").iterdir())) == 2
    assert link.is_symlink() and target.read_text() == "new"


def test_a_long_name_leaves_room_for_the_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / ("资" * 84 + ".c")
    with write_atomically(path) as stream:
        stream.write("new")
    assert path.read_text() == "new"


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "pay.csv", tmp_path / "none" / "pay.csv", tmp_path):
        with pytest.raises(OSError), write_atomically(path) as stream:
            stream.write("new")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
def test_a_folder_that_takes_no_files() -> None:
    with pytest.raises(OSError), write_atomically(Path("/proc/pay.csv")) as stream:
        stream.write("new")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_device_is_an_error_and_stays_a_device() -> None:
    with pytest.raises(OSError, match="No space left"), write_atomically(Path("/dev/full")) as stream:
        stream.write("new")
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit")
@pytest.mark.parametrize(("size", "status"), [(19_999, 0), (20_000, 0), (20_001, 1), (5_000_000, 1)])
def test_a_disk_that_takes_no_more(size: int, status: int, tmp_path: Path) -> None:
    path = tmp_path / "pay.csv"
    path.write_text("old")
    done = subprocess.run(_python(LIMITED, str(path), str(size)), env=_environment(), capture_output=True, check=False)
    assert done.returncode == status
    assert path.read_text() == ("old" if status else "x" * size)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_leaves_a_whole_file(tmp_path: Path) -> None:
    """Kills at moments spread over many writes; every file seen afterwards is a complete one."""
    path = tmp_path / "pay.csv"
    seen: set[str] = set()
    for kill in range(KILLS):
        command = _python(WRITER, str(path), str(kill * 100_000))
        with subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _ in range(1 + kill % 3):
                writer.stdout.readline()
            for _ in range(kill % 20 * 100):
                path.exists()
            writer.kill()
        text = path.read_text()
        assert _whole(text)
        seen.add(text.split()[0])
    assert len(seen) == KILLS


def test_a_folder_is_filled_at_once_and_links_and_permissions_stay(tmp_path: Path) -> None:
    folder = tmp_path / "slips"
    with filling(folder) as part:
        (part / "a.txt").write_text("old", encoding="utf-8")
    assert [file.name for file in folder.iterdir()] == ["a.txt"]
    (folder / "a.txt").chmod(0o640)
    (tmp_path / "b.txt").write_text("old", encoding="utf-8")
    (folder / "b.txt").symlink_to(tmp_path / "b.txt")
    with filling(folder) as part:
        for name in ("a.txt", "b.txt"):
            (part / name).write_text("new", encoding="utf-8")
        assert (folder / "a.txt").read_text(encoding="utf-8") == "old"
    assert (folder / "a.txt").read_text(encoding="utf-8") == (tmp_path / "b.txt").read_text(encoding="utf-8") == "new"
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640
    assert (folder / "b.txt").is_symlink()


def test_a_folder_where_a_file_belongs_lets_nothing_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(IsADirectoryError), filling(tmp_path) as part:
        for name in ("a.txt", "b.txt"):
            (part / name).write_text("new", encoding="utf-8")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_folder_that_could_not_be_filled_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no"), filling(tmp_path / "new") as part:
        (part / "a.txt").write_text("half", encoding="utf-8")
        raise OSError("no")
    assert list(tmp_path.iterdir()) == []
