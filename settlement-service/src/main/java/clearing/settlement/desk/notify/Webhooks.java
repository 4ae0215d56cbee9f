package clearing.settlement.desk.notify;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls webhooks: no redirect is followed, the answer's body is not read, and the address called is the one that was checked. */
public final class Webhooks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final AddressGuard guard;

    /** A client on the process's event loops. */
    public Webhooks(Vertx vertx, AddressGuard guard) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setKeepAlive(false)
                .setVerifyHost(true));
        this.guard = guard;
    }

    /**
     * Tells one. Blocks; not for event loops.
     *
     * @return why it was not told, without anything secret; empty when it was
     */
    public Optional<String> tell(Channel hook, String id, String body, Instant now) {
        URI url = hook.url();
        boolean tls = "https".equals(url.getScheme());
        String host = Objects.toString(url.getHost(), "");
        try {
            InetAddress address = guard.address(host);
            int standard = tls ? 443 : 80;
            int port = url.getPort() > 0 ? url.getPort() : standard;
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(host)
                    .setPort(port)
                    .setSsl(tls)
                    .setURI(path + query)
                    .setFollowRedirects(false)
                    .setTimeout(PATIENCE.toMillis())
                    .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()));
            int status = client.request(options)
                    .compose(request -> request.putHeader("Content-Type", "application/json")
                            .putHeader("Clearing-Event-Id", id)
                            .putHeader("Clearing-Signature", Signature.of(hook.secret(), now, id, body))
                            .send(Buffer.buffer(body)))
                    .map(response -> response.statusCode())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of("answered " + status);
        } catch (AddressGuard.Forbidden e) {
            return Optional.of(Objects.toString(e.getMessage(), "forbidden"));
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() == null ? "failed" : e.getCause().getClass().getSimpleName());
        } catch (TimeoutException e) {
            return Optional.of("did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
