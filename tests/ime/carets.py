"""Whether the window of an input method stands at the caret: in every field, at every size.

carets.py FIELDS DIR    in a display with an input method; MANABI names the program, IME_PICTURES a folder for pictures
"""

import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata

SIZES = [(60, 20), (80, 24), (100, 30), (160, 45)]
# How a field that keeps what was typed is left and opened again.
AGAIN = {"Note": ["Escape", "n"], "CardNote": ["Escape", "n"]}
TYPED, COMMITTED = "kakuninn", "かくにん"


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def tmux(*words):
    return run("tmux", "-L", "ime", *words)


def wait_for(what, look, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise TimeoutError(f"waited in vain for {what}")


def fields(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return [(*words[:4], words[4:]) for words in lines]


def by_cells(row):
    """A row with something for each cell, so that a column is an index."""
    return "".join(c + "\0" if unicodedata.east_asian_width(c) in "WF" else c for c in row)


def caret():
    x, y, shown = (int(n) for n in tmux("display", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}").split())
    return (x, y) if shown else None


def rested():
    """The caret, once nothing is drawn any more."""
    before = None
    while before != (before := (tmux("capture-pane", "-p"), caret())):
        time.sleep(0.25)
    return before[1]


def ime_windows():
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Fcitx5 Input Window"], capture_output=True, text=True, check=False
    )
    return found.stdout.split()


def ime_place():
    """Left and upper edge of what the input method draws."""
    window = wait_for("the input method's window", ime_windows, 5)[0]
    time.sleep(0.3)
    geometry = run("xdotool", "getwindowgeometry", window)
    return tuple(int(n) for n in re.search(r"Position: (-?\d+),(-?\d+)", geometry).groups())


def picture(name):
    folder = os.environ.get("IME_PICTURES")
    if folder and shutil.which("import"):
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["import", "-window", "root", os.path.join(folder, f"{name}.png")], check=False)


class Terminal:
    """A window of one size with tmux in it; what runs there is changed."""

    def __init__(self, size):
        self.columns, self.rows = size
        command = ["xterm", "-fa", "Noto Sans Mono CJK JP", "-fs", "8", "-b", "0", "-bw", "0", "+sb"]
        command += ["-geometry", f"{self.columns}x{self.rows}+0+0", "-e"]
        command += ["tmux", "-L", "ime", "-f", "/dev/null", "new-session", "sleep", "1000000", ";", "set", "status", "off"]
        self.process = subprocess.Popen(command)
        find = ["xdotool", "search", "--onlyvisible", "--class", "xterm"]
        look = lambda: subprocess.run(find, capture_output=True, text=True, check=False).stdout.split()
        self.window = wait_for("the window", look)[-1]
        # Without the size the first frame is that of another window.
        wait_for("the size", lambda: tmux("display", "-p", "#{pane_width}x#{pane_height}").strip() == self.name())
        run("xdotool", "windowfocus", "--sync", self.window)
        wide, high = (int(n) for n in re.search(r"Geometry: (\d+)x(\d+)", run("xdotool", "getwindowgeometry", self.window)).groups())
        self.cell = (wide // self.columns, high // self.rows)
        # It may miss the first request: the window has only just got the keyboard.
        for _ in range(20):
            run("fcitx5-remote", "-o")
            time.sleep(0.2)
            if run("fcitx5-remote").strip() == "2":
                break

    def name(self):
        return f"{self.columns}x{self.rows}"

    def open(self, command):
        tmux("respawn-pane", "-k", command)
        wait_for("the first screen", lambda: "ヘルプ" in tmux("capture-pane", "-p"))
        rested()

    def close(self):
        tmux("kill-server")
        self.process.wait()

    def is_in_field(self, what, sign):
        """What is wrong with where the keys led to: help has its function key where letters are typing."""
        rested()
        rows = tmux("capture-pane", "-p").rstrip("\n").split("\n")
        if "F1 " not in rows[-1] or not any(sign in row for row in rows):
            return f"{what}: this is not the field"
        return None

    def at_caret(self, what):
        """What is wrong with the place of what is being composed."""
        at = rested()
        if at is None:
            return f"{what}: the cursor is hidden"
        run("xdotool", "type", "--delay", "30", TYPED)
        left, top = ime_place()
        (x, y), (wide, high) = at, self.cell
        # Right below the cell, a few pixels of the window's own edge apart.
        if left != x * wide or not 0 <= top - (y + 1) * high < high:
            return f"{what}: composed at pixel {left},{top}, and the caret is in {x},{y} of {wide}x{high}"
        if rested() != at:
            return f"{what}: the caret went from {at} to {caret()} while something was composed"
        return None

    def committed(self, what):
        """What is wrong with what was composed, once it is committed."""
        before = caret()
        run("xdotool", "key", "Return")
        wait_for("the input method's window to go", lambda: not ime_windows(), 5)
        wait_for("the text", lambda: COMMITTED[0] in tmux("capture-pane", "-p") and caret() != before, 5)
        x, y = rested()
        row = by_cells(tmux("capture-pane", "-p").split("\n")[y])
        if not row[:x].endswith(by_cells(COMMITTED)):
            return f"{what}: {COMMITTED} does not end at the caret in {x},{y}: {row!r}"
        return None


def press(keys):
    for key in keys:
        if key.startswith("{"):
            tmux("send-keys", "-l", key[1:-1].replace("_", " "))
        else:
            tmux("send-keys", key)
        time.sleep(0.3)
        rested()


def main(path, folder):
    program, wrong, looked = os.environ["MANABI"], [], 0
    os.environ["TZ"] = "Asia/Tokyo"
    for day in ("morning", "evening"):
        start = ["--now", "2026-11-25T09:00:00+09:00", "demo", "--no-screen", "--preset", day]
        run(program, "--db", os.path.join(folder, f"{day}.db"), "--lang", "ja", *start)
    only = os.environ.get("IME_FIELDS", "")
    began = time.monotonic()
    for size in SIZES:
        terminal = Terminal(size)
        for nth, (context, day, at, sign, keys) in enumerate(fields(path)):
            if not context.startswith(only):
                continue
            what = f"{context} after {' '.join(keys)} at {terminal.name()}"
            # Whoever had the last one open may not have let go of it yet.
            file = os.path.join(folder, f"field-{terminal.name()}-{nth}.db")
            shutil.copy(os.path.join(folder, f"{day}.db"), file)
            terminal.open(f"'{program}' --db '{file}' --lang ja --now 2026-11-25T{at}:00+09:00")
            press(keys)
            try:
                bad = terminal.is_in_field(what, sign) or terminal.at_caret(what)
                picture(f"{terminal.name()}-{nth + 1:02}-{context}")
                bad = bad or terminal.committed(what)
                # Between what is there already and what is composed.
                press(["Home"])
                bad = bad or terminal.at_caret(f"{what}, at its beginning") or terminal.committed(what)
                # Left and opened again with the caret where it was: a terminal may take that for no news.
                press(AGAIN.get(context, []))
                if context in AGAIN:
                    bad = bad or terminal.at_caret(f"{what}, opened again")
            except TimeoutError as error:
                picture(f"{terminal.name()}-{nth + 1:02}-{context}-failed")
                bad = f"{what}: {error}"
            looked += 1
            if bad:
                wrong.append(bad)
        terminal.close()
    print(f"caret: {looked} fields looked at, {len(wrong)} with something wrong; {time.monotonic() - began:.0f} s")
    for line in wrong:
        print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
