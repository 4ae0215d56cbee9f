package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A member's desk through its settlement service's public API, as a person or a script of that member uses it. */
final class MemberDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final String member;
    private final URI base;
    private final String user;
    private final String password;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private String csrfToken = "";

    MemberDesk(String member, URI base, String user, String password) {
        this.member = member;
        this.base = base;
        this.user = user;
        this.password = password;
    }

    String member() {
        return member;
    }

    URI base() {
        return base;
    }

    void signIn() throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("user", user).put("password", password);
        HttpRequest request = request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        csrfToken = answer(request).path("csrfToken").asText();
    }

    /** Hands in a file of the member's books. */
    JsonNode upload(Path file, String format) throws IOException, InterruptedException {
        String query =
                "?format=" + format + "&fileName=" + encode(file.getFileName().toString());
        HttpRequest request = request("/api/v1/statements" + query)
                .header("Content-Type", "application/octet-stream")
                .header("X-CSRF-Token", csrfToken)
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        return answer(request);
    }

    JsonNode closeDay(String asOf) throws IOException, InterruptedException {
        HttpRequest request = request("/api/v1/close-day?asOf=" + asOf)
                .header("X-CSRF-Token", csrfToken)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return answer(request);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path).GET().build());
    }

    /** All items of a paged list. */
    List<JsonNode> all(String path) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String at = path + (path.contains("?") ? "&" : "?") + "limit=500";
            JsonNode page = get(cursor.isEmpty() ? at : at + "&cursor=" + encode(cursor));
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty());
        return items;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new DemoException(member + "'s service answered " + response.statusCode() + " to " + request.method()
                    + " " + request.uri().getPath() + ": " + response.body());
        }
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
