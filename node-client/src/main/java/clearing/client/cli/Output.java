package clearing.client.cli;

import clearing.client.submit.Delivery;
import clearing.client.trade.LocatedError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints results for people or, with {@code --json}, as one JSON object. */
final class Output {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int MAX_SHOWN = 50;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    boolean json() {
        return json;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    void print(JsonNode node) {
        try {
            out().println(JSON.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One object to a line, for what goes on without an end. */
    void printLine(JsonNode node) {
        out().println(node.toString());
        out().flush();
    }

    void errors(List<LocatedError> errors) {
        errors.stream().limit(MAX_SHOWN).map(LocatedError::toString).forEach(err()::println);
        if (errors.size() > MAX_SHOWN) {
            err().println("... and " + (errors.size() - MAX_SHOWN) + " more");
        }
    }

    /** Rows with at least one error. */
    static long badRows(List<LocatedError> errors) {
        return errors.stream()
                .map(error -> error.file() + ":" + error.line())
                .distinct()
                .count();
    }

    /** What the summary of a file says of its bad rows, which are left out unless all or nothing is asked. */
    static String leftOut(List<LocatedError> errors) {
        return errors.isEmpty() ? "no bad rows" : badRows(errors) + " bad rows left out (partial mode)";
    }

    static void errors(ArrayNode into, List<LocatedError> errors) {
        for (LocatedError error : errors) {
            into.addObject()
                    .put("file", error.file().toString())
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("code", error.code())
                    .put("sentence", error.sentence());
        }
    }

    /** Counts of what was delivered, with a line for all that did not come through; answers the exit code. */
    int delivered(ObjectNode into, Map<String, Delivery> delivered) {
        int committed = 0;
        int refused = 0;
        int open = 0;
        ArrayNode trouble = into.putArray("notCommitted");
        for (Map.Entry<String, Delivery> one : delivered.entrySet()) {
            switch (one.getValue()) {
                case Delivery.Committed c -> committed++;
                case Delivery.Refused r -> {
                    refused++;
                    trouble.add(line(
                            one.getKey(),
                            "REFUSED " + r.state().code() + " " + r.state().field() + ": "
                                    + r.state().sentence()));
                }
                case Delivery.Postponed p -> {
                    open++;
                    trouble.add(line(one.getKey(), "NOT SENT " + p.sentence()));
                }
                case Delivery.Unknown u -> {
                    open++;
                    trouble.add(line(one.getKey(), "UNKNOWN " + u.txId() + " " + u.sentence()));
                }
            }
        }
        into.put("committed", committed).put("refused", refused).put("open", open);
        return open > 0 ? Exit.UNKNOWN : refused > 0 ? Exit.REFUSED : Exit.DONE;
    }

    private String line(String key, String what) {
        String line = key + ": " + what;
        if (!json) {
            err().println(line);
        }
        return line;
    }
}
