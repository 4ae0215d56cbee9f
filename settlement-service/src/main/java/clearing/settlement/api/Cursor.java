package clearing.settlement.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The place in a list after which the next page begins: the sort key of the last item shown, so a page neither repeats
 * nor skips what stood there before.
 *
 * @param parts of the key; empty at the start
 */
record Cursor(List<String> parts) {
    static final Cursor START = new Cursor(List.of());

    Cursor {
        parts = List.copyOf(parts);
    }

    static Cursor of(Object... key) {
        return new Cursor(Arrays.stream(key).map(String::valueOf).toList());
    }

    static Cursor parse(String text) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return new Cursor(List.of(joined.split("\u0000", -1)));
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    boolean atStart() {
        return parts.isEmpty();
    }

    long number(int part) {
        try {
            return Long.parseLong(text(part));
        } catch (NumberFormatException e) {
            throw bad();
        }
    }

    String text(int part) {
        if (part >= parts.size()) {
            throw bad();
        }
        return parts.get(part);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static ApiException bad() {
        return ApiException.invalid("cursor", "The cursor is not one that this list gave out.");
    }
}
