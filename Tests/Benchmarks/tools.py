"""Waybill and the tools that one would use instead: at which version, and how to ask them."""

import json
import os
import shutil
import subprocess
import sys

from measuring import Contestant, Measurement

DUCKDB_VERSION = "2.0.1"
# Those of Debian 12, of which the figures in Docs are.
DEBIAN_VERSIONS = {"jq": "1.6", "hledger": "1.25", "sqlite3": "3.40.1"}


class Waybill:
    """The executable under test."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.uses_index = True
        self.version = self.output("--version").split()[-1]
        self.has_no_index_option = "--no-index" in self.output("help", "replay")
        self.has_index = subprocess.run(
            [self.path, "help", "index"], capture_output=True, check=False).returncode == 0

    def output(self, *arguments):
        return subprocess.run(
            [self.path, *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout

    def command(self, name, log, *options):
        """A command that may use the index, unless this run is without one."""
        around = [] if self.uses_index or name == "index" else self.around
        return [self.path, name, f"--log={log.folder}", *options, *around]

    @property
    def around(self):
        """The option that goes around the index, in a binary that has one."""
        return ["--no-index"] if self.has_no_index_option else []

    def from_index(self, name, log, *options):
        """The same, once it was seen that the index answers it."""
        command = self.command(name, log, *options)
        if self.uses_index:
            errors = subprocess.run(
                [*command, "--verbose"], capture_output=True, text=True, check=True).stderr
            if "the index answered" not in errors:
                sys.exit(f"not answered by the index: {' '.join(command)}\n{errors}")
        return command

    def cold_replay(self, log, at):
        """A replay that reads the whole log."""
        return self.cold("replay", log, f"--at={at}")

    def cold(self, report, log, *options):
        """A report that reads the whole log."""
        return [self.path, report, f"--log={log.folder}", *options, "--format=json", *self.around]


class DuckDB:
    """DuckDB from PyPI, in a virtual environment in `folder`."""

    SCRIPT = """
import duckdb, json, sys, time
ask = json.loads(sys.argv[1])
connection = duckdb.connect(ask['database'], read_only=ask['readOnly'])
connection.execute(f"set threads = {ask['threads']}")
connection.execute("set enable_progress_bar = false")
connection.execute("set temp_directory = '" + ask['folder'].replace("'", "''") + "'")
seconds = []
for _ in range(ask['times']):
    before = time.perf_counter()
    rows = connection.execute(ask['query']).fetchall()
    seconds.append(time.perf_counter() - before)
print(json.dumps({'rows': rows, 'seconds': seconds}))
"""

    def __init__(self, folder):
        self.folder = folder
        self.python = os.path.join(folder, f"duckdb-{DUCKDB_VERSION}", "bin", "python")
        if not self.is_installed:
            self.install()

    @property
    def is_installed(self):
        return os.path.exists(self.python) and subprocess.run(
            [self.python, "-c", "import duckdb"], capture_output=True, check=False).returncode == 0

    def install(self):
        environment = os.path.dirname(os.path.dirname(self.python))
        if subprocess.run([sys.executable, "-m", "venv", environment], check=False).returncode != 0:
            sys.exit("no virtual environment; on Debian: apt-get install python3-venv")
        subprocess.run(
            [self.python, "-m", "pip", "install", "-q", f"duckdb=={DUCKDB_VERSION}"], check=True)

    def command(self, query, database, read_only, times):
        ask = {
            "query": query, "database": database, "readOnly": read_only, "times": times,
            "threads": os.cpu_count(), "folder": os.path.join(self.folder, "duckdb-spilled"),
        }
        return [self.python, "-c", self.SCRIPT, json.dumps(ask)]

    def reading(self, name, query):
        """Asks once, of files."""
        command = self.command(query, ":memory:", False, 1)
        return Contestant(name, command, lambda output: json.loads(output)["rows"])

    def loading(self, name, query, database):
        """Makes a database."""
        def remove():
            for path in database, database + ".wal":
                if os.path.exists(path):
                    os.remove(path)
        return Contestant(
            name, self.command(query, database, False, 1), lambda output: None, before=remove)

    def querying(self, name, query, database):
        """Asks of a database that was made before."""
        return TableContestant(name, self.command(query, database, True, 2))


class TableContestant(Contestant):
    """DuckDB on its own table: a process that asks twice.

    So there are three times: the whole process (less the second asking), the first asking alone,
    and the second, which finds in memory what the first read.
    """

    def __init__(self, name, command):
        super().__init__(name + ", whole process", command)
        self.alone = Measurement(name + ", query alone")
        self.again = Measurement(name + ", query asked again")

    @property
    def measurements(self):
        return [self.process, self.alone, self.again]

    def record(self, output, seconds, megabytes):
        answer = json.loads(output)
        alone, again = answer["seconds"]
        self.process.add(seconds - again, megabytes)
        self.alone.add(alone)
        self.again.add(again)
        return answer["rows"]


def debian_versions():
    """The versions of the peers from Debian; ends the script where one is not there."""
    missing = [name for name in DEBIAN_VERSIONS if not shutil.which(name)]
    if missing:
        names = " ".join(missing)
        sys.exit(f"not installed: {names}; on Debian: apt-get install {names}")
    found = {}
    for name, expected in DEBIAN_VERSIONS.items():
        text = subprocess.check_output([name, "--version"], text=True)
        words = text.replace(",", " ").replace("jq-", "jq ").split()
        found[name] = words[0] if name == "sqlite3" else words[1]
        if found[name] != expected:
            print(f"note: {name} is {found[name]}; the figures in Docs are of {expected}")
    return found
