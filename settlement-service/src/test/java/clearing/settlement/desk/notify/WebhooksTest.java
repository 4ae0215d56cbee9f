package clearing.settlement.desk.notify;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.desk.Severity;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks against a real server. */
final class WebhooksTest {
    private static final byte[] KEY = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private record Heard(String path, String id, String signature, String body) {}

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        vertx = Vertx.vertx();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add(new Heard(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Clearing-Event-Id"),
                    exchange.getRequestHeaders().getFirst("Clearing-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Channel channel(String host) {
        URI url = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/hook?a=1");
        return new Channel("ops", url, new Secret(KEY), Set.of(DeskEvent.ASSIGNED), Severity.LOW);
    }

    private Optional<String> tell(AddressGuard guard, String host) {
        try (Webhooks webhooks = new Webhooks(vertx, guard)) {
            return webhooks.tell(channel(host), "7", "{\"event\": \"ASSIGNED\"}", NOW);
        }
    }

    @Test
    void what_is_told_is_signed_over_time_id_and_body() throws Exception {
        assertThat(tell(new AddressGuard(List.of("127.0.0.1"), true), "127.0.0.1"))
                .isEmpty();
        Heard told = heard.poll(10, TimeUnit.SECONDS);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = NOW.getEpochSecond() + ".7.{\"event\": \"ASSIGNED\"}";
        String expected = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        assertThat(told)
                .isEqualTo(new Heard(
                        "/hook?a=1",
                        "7",
                        "t=" + NOW.getEpochSecond() + ",v1=" + expected,
                        "{\"event\": \"ASSIGNED\"}"));
    }

    @Test
    void a_redirect_is_a_failure_and_is_not_followed() {
        status.set(302);
        assertThat(tell(new AddressGuard(List.of("127.0.0.1"), true), "127.0.0.1"))
                .contains("answered 302");
        assertThat(heard).hasSize(1);
    }

    @Test
    void private_addresses_and_hosts_that_are_not_listed_are_never_called() {
        assertThat(tell(new AddressGuard(List.of("127.0.0.1"), false), "127.0.0.1"))
                .contains("the host has a private address");
        assertThat(tell(new AddressGuard(List.of("localhost"), false), "localhost"))
                .contains("the host has a private address");
        assertThat(tell(new AddressGuard(List.of("hooks.example"), true), "127.0.0.1"))
                .contains("the host is not on the list of those that may be called");
        assertThat(heard).isEmpty();
    }

    @Test
    void every_kind_of_private_address_is_known() throws UnknownHostException {
        for (String address : List.of(
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "64:ff9b::a00:1",
                "2002:a00:1::")) {
            assertThat(AddressGuard.isPrivate(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address : List.of("8.8.8.8", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111")) {
            assertThat(AddressGuard.isPrivate(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
    }

    @Test
    void a_secret_is_in_no_text_and_pauses_grow_up_to_an_hour() {
        assertThat(channel("127.0.0.1").toString()).doesNotContain("sixteen");
        assertThat(List.of(1, 2, 3, 9, 10, 100).stream().map(Delivery::pause))
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(2560),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }
}
