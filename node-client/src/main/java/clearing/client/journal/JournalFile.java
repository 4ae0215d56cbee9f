package clearing.client.journal;

import clearing.client.proof.Salts;
import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.AnchorPeriod;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A member's own file of its journal, as its service exports it: private, since it holds the entries and the secret of their salts. One JSON
 * object a line, amounts as texts in minor units:
 *
 * <pre>
 * {"format":"clearing-journal/1","member":M,"day":"2026-11-30","cycle":0,"secret":64 hex digits,"audit":{"hash":64 hex digits,"records":"12"}}
 * {"account":"HOUSE","asset":"HKD","opening":"0","closing":"-5"}              then its entries
 * {"entry":ID,"minor":"-5","bookingDate":D,"valueDate":D,"reference":R,"verdict":"PENDING|MATCHED|BROKEN","trade":T}
 * </pre>
 */
public final class JournalFile {
    public static final String FORMAT = "clearing-journal/1";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path path;
    private final List<Journal.Of> accounts = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private int line;

    private JournalFile(Path path) {
        this.path = path;
    }

    /** @throws BadInput when the file is no journal, with the line at fault */
    public static Journal read(Path path) {
        JournalFile file = new JournalFile(path);
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            return file.read(lines);
        } catch (CharacterCodingException e) {
            throw file.bad("the bytes are not UTF-8");
        } catch (IOException e) {
            throw file.bad("the file cannot be read");
        }
    }

    /**
     * The journal that these lines are of.
     *
     * @param name what faults call it
     * @throws BadInput when they are no journal
     */
    public static Journal read(Path name, List<String> lines) {
        JournalFile file = new JournalFile(name);
        try (BufferedReader reader = new BufferedReader(new StringReader(String.join("\n", lines)))) {
            return file.read(reader);
        } catch (IOException e) {
            throw file.bad("the lines cannot be read");
        }
    }

    /**
     * The lines of a journal's file.
     *
     * @param secret what its salts are made from
     */
    public static List<String> lines(Journal journal, Blob secret) {
        List<String> lines = new ArrayList<>();
        ObjectNode head = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("member", journal.member())
                .put("day", journal.period().day().toString())
                .put("cycle", journal.period().cycle())
                .put("secret", HexFormat.of().formatHex(secret.bytes()));
        head.putObject("audit")
                .put("hash", HexFormat.of().formatHex(journal.seal().hash().bytes()))
                .put("records", Long.toString(journal.seal().records()));
        lines.add(head.toString());
        for (Journal.Of of : journal.accounts()) {
            lines.add(JSON.createObjectNode()
                    .put("account", of.account())
                    .put("asset", of.asset())
                    .put("opening", Long.toString(of.opening()))
                    .put("closing", Long.toString(of.closing()))
                    .toString());
            of.entries()
                    .forEach(entry -> lines.add(JSON.createObjectNode()
                            .put("entry", entry.id())
                            .put("minor", Long.toString(entry.minor()))
                            .put("bookingDate", entry.bookingDate().toString())
                            .put("valueDate", entry.valueDate().toString())
                            .put("reference", entry.reference())
                            .put("verdict", entry.verdict().name())
                            .put("trade", entry.trade())
                            .toString()));
        }
        return lines;
    }

    private record Head(String account, String asset, long opening, long closing) {}

    private Journal read(BufferedReader lines) throws IOException {
        try {
            JsonNode head = next(lines.readLine());
            if (!FORMAT.equals(text(head, "format"))) {
                throw bad("format is not " + FORMAT);
            }
            byte[] secret = hex(head, "secret", Salts.SECRET_BYTES);
            JsonNode audit = head.path("audit");
            Head account = null;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonNode node = next(text);
                if (node.has("account")) {
                    end(account);
                    account = new Head(
                            text(node, "account"),
                            text(node, "asset"),
                            number(node, "opening"),
                            number(node, "closing"));
                } else if (account == null) {
                    throw bad("an entry stands before any account");
                } else {
                    entries.add(entry(node));
                }
            }
            end(account);
            if (accounts.isEmpty()) {
                throw bad("there is no account");
            }
            return new Journal(
                    text(head, "member"),
                    new AnchorPeriod(
                            LocalDate.parse(text(head, "day")),
                            head.path("cycle").asInt()),
                    accounts,
                    new Journal.Seal(Blob.of(hex(audit, "hash", 32)), number(audit, "records")),
                    new Salts(secret));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private void end(@org.jspecify.annotations.Nullable Head head) {
        if (head == null) {
            return;
        }
        Journal.Of of = new Journal.Of(head.account(), head.asset(), head.opening(), head.closing(), entries);
        entries.clear();
        if (!accounts.isEmpty() && accounts.getLast().place().compareTo(of.place()) >= 0) {
            throw bad("account " + of.place() + " is out of order");
        }
        accounts.add(of);
    }

    private JournalEntry entry(JsonNode node) {
        return new JournalEntry(
                text(node, "entry"),
                number(node, "minor"),
                LocalDate.parse(text(node, "bookingDate")),
                LocalDate.parse(text(node, "valueDate")),
                text(node, "reference"),
                JournalEntry.Verdict.valueOf(text(node, "verdict")),
                text(node, "trade"));
    }

    private JsonNode next(@org.jspecify.annotations.Nullable String text) {
        line++;
        if (text == null) {
            throw bad("the file is empty");
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw bad("it is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw bad("it is no JSON object");
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is no text");
        }
        if (value.asText().getBytes(StandardCharsets.UTF_8).length > JournalEntry.MAX_TEXT) {
            throw new IllegalArgumentException(field + " is too long");
        }
        return value.asText();
    }

    private static long number(JsonNode node, String field) {
        try {
            return Long.parseLong(text(node, field));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field + " is no whole number", e);
        }
    }

    private static byte[] hex(JsonNode node, String field, int bytes) {
        byte[] value = HexFormat.of().parseHex(text(node, field));
        if (value.length != bytes) {
            throw new IllegalArgumentException(field + " has not " + bytes + " bytes");
        }
        return value;
    }

    private BadInput bad(String what) {
        return new BadInput(
                List.of(new LocatedError(path, line, 0, "BAD_JOURNAL", "This is no journal: " + what + ".")));
    }
}
