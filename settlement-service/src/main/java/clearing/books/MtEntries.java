package clearing.books;

import clearing.books.BooksConfig.ReferenceField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the lines of one message, each with what field 86 says of it, into entries. */
final class MtEntries {
    private static final int MAX_ID = 140;
    private static final int MAX_TEXT = 500;
    private static final Pattern ORIGINAL = Pattern.compile("(?:.*/OCMT/)?([A-Z]{3})(\\d{1,15}(?:[,.]\\d*)?)/?.*");
    private static final Pattern RATE = Pattern.compile(".*/EXCH/(\\d{1,12}(?:[,.]\\d*)?)/?.*");

    private final BooksConfig config;
    private final String account;
    private final String asset;
    private final int scale;
    private final List<BookEntry> entries = new ArrayList<>();
    private int notBooked;
    private int lines;

    MtEntries(BooksConfig config, String account, String asset, int scale) {
        this.config = config;
        this.account = account;
        this.asset = asset;
        this.scale = scale;
    }

    List<BookEntry> entries() {
        return entries;
    }

    /** Lines that announce, or say something without moving anything. */
    int notBooked() {
        return notBooked;
    }

    /** All lines that were read. */
    int lines() {
        return lines;
    }

    /** Takes every line of the message. */
    void read(MtMessage message) {
        List<MtField> fields = message.fields;
        for (int i = 0; i < fields.size(); i++) {
            MtField field = fields.get(i);
            if (field.tag.equals("61")) {
                List<String> text = new ArrayList<>();
                for (int next = i + 1; next < fields.size() && isText(fields.get(next)); next++) {
                    text.addAll(fields.get(next).lines);
                }
                add(field, text);
            }
        }
    }

    private static boolean isText(MtField field) {
        return field.tag.equals("86") || field.tag.equals("NS");
    }

    private void add(MtField field, List<String> text) {
        MtLine line = MtLine.of(field, asset, scale);
        lines++;
        if (line.expected() || line.amountMinor() == 0) {
            notBooked++;
            return;
        }
        MtDetails details = text.isEmpty() ? MtDetails.NONE : MtDetails.of(text);
        LocalDate booked = line.entryDate().orElse(line.valueDate());
        String free = details.text().isEmpty()
                ? line.supplement()
                : line.supplement().isEmpty() ? details.text() : details.text() + " " + line.supplement();
        entries.add(new BookEntry(
                Integer.toString(lines),
                account,
                asset,
                line.amountMinor(),
                booked,
                line.valueDate(),
                references(line, details),
                counterparty(line, details),
                line.reversal(),
                Texts.clip(details.code().isEmpty() ? line.type() : line.type() + " " + details.code(), MAX_ID),
                Texts.clip(Texts.collapse(free), MAX_TEXT),
                field.location,
                Texts.clip(line.bankReference(), MAX_ID),
                exchange(line, details)));
    }

    /** The first that the member's order finds: what field 86 names goes before the line's own. */
    private List<String> references(MtLine line, MtDetails details) {
        Map<ReferenceField, String> found = new EnumMap<>(ReferenceField.class);
        if (!line.ownerReference().isEmpty()) {
            found.put(ReferenceField.END_TO_END_ID, line.ownerReference());
            found.put(ReferenceField.NTRY_REF, line.ownerReference());
        }
        if (!line.bankReference().isEmpty()) {
            found.put(ReferenceField.ACCT_SVCR_REF, line.bankReference());
        }
        found.putAll(details.references());
        for (ReferenceField field : config.references()) {
            String reference = found.getOrDefault(field, "");
            if (!reference.isEmpty()) {
                return List.of(Texts.clip(reference, MAX_ID));
            }
        }
        return List.of();
    }

    private String counterparty(MtLine line, MtDetails details) {
        List<String> parties = new ArrayList<>(details.parties());
        parties.add(line.party());
        parties.removeIf(String::isEmpty);
        for (String written : parties) {
            Optional<String> member = config.counterparty(written);
            if (member.isPresent()) {
                return member.get();
            }
        }
        return parties.isEmpty() ? "" : Texts.clip(Texts.collapse(parties.getFirst()), MAX_ID);
    }

    private static Optional<ForeignExchange> exchange(MtLine line, MtDetails details) {
        String said = details.exchanged().isEmpty()
                ? (line.supplement().contains("/OCMT/") ? line.supplement() : "")
                : details.exchanged();
        Matcher original = ORIGINAL.matcher(said);
        if (!original.matches()) {
            return Optional.empty();
        }
        Matcher rate = RATE.matcher(line.supplement());
        return Optional.of(new ForeignExchange(
                original.group(1), MtLine.plain(original.group(2)), rate.matches() ? MtLine.plain(rate.group(1)) : ""));
    }
}
