package clearing.bench.workbench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workbench's files from the class path on a free port of the loopback address, under the policy that the service sends. */
final class StaticWorkbench implements AutoCloseable {
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /** A page of the same origin without anything on it, for tests that load single modules. */
    static final String EMPTY_PAGE = "/empty.html";

    private final HttpServer server;

    StaticWorkbench() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", StaticWorkbench::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String ending = path.substring(path.lastIndexOf('.') + 1);
        try (exchange;
                InputStream file = open(path)) {
            if (file == null || !MEDIA_TYPES.containsKey(ending)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = file.readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPES.get(ending));
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static @Nullable InputStream open(String path) {
        return path.equals(EMPTY_PAGE)
                ? new ByteArrayInputStream("<!doctype html><title>Empty</title><body>".getBytes(StandardCharsets.UTF_8))
                : StaticWorkbench.class.getResourceAsStream("/workbench" + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
