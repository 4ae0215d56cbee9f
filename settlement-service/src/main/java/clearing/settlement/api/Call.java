package clearing.settlement.api;

import clearing.settlement.access.Principal;
import clearing.settlement.access.UserRole;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A request that the contract lets through.
 *
 * @param path path parameters
 * @param query query parameters that were given or have a default
 * @param body the raw body
 * @param principal who is signed in; empty only where the contract lets anyone in
 * @param token value of the session cookie, or empty
 * @param headers header parameters that were given, by their names in the document
 * @param source the program whose token the request carries in place of a session
 * @param attempt value of the cookie of a sign-in that was begun at the identity provider, or empty
 * @param paging what stands in place of the query's cursor and limit, when the service itself turns the pages
 */
record Call(
        Map<String, RequestParameter> path,
        Map<String, RequestParameter> query,
        Buffer body,
        Optional<Principal> principal,
        String token,
        String attempt,
        Optional<Paging> paging,
        Map<String, RequestParameter> headers,
        Optional<String> source) {
    /** Where a page begins and how much it holds. */
    record Paging(Optional<String> cursor, int limit) {}

    /** The same request for another page. */
    Call page(Optional<String> from, int limit) {
        return new Call(
                path, query, body, principal, token, attempt, Optional.of(new Paging(from, limit)), headers, source);
    }

    /** The name of who is signed in. */
    String user() {
        return principal.map(Principal::user).orElse("anyone");
    }

    /** The accounts of who works for some only; empty for whoever works for all. */
    Optional<String[]> accounts() {
        return principal
                .filter(Principal::isLimited)
                .map(who -> who.accounts().stream().sorted().toArray(String[]::new));
    }

    /** Whether the body is an object of JSON. */
    boolean isJson() {
        return body.length() > 0 && body.getByte(0) == '{';
    }

    /** Words of the roles of who is signed in, sorted. */
    List<String> roles() {
        return principal.map(Principal::roles).stream()
                .flatMap(Set::stream)
                .map(UserRole::word)
                .sorted()
                .toList();
    }

    JsonObject json() {
        return body.toJsonObject();
    }

    Optional<String> text(String name) {
        RequestParameter parameter = query.get(name);
        return parameter == null || parameter.isNull() || parameter.isEmpty()
                ? Optional.empty()
                : Optional.of(parameter.getString());
    }

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getString())
                .findFirst();
    }

    Optional<Long> number(String name) {
        RequestParameter parameter = query.get(name);
        return parameter == null || parameter.isNull() ? Optional.empty() : Optional.of(parameter.getLong());
    }

    boolean flag(String name, boolean otherwise) {
        RequestParameter parameter = query.get(name);
        return parameter == null || parameter.isNull() ? otherwise : parameter.getBoolean();
    }

    Optional<LocalDate> date(String name) {
        return text(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (java.time.format.DateTimeParseException e) {
                throw ApiException.invalid(name, name + " is not a date.");
            }
        });
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (java.time.format.DateTimeParseException e) {
                throw ApiException.invalid(name, name + " is not a time.");
            }
        });
    }

    /** At most how many items a page holds. */
    int limit() {
        return paging.map(Paging::limit)
                .orElseGet(() -> number("limit").orElse(100L).intValue());
    }

    /** Where the page begins. */
    Cursor cursor() {
        Optional<String> given = paging.isPresent() ? paging.get().cursor() : text("cursor");
        return given.map(Cursor::parse).orElse(Cursor.START);
    }

    String pathText(String name) {
        return parameter(name).getString();
    }

    long pathNumber(String name) {
        return parameter(name).getLong();
    }

    private RequestParameter parameter(String name) {
        return Objects.requireNonNull(path.get(name), "the contract has no path parameter " + name);
    }
}
