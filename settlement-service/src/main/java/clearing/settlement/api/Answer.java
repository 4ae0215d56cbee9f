package clearing.settlement.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param status HTTP status
 * @param body JSON, or empty for none
 * @param content text or bytes in its place, with their content type among the headers, or empty
 * @param spooled a file in their place, which goes when it has been sent
 * @param headers further headers
 */
record Answer(
        int status,
        Optional<JsonObject> body,
        Optional<Buffer> content,
        Optional<Path> spooled,
        Map<String, String> headers) {
    Answer(int status, Optional<JsonObject> body, Optional<Buffer> content, Map<String, String> headers) {
        this(status, body, content, Optional.empty(), headers);
    }

    static Answer ok(JsonObject body) {
        return new Answer(200, Optional.of(body), Optional.empty(), Map.of());
    }

    static Answer status(int status, JsonObject body) {
        return new Answer(status, Optional.of(body), Optional.empty(), Map.of());
    }

    static Answer empty(Map<String, String> headers) {
        return empty(204, headers);
    }

    /** Sends the browser elsewhere, by a GET, and gives it a cookie. */
    static Answer seeOther(String address, String cookie) {
        return empty(303, Map.of("Location", address, "Set-Cookie", cookie));
    }

    private static Answer empty(int status, Map<String, String> headers) {
        return new Answer(status, Optional.empty(), Optional.empty(), headers);
    }

    /** Text of the media type. */
    static Answer text(String type, String text) {
        return new Answer(200, Optional.empty(), Optional.of(Buffer.buffer(text)), Map.of("Content-Type", type));
    }

    /** A file to look at, where it is HTML, or else to keep: it brings its style with it and may load nothing. */
    static Answer file(String type, String name, Buffer content) {
        return new Answer(
                200,
                Optional.empty(),
                Optional.of(content),
                Map.of(
                        "Content-Type",
                        type,
                        "Content-Disposition",
                        (type.startsWith("text/html") ? "inline" : "attachment") + "; filename=\"" + name + "\"",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"));
    }

    /** A file to keep that was written to disk, with the hash of the facts it was made from, or without. */
    static Answer spooled(String type, String name, String factsSha256, Path file) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Disposition", "attachment; filename=\"" + name + "\"");
        if (!factsSha256.isEmpty()) {
            headers.put("X-Ledger-Facts", factsSha256);
        }
        return new Answer(200, Optional.empty(), Optional.empty(), Optional.of(file), headers);
    }

    Answer with(String header, String value) {
        return new Answer(status, body, content, spooled, Map.of(header, value));
    }
}
