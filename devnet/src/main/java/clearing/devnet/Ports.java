package clearing.devnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Free ports of this machine. Those that were found stay taken until all are found, so that no two are the same. */
final class Ports implements AutoCloseable {

    private final List<ServerSocket> held = new ArrayList<>();

    /** A free port, the wanted one if it is free. */
    int take(int wanted) throws IOException {
        if (wanted > 0 && isTaken(wanted)) {
            return wanted;
        }
        var socket = new ServerSocket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket.getLocalPort();
    }

    /** Exactly this port. */
    int require(int port) throws IOException {
        if (!isTaken(port)) {
            throw new IOException("port " + port + " is in use by another process");
        }
        return port;
    }

    private boolean isTaken(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            held.add(socket);
            return true;
        } catch (IOException e) {
            socket.close();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (var socket : held) {
            socket.close();
        }
    }
}
