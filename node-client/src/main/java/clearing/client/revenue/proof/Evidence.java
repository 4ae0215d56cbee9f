package clearing.client.revenue.proof;

import clearing.client.trade.BadInput;
import clearing.client.trade.JsonFile;
import clearing.client.trade.LedgerView;
import clearing.client.trade.LocatedError;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeId;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that the ledger holds about one agreement, with the pages of its payments and the constitution: keys and values as they stand.
 * What is private to reporters (the single facts behind a page) is not on the ledger, so it is not here either.
 *
 * @param agreement id
 * @param values by the ledger's keys
 */
public record Evidence(String agreement, SortedMap<String, byte[]> values) {
    private static final int FORMAT = 1;
    private static final long MAX_BYTES = 512L * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Evidence {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The file's form. */
    record Shape(int format, String agreement, SortedMap<String, String> values) {}

    /** Gathers it from verified blocks. */
    public static Evidence of(LedgerView ledger, String agreement) {
        SortedMap<String, byte[]> values = new TreeMap<>();
        ledger.get(Keys.CONSTITUTION).ifPresent(bytes -> values.put(Keys.CONSTITUTION, bytes));
        ledger.get(Keys.agreement(agreement)).ifPresent(bytes -> values.put(Keys.agreement(agreement), bytes));
        for (String kind : new String[] {"T/", "M/", "F/", "D/", "S/", "W/"}) {
            values.putAll(ledger.under(Keys.REVENUE_PREFIX + kind + agreement + "/"));
        }
        SortedSet<String> pages = new TreeSet<>();
        ledger.under(Keys.REVENUE_PREFIX + "S/" + agreement + "/").values().forEach(bytes -> {
            Statement statement = Statement.decode(bytes);
            statement
                    .lines()
                    .forEach(line ->
                            line.payment().map(TradeId::page).map(Keys::page).ifPresent(key -> pages.add(key)));
            statement
                    .released()
                    .forEach(release -> pages.add(Keys.page(release.payment().page())));
        });
        pages.forEach(key -> ledger.get(key).ifPresent(bytes -> values.put(key, bytes)));
        return new Evidence(agreement, values);
    }

    Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    SortedMap<String, byte[]> under(String prefix) {
        return values.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    Constitution constitution() {
        return get(Keys.CONSTITUTION)
                .map(Constitution::decode)
                .orElseThrow(() -> new Refuted("constitution", "it is not in the file"));
    }

    /** The file: one JSON object. */
    public byte[] file() {
        ObjectNode node = JSON.createObjectNode().put("format", FORMAT).put("agreement", agreement);
        ObjectNode all = node.putObject("values");
        values.forEach((key, value) -> all.put(key, Base64.getEncoder().encodeToString(value)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws BadInput when it is no file of this kind */
    public static Evidence read(Path file) {
        Shape shape = JsonFile.read(file, Shape.class, "A file of evidence", "MALFORMED_EVIDENCE", MAX_BYTES);
        SortedMap<String, byte[]> values = new TreeMap<>();
        try {
            shape.values()
                    .forEach((key, text) -> values.put(key, Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            throw bad(file, "a value is not in base 64");
        }
        if (shape.format() != FORMAT) {
            throw bad(file, "its format is not " + FORMAT);
        }
        return new Evidence(shape.agreement(), values);
    }

    private static BadInput bad(Path file, String sentence) {
        return new BadInput(List.of(new LocatedError(file, 0, 0, "MALFORMED_EVIDENCE", sentence + ".")));
    }
}
