package clearing.settlement.api;

import clearing.settlement.api.TestService.Browser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stream of events that is read, each held against the schema that the document names for it. */
final class TestEvents implements AutoCloseable {
    private record Event(String name, JsonObject data, List<String> differences) {}

    private record Opened(HttpClientResponse response, Buffer body) {}

    private final AnswerJudge judge;
    private final HttpClient client;
    private final HttpClientResponse response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private String rest = "";

    /** @param last id of the event that was read before, or empty */
    TestEvents(Browser browser, AnswerJudge judge, String last) {
        this.judge = judge;
        TestService service = browser.service();
        client = service.vertx().createHttpClient();
        Future<Opened> opened = client.request(HttpMethod.GET, service.port(), TestService.HOST, "/api/v1/events")
                .compose(request -> {
                    request.putHeader("Cookie", browser.cookie());
                    if (!last.isEmpty()) {
                        request.putHeader("Last-Event-ID", last);
                    }
                    return request.send();
                })
                // On the event loop: handed to this thread first, what has come by then would be lost.
                .compose(answer -> {
                    if (answer.statusCode() != 200) {
                        return answer.body().map(body -> new Opened(answer, body));
                    }
                    answer.handler(this::read);
                    return Future.succeededFuture(new Opened(answer, Buffer.buffer()));
                });
        Opened done = TestService.await(opened);
        response = done.response();
        List<String> differences = judge.differences("events", status(), response.headers(), done.body());
        if (!differences.isEmpty()) {
            throw new AssertionError(differences);
        }
    }

    int status() {
        return response.statusCode();
    }

    /** On the event loop. */
    private void read(Buffer chunk) {
        String[] frames = (rest + chunk).split("\n\n", -1);
        rest = frames[frames.length - 1];
        for (int i = 0; i < frames.length - 1; i++) {
            String frame = frames[i];
            field(frame, "event").ifPresent(name -> events.add(event(name, frame)));
        }
    }

    private static Optional<String> field(String frame, String name) {
        return frame.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst();
    }

    private Event event(String name, String frame) {
        JsonObject data = new JsonObject(field(frame, "data").orElse("{}"));
        JsonObject schema = judge.operation("events").getJsonObject("x-events").getJsonObject(name);
        if (schema == null) {
            return new Event(name, data, List.of("the document knows no such event"));
        }
        if (field(frame, "id").isEmpty()) {
            return new Event(name, data, List.of("there is no id"));
        }
        return new Event(name, data, judge.differences(schema, data));
    }

    /** Waits until an event of each of the names has come; every event must fit its schema. */
    void await(Set<String> names, Duration patience) throws InterruptedException {
        Set<String> missing = new TreeSet<>(names);
        while (!missing.isEmpty()) {
            missing.remove(next("event of " + missing, patience).name());
        }
    }

    /** Waits for the next break event with the action, past all other events; the break. */
    JsonObject awaitBreak(String action, Duration patience) throws InterruptedException {
        while (true) {
            Event event = next("break " + action, patience);
            if (event.name().equals("break") && action.equals(event.data().getString("action"))) {
                return event.data().getJsonObject("break");
            }
        }
    }

    private Event next(String wanted, Duration patience) throws InterruptedException {
        Event event = events.poll(patience.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no " + wanted);
        }
        if (!event.differences().isEmpty()) {
            throw new AssertionError(event.name() + " " + event.differences());
        }
        return event;
    }

    @Override
    public void close() {
        TestService.await(client.close());
    }
}
