#!/usr/bin/env python3
"""Each call of the C library fails once, or from then on, or the program is killed there.

    calls.py PROGRAM LIBRARY START

START holds what every probe begins with: `archive` (one bundle in it), `home`, `in`, the
reports of a month that is not archived yet, `done`, the archive when they are, `bag`, the bundle
unpacked, and `article`, one taken out of it. The library
is inject.c. Each probe works on a copy; what must hold after it is written down once for each
command. Prints a line a claim, as whole.sh.
FAULT_ALL=1 tries every call with every error, where otherwise the longest rows are sampled.
"""

import concurrent.futures
import hashlib
import os
import pathlib
import shutil
import struct
import subprocess
import sys

# How a kind of call can fail; SHORT is no failure, and neither is EINTR: what the command
# was to do is to be done all the same.
KINDS = {
    "malloc": ["ENOMEM"],
    "open": ["EIO", "EMFILE", "EACCES"],
    "read": ["EIO", "EINTR", "SHORT"],
    "write": ["ENOSPC", "EINTR", "SHORT", "EIO"],
    "fsync": ["EIO"],
    "linkat": ["EIO", "ENOSPC"],
    "mkdir": ["ENOSPC", "EACCES"],
    "rename": ["EIO", "ENOSPC"],
    "close": ["EIO"],
    "flock": ["ENOLCK"],
    "stat": ["EIO"],
    "readdir": ["EIO"],
    "socketpair": ["EMFILE"],
    "send": ["EIO", "EINTR", "SHORT"],
    "recv": ["EIO", "EINTR", "SHORT"],
    "fork": ["EAGAIN"],
    "thread": ["EAGAIN"],
    "mmap": ["ENOMEM"],
}
HARMLESS = ("EINTR", "SHORT")
KILLED_AT = ("open", "write", "fsync", "linkat", "mkdir", "rename", "send", "close")
SAMPLE = 12
ALL = os.environ.get("FAULT_ALL") == "1"
PATIENCE = 60  # seconds: a machine may be busy; none of these takes one

PROGRAM, LIBRARY, START = (os.path.abspath(a) for a in sys.argv[1:4])


class Wrong(Exception):
    """What did not hold."""


def need(holds, what):
    if not holds:
        raise Wrong(what)


def files(folder):
    """Every file below a folder, by its path from there, with the digest of its bytes."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() or p.is_symlink()
    }


class Probe:
    """A copy of the start to work on, and how the program ended in it."""

    may_say_more = False  # a verifier tells all it finds, a line each

    def __init__(self, folder, parts):
        self.at = pathlib.Path(folder)
        shutil.rmtree(self.at, ignore_errors=True)
        self.at.mkdir(parents=True)
        for part in parts:
            shutil.copytree(os.path.join(START, part), self.at / part)
        os.symlink(os.path.join(START, "in"), self.at / "in")
        self.count = self.at / "count"

    def run(self, *words, **fault):
        env = dict(os.environ, ANNALS_HOME=str(self.at / "home"))
        if fault:
            self.count.write_bytes(bytes(8))
            env.update(fault, LD_PRELOAD=LIBRARY, FAULT_COUNT=str(self.count))
        try:
            done = subprocess.run(
                [PROGRAM, *words], cwd=self.at, env=env, stdin=subprocess.DEVNULL,
                capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as late:
            raise Wrong(f"hangs: {' '.join(words)}") from late
        self.status = done.returncode
        self.said = done.stderr.decode("utf-8", "replace")
        self.out = done.stdout.decode("utf-8", "replace")
        return self.status

    def counted(self):
        return struct.unpack("=Q", self.count.read_bytes())[0]

    def must(self, *words):
        self.run(*words)
        need(self.status == 0, f"{' '.join(words)}: status {self.status}: {self.said.strip()}")

    def ended_well(self, killed):
        """It ended by itself, and where it failed with one sentence that says why."""
        if killed and self.status == -9:
            return
        need(self.status in (0, 1, 2, 3), f"status {self.status}: {self.said.strip()}")
        # Standard output fails on its own, and that is said beside what failed before.
        lines = [s for s in self.said.splitlines() if "standard output" not in s] \
            or self.said.splitlines()
        need(self.status == 0 or lines, f"status {self.status}, and said nothing")
        need(all(s.startswith("annals: ") for s in lines), f"said {lines}")
        need(self.status == 0 or len(lines) == 1 or self.may_say_more, f"said {lines}")

    def sound(self, killed):
        """What was read was good: nothing may call it bad, or not to be believed."""
        self.ended_well(killed)
        need(self.status != 1, f"called bad: {self.said.strip()} {self.out.strip()}")


BUNDLE = "2023/test-2023-06.tar.zst"
LATER = "2023/test-2023-06.2.tar.zst"  # a supplement, for what a fault kept out of the first


class Create:
    name, parts = "create", ("archive", "home")
    before = files(pathlib.Path(START) / "archive")
    done = files(pathlib.Path(START) / "done")

    @staticmethod
    def words(jobs):
        return ("create", "archive", "in", "--jobs", jobs)

    def holds(self, p, killed, lasting):
        del lasting
        p.sound(killed)
        ended, have = p.status, files(p.at / "archive")
        for name, digest in self.before.items():
            need(have.get(name) == digest, f"{name} is not as it was")
        more = {n for n in have if n not in self.done and not (killed and "/.annals-tmp-" in n)}
        need(not more, f"left behind: {more}")
        need(ended != 0 or have == self.done, "done, and not all is there")
        # Where reports were left out the rest is published, and differs; else it is all or nothing.
        partly = have.get(BUNDLE, self.done[BUNDLE]) != self.done[BUNDLE]
        if partly:
            need("left out" in p.said, f"not all is there, and it said {p.said.strip()}")
            p.must("verify", "archive")
        p.must(*self.words("2"))
        self.is_whole(p, have, partly)

    def is_whole(self, p, had, partly):
        have = files(p.at / "archive")
        if not partly:
            need(have == self.done, f"after a rerun there is {sorted(have)}")
            return
        need(set(have) == set(self.done) | {LATER, LATER + ".minisig"},
             f"after a rerun there is {sorted(have)}")
        for name in had:
            need(have[name] == had[name], f"{name} was changed by the rerun")
        p.must("verify", "archive")
        p.must("list", "archive")
        need(p.out.count("2023/06/") == 2, f"after a rerun it lists {p.out}")


class Init:
    name, parts = "init", ()

    @staticmethod
    def words(jobs):
        del jobs
        return ("init", "archive", "--origin", "example.org/test", "--name", "test",
                "--no-passphrase")

    def holds(self, p, killed, lasting):
        del lasting
        p.may_say_more = "keep a copy of the secret key" in p.said
        p.sound(killed)
        if killed and p.status != 0:
            # A key may be there, and an archive whose key is not believed yet.
            self.go_on(p)
            return
        told = p.said.startswith("annals: cannot write to standard output")
        if p.status != 0 and not told and not p.may_say_more:
            need(not (p.at / "home").exists() or not os.listdir(p.at / "home"),
                 f"left behind: {files(p.at / 'home')}")
            need(not (p.at / "archive").exists(), "an archive, half made")
            need(not (p.at / "archive.unfinished").exists(), "left behind: archive.unfinished")
            p.must(*self.words("1"))
        p.must("create", "archive", "in")

    def go_on(self, p):
        if not (p.at / "archive").exists():
            words = self.words("1")
            if (p.at / "home/test.key").exists():
                words = (*words[:-1], "--key", "home/test.key")
            p.must(*words)
        else:
            need(set(files(p.at / "archive")) == {"annals.conf", "annals.pub"}, "half an archive")
            if "example.org/test" not in (
                    (p.at / "home/trust").read_text() if (p.at / "home/trust").exists() else ""):
                p.must("trust", "add", "example.org/test", "archive/annals.pub")
        p.must("create", "archive", "in")


class Verify:
    name, parts = "verify", ("archive", "home")

    @staticmethod
    def words(jobs):
        return ("verify", "archive", "--jobs", jobs)

    def holds(self, p, killed, lasting):
        p.may_say_more = True
        p.sound(killed)
        del lasting
        need(files(p.at / "archive") == Create.before, "the archive is not as it was")
        p.must(*self.words("2"))


class Read:
    """A command that only reads; `threads` where it can be told how many."""

    def __init__(self, name, what, *words, threads=False):
        self.name, self.parts, self.given, self.threads = name, (what, "home"), words, threads

    def words(self, jobs):
        return (*self.given, "--jobs", jobs) if self.threads else self.given

    def holds(self, p, killed, lasting):
        p.may_say_more = True
        p.sound(killed)
        del lasting
        need(p.status != 1, "what fails is not what was read, and yet that is called bad")
        p.must(*self.words("2"))


READ_OF = "archive/2023/test-2023-05.tar.zst"
READS = (
    Read("verify-bag", "bag", "verify", "bag", threads=True),
    Read("verify-article", "article", "verify", "article"),
    Read("show", "archive", "show", READ_OF, "2023/05"),
    Read("list", "archive", "list", "archive"),
    Read("prove", "archive", "prove", READ_OF, "2023/05"),
)


class Extract:
    name, parts = "extract", ("archive", "home")

    @staticmethod
    def words(jobs):
        del jobs
        return ("extract", "archive/2023/test-2023-05.tar.zst", "-C", "out")

    def holds(self, p, killed, lasting):
        p.may_say_more = True
        p.sound(killed)
        need(files(p.at / "archive") == Create.before, "the archive is not as it was")
        bag = p.at / "out/test-2023-05"
        there = bag.exists()
        need(p.status != 0 or there, "done, and nothing is there")
        if there:
            p.must("verify", "out/test-2023-05")
        else:
            p.must(*self.words("1"))
            p.must("verify", "out/test-2023-05")
        # Where nothing can be opened any more nothing can be cleared away either.
        need(killed or lasting or os.listdir(p.at / "out") == ["test-2023-05"],
             f"left behind: {os.listdir(p.at / 'out')}")


def numbers(total, often):
    if total <= often or ALL:
        return range(1, total + 1)
    return sorted({1 + i * (total - 1) // (often - 1) for i in range(often)})


def strike(command, where, kind, n, how, jobs):
    """One probe: what did not hold, or None."""
    fault = {"FAULT_CALL": kind, "FAULT_AT": str(n)}
    if how == "KILL":
        fault["FAULT_KILL"] = "1"
    elif how == "SHORT":
        fault["FAULT_SHORT"] = "1"
    else:
        fault["FAULT_ERRNO"] = how.rstrip("+")
    if how.endswith("+"):
        fault["FAULT_STICKY"] = "1"
    folder = f"{where}/{command.name}-{kind}-{n}-{how.rstrip('+')}{'s' if '+' in how else ''}"
    probe = Probe(folder, command.parts)
    try:
        probe.run(*command.words(jobs), **fault)
        if how in HARMLESS:
            need(probe.status == 0, f"status {probe.status}: {probe.said.strip()}")
        command.holds(probe, how == "KILL", how.endswith("+"))
    except Wrong as wrong:
        return f"call {n}: {wrong}"
    shutil.rmtree(folder)
    return None


def ways(kind):
    """How the calls of a kind are to fail, with how many threads, and how many are tried."""
    first = KINDS[kind][0]
    yield first, "1", SAMPLE
    yield first + "+", "2", SAMPLE // 2
    for how in KINDS[kind][1:]:
        yield how, "2", SAMPLE // 2
    if kind in KILLED_AT:
        yield "KILL", "1", SAMPLE


def said_of(how):
    if how == "KILL":
        return "is the last before the program is killed"
    if how == "SHORT":
        return "moves half of the bytes"
    return f"fails with {how.rstrip('+')}{', and all after it' if '+' in how else ''}"


def main():
    where = os.path.join(os.getcwd(), "probes")
    crew = concurrent.futures.ThreadPoolExecutor(max_workers=2)
    faults = 0
    every = (Create(), Init(), Verify(), *READS, Extract())
    wanted = os.environ.get("FAULT_COMMANDS", " ".join(c.name for c in every)).split()
    for command in every:
        if command.name not in wanted:
            continue
        for kind in os.environ.get("FAULT_KINDS", " ".join(KINDS)).split():
            counting = Probe(f"{where}/counting", command.parts)
            if counting.run(*command.words("2"), FAULT_CALL=kind, FAULT_AT="0") != 0:
                print(f"FAIL {command.name} works: {counting.said.strip()}")
                faults += 1
                break
            total = counting.counted()
            for how, jobs, often in ways(kind):
                asked = [crew.submit(strike, command, where, kind, n, how, jobs)
                         for n in numbers(total, often)]
                wrong = [w for w in (a.result() for a in asked) if w]
                if not asked:
                    continue
                claim = (f"{command.name}: {kind} {said_of(how)},"
                         f" at {len(asked)} of {total} calls")
                print(f"{'FAIL' if wrong else 'ok  '} {claim}", flush=True)
                for line in wrong[:4]:
                    print(f"     {line[:300]}")
                if len(wrong) > 4:
                    print(f"     and {len(wrong) - 4} more")
                faults += bool(wrong)
    sys.exit(faults > 0)


main()
