package clearing.settlement.api;

import io.vertx.core.json.JsonArray;
import java.util.Map;

/** A request that is refused; becomes a problem document. Its texts are for the caller and hold nothing internal. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String title;
    private final String field;
    private final transient JsonArray errors;
    private final transient Map<String, String> headers;

    private ApiException(
            int status,
            String code,
            String title,
            String detail,
            String field,
            JsonArray errors,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
        this.field = field;
        this.errors = errors;
        this.headers = Map.copyOf(headers);
    }

    private static ApiException of(int status, String code, String title, String detail) {
        return new ApiException(status, code, title, detail, "", new JsonArray(), Map.of());
    }

    /** 400: one input is at fault. */
    public static ApiException invalid(String field, String detail) {
        return new ApiException(
                400, "INVALID_REQUEST", "The request is not valid", detail, field, new JsonArray(), Map.of());
    }

    /** 401: a session is needed. */
    static ApiException notSignedIn() {
        return of(401, "NOT_SIGNED_IN", "Sign in first", "There is no session, or it has ended.");
    }

    /** 401: wrong name or password. */
    static ApiException signInFailed() {
        return of(401, "SIGN_IN_FAILED", "The sign-in failed", "The name or the password is wrong.");
    }

    /** 429: too many failures. */
    static ApiException lockedOut(long seconds) {
        return new ApiException(
                429,
                "LOCKED_OUT",
                "Too many failures",
                "This user is locked out; try again in " + seconds + " seconds.",
                "",
                new JsonArray(),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    /** 403: the roles of the session do not allow this. */
    static ApiException forbidden() {
        return of(403, "FORBIDDEN", "Not allowed", "None of your roles may do this.");
    }

    /** 403: the request did not come from the service's own page. */
    static ApiException crossSite(String detail) {
        return of(403, "CSRF", "Not from this site", detail);
    }

    /** 404. */
    public static ApiException notFound(String what) {
        return of(404, "NOT_FOUND", "Not found", what + " does not exist.");
    }

    /** 409: the state of things does not allow this now. */
    public static ApiException conflict(String detail) {
        return of(409, "CONFLICT", "Not possible now", detail);
    }

    /** 409, with the desk's own reason. */
    static ApiException conflict(String code, String title, String detail) {
        return of(409, code, title, detail);
    }

    /** 413. */
    static ApiException tooLarge() {
        return of(413, "TOO_LARGE", "Too large", "The body is larger than this operation takes.");
    }

    /** 415. */
    static ApiException mediaType(String detail) {
        return of(415, "MEDIA_TYPE", "Unsupported content type", detail);
    }

    /** 422: a file that was refused as a whole. */
    public static ApiException fileRefused(String detail, JsonArray errors) {
        return new ApiException(422, "FILE_REFUSED", "The file was refused", detail, "", errors, Map.of());
    }

    /** 422: pushed entries of which none went in. */
    static ApiException entriesRefused(JsonArray errors) {
        return new ApiException(
                422,
                "ENTRIES_REFUSED",
                "The entries were refused",
                "None of the entries went in; errors says why.",
                "",
                errors,
                Map.of());
    }

    /** 429: the service has its hands full. */
    static ApiException busy() {
        return new ApiException(
                429,
                "TOO_MANY_REQUESTS",
                "Too many requests",
                "Too many requests are being worked on; try again.",
                "",
                new JsonArray(),
                Map.of("Retry-After", "1"));
    }

    /** 500. */
    static ApiException internal() {
        return of(500, "INTERNAL", "Internal error", "The service could not do this. Its log tells why.");
    }

    /** 503. */
    public static ApiException unavailable(String detail) {
        return of(503, "UNAVAILABLE", "Not available now", detail);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    String field() {
        return field;
    }

    JsonArray errors() {
        return errors.copy();
    }

    Map<String, String> headers() {
        return headers;
    }
}
