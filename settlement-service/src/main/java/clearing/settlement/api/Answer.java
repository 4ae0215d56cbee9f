package clearing.settlement.api;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param status HTTP status
 * @param body JSON, or empty for none
 * @param text text in its place, with its content type among the headers, or empty
 * @param headers further headers
 */
record Answer(int status, Optional<JsonObject> body, Optional<String> text, Map<String, String> headers) {
    static Answer ok(JsonObject body) {
        return new Answer(200, Optional.of(body), Optional.empty(), Map.of());
    }

    static Answer status(int status, JsonObject body) {
        return new Answer(status, Optional.of(body), Optional.empty(), Map.of());
    }

    static Answer empty(Map<String, String> headers) {
        return new Answer(204, Optional.empty(), Optional.empty(), headers);
    }

    /** Text of the media type. */
    static Answer text(String type, String text) {
        return new Answer(200, Optional.empty(), Optional.of(text), Map.of("Content-Type", type));
    }

    Answer with(String header, String value) {
        return new Answer(status, body, text, Map.of(header, value));
    }
}
