"""TLS: a certificate is verified unless the address is this machine's and says otherwise. An authority made here is unknown until it is named; a
certificate of another host is refused.

tls.py PROGRAM GENERATOR. Prints TAP. PostgreSQL speaks TLS itself; before ClickHouse, whose package has no TLS port set up, stands a proxy.
"""
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import servers  # noqa: E402
from cases import refused, report, run  # noqa: E402


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def make_authority(folder, name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={name}",
            "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.crt")


def make_certificate(folder, name, authority, hosts):
    """hosts: as in a certificate's list of names, DNS:… and IP:…"""
    with open(f"{folder}/{name}.ext", "w", encoding="ascii") as f:
        f.write(f"subjectAltName={hosts}\n")
    openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server", "-keyout", f"{folder}/{name}.key",
            "-out", f"{folder}/{name}.csr")
    openssl("x509", "-req", "-in", f"{folder}/{name}.csr", "-CA", f"{folder}/{authority}.crt", "-CAkey", f"{folder}/{authority}.key", "-CAcreateserial",
            "-days", "2", "-extfile", f"{folder}/{name}.ext", "-out", f"{folder}/{name}.crt")


class Proxy:
    """TLS in front of a port that speaks plainly."""

    def __init__(self, folder, certificate, behind):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(f"{folder}/{certificate}.crt", f"{folder}/{certificate}.key")
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.behind = self.socket.getsockname()[1], behind
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                plain, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(plain,), daemon=True).start()

    def answer(self, plain):
        try:
            client = self.context.wrap_socket(plain, server_side=True)
            with socket.create_connection(("127.0.0.1", self.behind)) as server:
                back = threading.Thread(target=self.pump, args=(server, client), daemon=True)
                back.start()
                self.pump(client, server)
                back.join()
        except OSError:
            plain.close()

    @staticmethod
    def pump(source, to):
        try:
            while piece := source.recv(1 << 16):
                to.sendall(piece)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def serve_postgres(postgres, folder, certificate):
    """PostgreSQL with this certificate from now on, and no plain connections but by TLS where the test asks for it."""
    for ending in ("crt", "key"):
        path = f"{postgres.folder}/data/server.{ending}"
        shutil.copy(f"{folder}/{certificate}.{ending}", path)
        os.chmod(path, 0o600)
        if os.getuid() == 0:
            shutil.chown(path, "postgres", "postgres")
    postgres.sql("alter system set ssl = on; select pg_reload_conf()")


def tls_tests(name, addresses, folder, asked, expected):
    """addresses: host → URL without parameters, the certificate being for localhost alone."""
    unknown = {"HOME": folder, "SSL_CERT_FILE": ""}
    known = f"{folder}/ours.crt"
    words = "certificate"
    refused(f"{name}: an unknown authority", run("cube", addresses["localhost"] + f"?sslrootcert={folder}/theirs.crt", *asked, **unknown), 4, words)
    refused(f"{name}: nobody is believed unasked", run("cube", addresses["localhost"], *asked, **unknown), 4, words)
    made = run("cube", addresses["localhost"] + f"?sslrootcert={known}", *asked, **unknown)
    report(f"{name}: a known authority by the address", made.stdout == expected, made.stderr)
    made = run("cube", addresses["localhost"], *asked, HOME=folder, SSL_CERT_FILE=known)
    report(f"{name}: a known authority by the environment", made.stdout == expected, made.stderr)
    refused(f"{name}: the environment's authority is another", run("cube", addresses["localhost"], *asked, HOME=folder, SSL_CERT_FILE=f"{folder}/theirs.crt"), 4, words)
    made = run("cube", addresses["127.0.0.1"] + f"?sslrootcert={known}", *asked, **unknown)
    refused(f"{name}: another host's name", made, 4, "127.0.0.1")
    refused(f"{name}: verify-full said aloud", run("cube", addresses["127.0.0.1"] + f"?sslrootcert={known}&sslmode=verify-full", *asked, **unknown), 4, "127.0.0.1")
    refused(f"{name}: a file of authorities that is not there", run("cube", addresses["localhost"] + f"?sslrootcert={folder}/none.crt", *asked, **unknown), 4, "none.crt")


def tests():
    if not shutil.which("openssl"):
        raise servers.Missing("openssl is not installed")
    with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        make_authority(folder, "ours")
        make_authority(folder, "theirs")
        make_certificate(folder, "local", "ours", "DNS:localhost")
        make_certificate(folder, "foreign", "theirs", "DNS:localhost")
        s.postgres.sql("create table crimes (day text); insert into crimes values ('2024-01-01')")
        s.one.sql("create table crimes (day String) engine = MergeTree order by day")
        s.one.sql("insert into crimes values ('2024-01-01')")
        asked, expected = ["--by", "day:day"], b"day,count\n2024-01-01,1\n"
        plain = f"postgresql://esep@localhost:{s.postgres.port}/postgres/crimes"
        refused("PostgreSQL without TLS", run("cube", plain + f"?sslrootcert={folder}/ours.crt", *asked, HOME=folder), 4, "SSL")
        serve_postgres(s.postgres, folder, "local")
        tls_tests("PostgreSQL", {host: plain.replace("localhost", host) for host in ("localhost", "127.0.0.1")}, folder, asked, expected)
        made = run("cube", plain, *asked, HOME=folder, PGSSLROOTCERT=f"{folder}/ours.crt")
        report("PostgreSQL: PGSSLROOTCERT", made.stdout == expected, made.stderr)
        made = run("cube", plain, *asked, HOME=folder, PGSSLMODE="disable", SSL_CERT_FILE=f"{folder}/theirs.crt")
        refused("PostgreSQL: PGSSLMODE does not weaken it", made, 4, "certificate")
        proxy = Proxy(folder, "local", s.one.http)
        secure = f"clickhouse://localhost:{proxy.port}/default/crimes"
        tls_tests("ClickHouse", {host: secure.replace("localhost", host) for host in ("localhost", "127.0.0.1")}, folder, asked, expected)
        refused("ClickHouse without TLS", run("cube", f"clickhouse://localhost:{s.one.http}/default/crimes", *asked, SSL_CERT_FILE=f"{folder}/ours.crt"), 4, "")
        serve_postgres(s.postgres, folder, "foreign")
        foreign = Proxy(folder, "foreign", s.one.http)
        for name, url in (("PostgreSQL", plain), ("ClickHouse", secure.replace(str(proxy.port), str(foreign.port)))):
            refused(f"{name}: a certificate by another authority", run("cube", url + f"?sslrootcert={folder}/ours.crt", *asked, HOME=folder), 4, "certificate")


if __name__ == "__main__":
    sys.exit(cases.main(servers.Missing, tests))
