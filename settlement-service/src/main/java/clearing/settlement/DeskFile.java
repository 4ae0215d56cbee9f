package clearing.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A configuration file, whose faults are told with their place.
 *
 * @param file names of other files in it are relative to it
 */
record DeskFile(Path file) {
    void require(String field, boolean holds, String fault) {
        if (!holds) {
            throw new ConfigException(file + ": " + field + " " + fault);
        }
    }

    void known(JsonNode node, String prefix, Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> require(prefix + name, fields.contains(name), "is no field"));
    }

    <E extends Enum<E>> E word(String field, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + field + ": there is no " + word);
        }
    }

    <E extends Enum<E>> Set<E> words(String field, Class<E> type, JsonNode all) {
        Set<E> words = EnumSet.noneOf(type);
        for (JsonNode each : all) {
            words.add(word(field, type, each.asText()));
        }
        return words;
    }

    /** Another file, which must be there. */
    Path other(String field, String name) {
        Path other = file.toAbsolutePath().resolveSibling(name).normalize();
        require(field, Files.isRegularFile(other), "is no file");
        return other;
    }

    /** The first line of another file. */
    String secret(String field, String name) {
        try (var lines = Files.lines(other(field, name), StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new ConfigException(file + ": " + field + " cannot be read: " + Objects.toString(e.getMessage()));
        }
    }
}
