"""What stands between the program and a server, or in a server's place."""
import socket
import threading


class Liar:
    """A server that says what it is told to, or nothing."""

    def __init__(self, says):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.says = says
        self.kept = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.kept.append(connection)
            if self.says is None:
                continue
            try:
                connection.recv(65536)
                connection.sendall(self.says)
                connection.close()
            except OSError:
                pass


class Between:
    """A proxy in front of a server: `change` gets each piece of the server's answers that holds `mark` and gives what is passed on; None cuts the
    connection there. PostgreSQL's rows and ClickHouse's totals thus are lost or altered on their way."""

    def __init__(self, port, mark=b"", change=lambda piece: piece):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.behind, self.mark, self.change = port, mark, change
        self.asked = b"" # all that the client has sent
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.behind))
            threading.Thread(target=self.pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, True), daemon=True).start()

    def pump(self, source, to, answers):
        try:
            while True:
                piece = source.recv(1 << 16)
                if not piece:
                    break
                if not answers:
                    self.asked += piece
                elif self.mark in piece:
                    piece = self.change(piece)
                    if piece is None:
                        break
                to.sendall(piece)
        except OSError:
            pass
        for end in (source, to):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
