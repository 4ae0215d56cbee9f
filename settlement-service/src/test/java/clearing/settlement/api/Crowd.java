package clearing.settlement.api;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.matching.BooksReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** As many callers as the service works for at once, each with a file whose reading does not end until this is closed. */
final class Crowd implements AutoCloseable {
    private static final String FILE = "endless.csv";
    private static final int AGAIN_MILLIS = 20;
    private static final int PATIENCE_SECONDS = 120;

    /** Where readers of endless files wait. */
    static final class Gate {
        private final CountDownLatch inside = new CountDownLatch(ApiServer.AT_ONCE);
        private final CountDownLatch open = new CountDownLatch(1);

        /** The reader that waits on endless files. */
        BooksReader before(BooksReader reader) {
            return upload -> {
                if (upload.name().equals(FILE)) {
                    inside.countDown();
                    pass(open);
                }
                return reader.read(upload);
            };
        }
    }

    private final Browser browser;
    private final Gate gate;
    private final CountDownLatch gone = new CountDownLatch(ApiServer.AT_ONCE);

    /** Returns when there is room for nobody else. */
    Crowd(Browser browser, Gate gate) {
        this.browser = browser;
        this.gate = gate;
        for (int i = 0; i < ApiServer.AT_ONCE; i++) {
            call();
        }
        pass(gate.inside);
    }

    private static void pass(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** One caller, who comes again when sent away. */
    private void call() {
        browser.signed(HttpMethod.POST, "/api/v1/statements?format=CSV&fileName=" + FILE)
                .putHeader("Content-Type", "application/octet-stream")
                .sendBuffer(Buffer.buffer("no statement"))
                .onComplete(done -> {
                    if (done.succeeded() && sentAway(done.result())) {
                        browser.service().vertx().setTimer(AGAIN_MILLIS, now -> call());
                    } else {
                        gone.countDown();
                    }
                });
    }

    private static boolean sentAway(HttpResponse<Buffer> response) {
        return response.statusCode() == 429;
    }

    @Override
    public void close() {
        gate.open.countDown();
        pass(gone);
    }
}
