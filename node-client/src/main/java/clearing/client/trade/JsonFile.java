package clearing.client.trade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads JSON files of a fixed shape; unknown, missing and doubled fields are errors with their place. */
public final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private JsonFile() {}

    /**
     * Reads a file.
     *
     * @param shape    what it is to hold
     * @param what     the thing in words, with its article, for the error of a file that is too large
     * @param code     of the error of a file that has another shape
     * @param maxBytes longest file that is read
     * @throws BadInput when the file is too large, unreadable, or of another shape
     */
    public static <T> T read(Path file, Class<T> shape, String what, String code, long maxBytes) {
        try {
            if (Files.size(file) > maxBytes) {
                throw error(file, 0, 0, "FILE_TOO_LARGE", what + " has at most " + maxBytes + " bytes.");
            }
            return JSON.readValue(Files.readAllBytes(file), shape);
        } catch (JsonProcessingException e) {
            boolean located = e.getLocation() != null;
            throw error(
                    file,
                    located ? e.getLocation().getLineNr() : 0,
                    located ? e.getLocation().getColumnNr() : 0,
                    code,
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw error(file, 0, 0, "UNREADABLE", "Cannot be read: " + e.getMessage());
        }
    }

    private static BadInput error(Path file, int line, int column, String code, String sentence) {
        return new BadInput(List.of(new LocatedError(file, line, column, code, sentence)));
    }
}
