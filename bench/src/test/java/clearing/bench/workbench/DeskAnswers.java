package clearing.bench.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A small desk: what a service answers to a person who may do everything, by path, or by method and path. */
final class DeskAnswers {
    private DeskAnswers() {}

    static Map<String, String> all() throws IOException {
        try (InputStream file = DeskAnswers.class.getResourceAsStream("desk.json")) {
            Map<String, String> answers = new TreeMap<>();
            JsonNode all = new ObjectMapper().readTree(Objects.requireNonNull(file));
            all.properties()
                    .forEach(entry ->
                            answers.put(entry.getKey(), entry.getValue().toString()));
            return answers;
        }
    }

    /** The same with some answers in the place of others. */
    static Map<String, String> with(Map<String, String> others) throws IOException {
        Map<String, String> answers = all();
        answers.putAll(others);
        return answers;
    }
}
