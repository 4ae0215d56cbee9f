package clearing.client.intake;

import clearing.client.outbox.OutboxException;
import clearing.client.trade.BadInput;
import clearing.client.trade.Intake;
import clearing.client.trade.LocatedError;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/trades} with a batch in the form of a trade file ({@code text/csv}), {@code ?mode=all-or-nothing} where one bad row is to
 * hold back all. Answers 200 with how many rows are new and on the disk, how many were known, and each error with its line; 422 when
 * nothing was taken because of errors. Faults are problem documents (RFC 9457). {@code GET /v1/health} needs no token.
 *
 * <p>It listens on the loopback address only: whoever wants it from elsewhere puts a proxy with TLS before it. Batches under way are
 * bounded; one too many is answered 429 at once.
 */
public final class IntakeServer implements AutoCloseable {
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(IntakeServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_UNDER_WAY = 64;
    private static final int BACKLOG = 128;

    static {
        // Read once by the JDK's server: without it every answer may wait for the other side's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<Optional<Intake>> intake;
    private final IntakeToken token;
    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);

    private IntakeServer(HttpServer server, Supplier<Optional<Intake>> intake, IntakeToken token) {
        this.server = server;
        this.intake = intake;
        this.token = token;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for a free one
     * @param intake empty as long as the node is not ready
     * @throws IOException when the port is taken
     */
    public static IntakeServer start(int port, Supplier<Optional<Intake>> intake, IntakeToken token)
            throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        IntakeServer server = new IntakeServer(http, intake, token);
        http.setExecutor(server.threads);
        http.createContext("/v1/trades", server::trades);
        http.createContext("/v1/health", server::health);
        http.start();
        return server;
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean ready = intake.get().isPresent();
        answer(exchange, new Answer(ready ? 200 : 503, JSON.createObjectNode().put("ready", ready)));
    }

    private void trades(HttpExchange exchange) throws IOException {
        if (!room.tryAcquire()) {
            answer(exchange, Answer.problem(429, "TOO_MANY_BATCHES", "At most " + MAX_UNDER_WAY + " at a time."));
            return;
        }
        try {
            answer(exchange, take(exchange));
        } catch (BadInput e) {
            answer(exchange, Answer.refused(400, e.errors()));
        } catch (OutboxException e) {
            LOG.error("a batch could not be stored", e);
            answer(exchange, Answer.problem(503, "NOT_STORED", "The disk did not take the batch; nothing counts."));
        } finally {
            room.release();
        }
    }

    private Answer take(HttpExchange exchange) throws IOException {
        if (!token.matches(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.problem(401, "NOT_SIGNED_IN", "The header 'Authorization: Bearer ...' has no valid token.");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.problem(405, "METHOD_NOT_ALLOWED", "Trades are handed in with POST.");
        }
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!type.equals("text/csv") && !type.startsWith("text/csv;")) {
            return Answer.problem(415, "UNSUPPORTED_MEDIA_TYPE", "A batch is text/csv in UTF-8.");
        }
        String mode = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("mode=partial");
        if (!List.of("mode=partial", "mode=all-or-nothing").contains(mode)) {
            return Answer.problem(400, "BAD_VALUE", "The query is mode=partial or mode=all-or-nothing.");
        }
        Optional<Intake> ready = intake.get();
        if (ready.isEmpty()) {
            return Answer.problem(503, "NOT_READY", "The node has not seen a constitution yet.");
        }
        byte[] body = body(exchange);
        if (body.length > MAX_BYTES) {
            return Answer.problem(413, "TOO_LARGE", "A batch has at most " + MAX_BYTES + " bytes.");
        }
        String csv;
        try {
            csv = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return Answer.problem(400, "NOT_UTF8", "The batch is not UTF-8 text.");
        }
        boolean allOrNothing = mode.endsWith("nothing");
        Intake.Receipt receipt = ready.get().accept(csv, allOrNothing);
        return allOrNothing && !receipt.errors().isEmpty() ? Answer.refused(422, receipt.errors()) : Answer.of(receipt);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private record Answer(int status, ObjectNode body) {
        static Answer of(Intake.Receipt receipt) {
            ObjectNode body =
                    JSON.createObjectNode().put("accepted", receipt.accepted()).put("known", receipt.known());
            errors(body.putArray("errors"), receipt.errors());
            return new Answer(200, body);
        }

        static Answer problem(int status, String code, String sentence) {
            return new Answer(
                    status,
                    JSON.createObjectNode()
                            .put("type", "about:blank")
                            .put("title", code)
                            .put("status", status)
                            .put("detail", sentence));
        }

        static Answer refused(int status, List<LocatedError> errors) {
            Answer answer = problem(status, "BAD_INPUT", "Nothing was taken.");
            errors(answer.body().putArray("errors"), errors);
            return answer;
        }

        private static void errors(ArrayNode into, List<LocatedError> errors) {
            errors.forEach(error -> into.addObject()
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("code", error.code())
                    .put("sentence", error.sentence()));
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer.body());
        boolean problem = answer.body().has("title");
        exchange.getResponseHeaders().set("Content-Type", problem ? "application/problem+json" : "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }
}
