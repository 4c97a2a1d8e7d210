"""What `run` types in a terminal under an input method, and what became of it.

type LIST WORDS LOG             types the words; each commit is waited for in LOG, as nobody types ahead of an input method
begun DB                        exit 0 if a 1on1 is running
copy DB TO                      a copy of the file as it is now
compare MODE LIST WORDS DIR     exit 1 if anything was lost, doubled or run
"""

import os
import sqlite3
import subprocess
import sys
import time

TOGETHER = 5


def plan(path, count):
    """Words in lines: romaji, kana, whether it is converted. The other half is converted in the next round."""
    with open(path, encoding="utf-8") as file:
        listed = [line.split() for line in file if line.strip()]
    words = []
    for n in range(int(count)):
        turn, at = divmod(n, len(listed))
        words.append((*listed[at], (at + turn) % 2 == 0))
    return [words[at : at + TOGETHER] for at in range(0, len(words), TOGETHER)]


class Keyboard:
    """Keys through the display, and what came of them at the other end of the terminal."""

    def __init__(self, log):
        self.log = log
        self.silent = 0

    def press(self, *words):
        subprocess.run(["xdotool", *words], check=True)

    def settled(self):
        """The size of the log, once it has stopped growing."""
        size = -1
        while size != (size := os.path.getsize(self.log)):
            time.sleep(0.04)
        return size

    def press_for_something(self, before, key):
        """Presses a key that sends something, and waits for that."""
        self.press("key", key)
        end = time.monotonic() + 5
        while os.path.getsize(self.log) <= before:
            if time.monotonic() > end:
                self.silent += 1
                return before
            time.sleep(0.02)
        return self.settled()


def type_words(path, count, log):
    keyboard, began = Keyboard(log), time.monotonic()
    size = keyboard.settled()
    for nth, line in enumerate(plan(path, count)):
        for romaji, _, converted in line:
            keyboard.press("type", "--delay", "25", romaji)
            if converted:
                keyboard.press("key", "space")
                time.sleep(0.1)
            size = keyboard.press_for_something(size, "Return")
        # This one keeps the line. Every other time the next word comes in command state.
        size = keyboard.press_for_something(size, "Return")
        if nth % 2:
            size = keyboard.press_for_something(size, "Escape")
            time.sleep(0.15)
    with open(log + ".typed", "w", encoding="ascii") as file:
        file.write(f"{time.monotonic() - began:.0f} {keyboard.silent}")
    return 0


def opened(path):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


RUNNING = "SELECT s.id FROM session s JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'in_progress'"


def begun(path):
    return 0 if opened(path).execute(RUNNING).fetchone() else 1


def copy(path, to):
    with sqlite3.connect(to) as target:
        opened(path).backup(target)
    return 0


def sent(log):
    """What a terminal sent while the words were typed, as lines: an Enter that no word needed ends one."""
    with open(log + ".mark", encoding="ascii") as file:
        start, end = (int(number) for number in file.read().split())
    with open(log, "rb") as file:
        text = file.read()[start:end].decode("utf-8", "backslashreplace")
    # The log's own first line comes with the first key.
    if text.startswith("Script started"):
        text = text.partition("\n")[2]
    return text.replace("\x1b", "").removesuffix("\r").split("\r") if text else []


def typed(log):
    with open(log + ".typed", encoding="ascii") as file:
        return tuple(int(number) for number in file.read().split())


def has_words(line, words):
    """Whether the words that stay kana stand in a line, in order, once each, with something between for every other."""
    at, between = 0, 0
    for _, kana, converted in words:
        if converted:
            between += 1
            continue
        found = line.find(kana, at + between)
        if found < 0 or (found > at) != (between > 0):
            return False
        at, between = found + len(kana), 0
    return len(line) >= at + between and (len(line) > at) == (between > 0)


# What a note touches besides itself. Everything else has to be as it was, row by row.
OF_NOTES = {"note", "event", "action", "meta", "draft", "standing"}


def compare(mode, path, count, folder):
    lines = plan(path, count)
    in_control, in_program = (os.path.join(folder, name) for name in ("sent.control", "sent.program"))
    control, to_program = sent(in_control), sent(in_program)
    before, after = (opened(os.path.join(folder, name)) for name in ("before.db", "day.db"))
    (session,) = before.execute(RUNNING).fetchone()
    (last,) = before.execute("SELECT max(seq) FROM event").fetchone()
    rows = after.execute(
        "SELECT n.text, n.kind FROM note n JOIN event e ON e.entity_id = n.id AND e.seq > ? AND e.op = 'create' "
        "WHERE n.session_id = ? AND n.deleted_at IS NULL ORDER BY e.seq",
        (last, session),
    ).fetchall()
    kept = [text for text, _ in rows]
    wrong = []

    def differ(what, one, other):
        places = [n for n in range(max(len(one), len(other))) if one[n : n + 1] != other[n : n + 1]]
        wrong.extend(f"{what}, line {n + 1}: {one[n : n + 1]} is not {other[n : n + 1]}" for n in places[:5])
        return len(places)

    from_sent = differ("kept and sent", kept, to_program)
    from_control = differ("sent to the program and to the plain file", to_program, control)
    lacking = [n for n, words in enumerate(lines) if n >= len(kept) or not has_words(kept[n], words)]
    wrong += [f"line {n + 1} has not its words: {kept[n : n + 1]}" for n in lacking[:5]]
    commands = dict(after.execute("SELECT command, count(*) FROM event WHERE seq > ? GROUP BY command", (last,)))
    if commands != {"note": len(lines)}:
        wrong.append(f"recorded: {commands}, and not {len(lines)} notes alone")
    kinds = {kind for _, kind in rows}
    if kinds != {"memo"}:
        wrong.append(f"kinds of notes: {sorted(kinds)}")
    tables = after.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").fetchall()
    for (table,) in tables:
        if table in OF_NOTES or "search" in table or table.startswith("sqlite_"):
            continue
        old, new = (set(db.execute(f"SELECT * FROM {table}").fetchall()) for db in (before, after))
        if old != new:
            wrong.append(f"{table}: {len(new - old)} rows new or changed, {len(old - new)} gone")
    (drafts,) = after.execute("SELECT count(*) FROM draft").fetchone()
    if drafts:
        wrong.append(f"{drafts} drafts are left")
    words = [word for line in lines for word in line]
    (seconds, silent), (_, silent_control) = typed(in_program), typed(in_control)
    if silent or silent_control:
        wrong.append(f"keys that sent nothing: {silent}, {silent_control} to the plain file")
    print(
        f"{mode}: {len(words)} commits typed in {seconds} s ({sum(word[2] for word in words)} converted), "
        f"{len(lines)} lines; {len(kept)} lines kept, {from_sent} unlike what was sent, {len(lacking)} without their words; "
        f"{from_control} sent unlike to the plain file; recorded {commands}"
    )
    for line in wrong:
        print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    modes = {"type": type_words, "begun": begun, "copy": copy, "compare": compare}
    sys.exit(modes[sys.argv[1]](*sys.argv[2:]))
