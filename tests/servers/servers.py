"""PostgreSQL and two ClickHouse servers (one cluster of two shards) on loopback, each with a data folder and ports of its own.

Nothing is imitated: what the distribution's packages bring is started, and ended, by its process id.
"""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request


class Missing(Exception):
    """A server that is not installed."""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(ready, seconds, what):
    end = time.time() + seconds
    while time.time() < end:
        if ready():
            return
        time.sleep(0.1)
    raise RuntimeError(f"{what} did not start within {seconds} s")


def as_user(name):
    """Arguments that run a program as this user where the tests run as root: PostgreSQL refuses root."""
    return ["setpriv", f"--reuid={name}", f"--regid={name}", "--clear-groups"] if os.getuid() == 0 else []


class Postgres:
    def __init__(self, folder):
        found = sorted(p for p in (f"/usr/lib/postgresql/{v}/bin" for v in range(11, 30)) if os.path.exists(p + "/initdb"))
        if not found:
            raise Missing("PostgreSQL is not installed (package postgresql-15)")
        self.bin = found[-1]
        self.folder = os.path.join(folder, "postgres")
        os.mkdir(self.folder)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.port = free_port()
        self.password = "Geheim-77"
        secret = os.path.join(self.folder, "secret")
        with open(secret, "w", encoding="ascii") as f:
            f.write(self.password)
        os.chmod(secret, 0o644)
        self.run("initdb", "-D", self.folder + "/data", "-U", "esep", "--auth=scram-sha-256", f"--pwfile={secret}",
                 "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def run(self, program, *arguments):
        subprocess.run(as_user("postgres") + [f"{self.bin}/{program}", *arguments], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE, cwd="/")

    def start(self):
        self.run("pg_ctl", "-D", self.folder + "/data", "-w", "-l", self.folder + "/log", "-o",
                 f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c fsync=off", "start")

    def stop(self, how="immediate"):
        self.run("pg_ctl", "-D", self.folder + "/data", "-w", "-m", how, "stop")

    def processes(self):
        """The server's own and all that work for connections."""
        with open(self.folder + "/data/postmaster.pid", encoding="ascii") as f:
            first = f.readline().strip()
        said = subprocess.run(["ps", "-o", "pid=", "--ppid", first], check=False, stdout=subprocess.PIPE).stdout.split()
        return [int(first), *map(int, said)]

    def pause(self):
        for process in self.processes():
            os.kill(process, signal.SIGSTOP)

    def go_on(self):
        for process in self.processes():
            os.kill(process, signal.SIGCONT)

    def sql(self, text, database="postgres"):
        made = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port),
                               "-U", "esep", "-d", database, "-f", "-"], input=text.encode(), check=True,
                              stdout=subprocess.PIPE, env={**os.environ, "PGPASSWORD": self.password})
        return made.stdout.decode().strip()

    def url(self, table, database="postgres"):
        return f"postgresql://esep@127.0.0.1:{self.port}/{database}/{table}?sslmode=disable"


SHARD = """<yandex>
  <logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>
  <http_port>{http}</http_port><tcp_port>{tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
  <path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path><users_config>users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>268435456</mark_cache_size><max_concurrent_queries>50</max_concurrent_queries>
  {log}<remote_servers><pair>{shards}</pair></remote_servers>
</yandex>"""
LOG = """<query_log><database>system</database><table>query_log</table><flush_interval_milliseconds>500</flush_interval_milliseconds></query_log>
  """
USERS = """<yandex>
  <profiles><default><max_memory_usage>4000000000</max_memory_usage><log_queries>{log}</log_queries></default>
    <lenient><skip_unavailable_shards>1</skip_unavailable_shards><timeout_overflow_mode>break</timeout_overflow_mode></lenient></profiles>
  <users>
    <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
    <clerk><password>Geheim-77</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></clerk>
    <lenient><password></password><networks><ip>127.0.0.1</ip></networks><profile>lenient</profile><quota>default</quota></lenient>
  </users>
  <quotas><default></default></quotas>
</yandex>"""


class ClickHouse:
    """One server of the pair."""

    def __init__(self, folder, name, http, tcp, all_tcp, log):
        self.program = shutil.which("clickhouse-server") or shutil.which("clickhouse")
        if not self.program:
            raise Missing("ClickHouse is not installed (package clickhouse-server)")
        self.folder = os.path.join(folder, name)
        self.http, self.tcp = http, tcp
        for part in ("", "/data", "/tmp"):
            os.mkdir(self.folder + part)
        shards = "".join(f"<shard><replica><host>127.0.0.1</host><port>{p}</port></replica></shard>" for p in all_tcp)
        with open(self.folder + "/config.xml", "w", encoding="ascii") as f:
            f.write(SHARD.format(folder=self.folder, http=http, tcp=tcp, shards=shards, log=LOG if log else ""))
        with open(self.folder + "/users.xml", "w", encoding="ascii") as f:
            f.write(USERS.format(log=int(log)))
        self.process = None

    def start(self):
        with open(self.folder + "/out", "ab") as out:
            self.process = subprocess.Popen([self.program, "--config-file", self.folder + "/config.xml"], stdout=out,
                                            stderr=out, cwd=self.folder)
        wait_until(self.answers, 60, "clickhouse-server")

    def answers(self):
        try:
            return self.sql("SELECT 1") == "1"
        except OSError:
            return False

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def sql(self, text):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/", text.encode(), timeout=60) as answer:
                return answer.read().decode().strip()
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error

    def url(self, table, database="default"):
        return f"clickhouse://127.0.0.1:{self.http}/{database}/{table}?sslmode=disable"


class Servers:
    """with Servers() as s: s.postgres, s.one, s.two. log: ClickHouse keeps what it was asked in system.query_log."""

    def __init__(self, postgres=True, log=False, parent=None):
        self.with_postgres, self.log, self.parent = postgres, log, parent

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="esep-servers.", dir=self.parent)
        os.chmod(self.folder, 0o755)
        self.postgres = self.one = self.two = None
        try:
            if self.with_postgres:
                self.postgres = Postgres(self.folder)
            ports = [free_port() for _ in range(4)]
            self.one = ClickHouse(self.folder, "one", ports[0], ports[1], [ports[1], ports[3]], self.log)
            self.two = ClickHouse(self.folder, "two", ports[2], ports[3], [ports[1], ports[3]], self.log)
            self.one.start()
            self.two.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for server in (self.one, self.two):
            if server:
                server.stop()
        if self.postgres:
            try:
                self.postgres.stop()
            except subprocess.CalledProcessError:
                pass
        shutil.rmtree(self.folder, ignore_errors=True)
