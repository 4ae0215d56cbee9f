package clearing.books;

import clearing.books.BooksConfig.ReferenceField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What field 86 says of an entry, in any of the ways that banks have of writing it: German subfields ({@code 166?00..?20..}, with
 * {@code ?}, {@code ^}, {@code ~}, {@code <} or {@code >} between them), the words of SEPA in them ({@code EREF+}), code words
 * between strokes ({@code /EREF/../REMI/..}), or plain text.
 *
 * @param references by the field of an ISO 20022 message that they stand for
 * @param parties names and ids of the other side, the likeliest first
 * @param code of the kind of transaction, or empty
 * @param exchanged {@code OCMT} or its like: currency and amount before the exchange, or empty
 */
record MtDetails(
        Map<ReferenceField, String> references, List<String> parties, String code, String text, String exchanged) {
    private static final Pattern STRUCTURED =
            Pattern.compile("\\s?(\\d{3})\\s?([?^~<>])(?=\\d{2})(.*)", Pattern.DOTALL);
    private static final Pattern SEPA =
            Pattern.compile("(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|COAM|OAMT|PURP|IBAN|BIC)\\+");
    private static final Pattern WORD =
            Pattern.compile("/(EREF|PREF|IREF|KREF|MREF|TRCD|TRTP|REMI|ORDP|BENM|NAME|IBAN|BIC"
                    + "|MARF|CSID|PURP|CNTP|USTD|STRD|ADDR|RTRN|ISDT|ULTB|ULTD|ULTC|UDTR|UCRD|CREF|CDTRREFTP|CDTRREF|OCMT"
                    + "|EXCH|CHGS|SUBID|ID|CD|ISSR)/");

    /** Nothing is said. */
    static final MtDetails NONE = new MtDetails(Map.of(), List.of(), "", "", "");

    static MtDetails of(List<String> lines) {
        String joined = String.join("", lines);
        Matcher structured = STRUCTURED.matcher(joined);
        if (structured.matches()) {
            return german(structured.group(1), structured.group(2), structured.group(3));
        }
        return WORD.matcher(joined).find() ? words(joined) : sepa(String.join(" ", lines), "");
    }

    private static MtDetails german(String code, String separator, String body) {
        StringBuilder purpose = new StringBuilder();
        StringBuilder name = new StringBuilder();
        List<String> ids = new ArrayList<>();
        String kind = code;
        for (String part :
                Pattern.compile(Pattern.quote(separator) + "(?=\\d{2})").split(body, -1)) {
            if (part.length() < 2 || !Character.isDigit(part.charAt(0)) || !Character.isDigit(part.charAt(1))) {
                purpose.append(part);
                continue;
            }
            int subfield = Integer.parseInt(part.substring(0, 2));
            String value = part.substring(2);
            switch (subfield) {
                case 0 -> kind = code + " " + value.strip();
                case 30, 31, 38 -> ids.add(value.strip());
                case 32, 33 -> name.append(value);
                default -> {
                    if ((subfield >= 20 && subfield <= 29) || (subfield >= 60 && subfield <= 63)) {
                        purpose.append(value);
                    }
                }
            }
        }
        MtDetails said = sepa(purpose.toString(), kind);
        List<String> parties = new ArrayList<>();
        parties.add(name.toString().strip());
        parties.addAll(ids);
        parties.addAll(said.parties());
        parties.removeIf(String::isEmpty);
        return new MtDetails(said.references(), parties, kind, said.text(), said.exchanged());
    }

    /** Text that may hold the words of SEPA. */
    private static MtDetails sepa(String text, String code) {
        Map<String, String> said = new LinkedHashMap<>();
        Matcher word = SEPA.matcher(text);
        String before = "";
        int from = 0;
        String lead = text;
        while (word.find()) {
            if (before.isEmpty()) {
                lead = text.substring(0, word.start());
            } else {
                said.putIfAbsent(before, text.substring(from, word.start()).strip());
            }
            before = word.group(1);
            from = word.end();
        }
        if (!before.isEmpty()) {
            said.putIfAbsent(before, text.substring(from).strip());
        }
        List<String> parties = new ArrayList<>();
        for (String key : List.of("ABWA", "ABWE", "IBAN", "BIC")) {
            parties.add(said.getOrDefault(key, ""));
        }
        parties.removeIf(String::isEmpty);
        String free = (lead.strip() + " " + said.getOrDefault("SVWZ", "")).strip();
        return new MtDetails(references(said), parties, code, free, said.getOrDefault("OAMT", ""));
    }

    /** Code words between strokes. */
    private static MtDetails words(String text) {
        Map<String, String> said = new LinkedHashMap<>();
        Matcher word = WORD.matcher(text);
        String before = "";
        int from = 0;
        int next = 0;
        String lead = text;
        while (word.find(next)) {
            if (before.isEmpty()) {
                lead = text.substring(0, word.start());
            } else if (word.start() > from) {
                said.putIfAbsent(before, stripped(text.substring(from, word.start())));
            }
            before = word.group(1);
            from = word.end();
            // The stroke that ends one word may begin the next.
            next = word.end() - 1;
        }
        if (!before.isEmpty() && from < text.length()) {
            said.putIfAbsent(before, stripped(text.substring(from)));
        }
        List<String> parties = new ArrayList<>();
        for (String key :
                List.of("NAME", "ORDP", "BENM", "CNTP", "ULTD", "ULTC", "ULTB", "UDTR", "UCRD", "IBAN", "BIC")) {
            for (String part : said.getOrDefault(key, "").split("/", -1)) {
                parties.add(part.strip());
            }
        }
        parties.removeIf(String::isEmpty);
        List<String> free = new ArrayList<>();
        free.add(lead.strip());
        for (String key : List.of("REMI", "USTD", "STRD")) {
            free.add(said.getOrDefault(key, ""));
        }
        free.removeIf(String::isEmpty);
        return new MtDetails(
                references(said),
                parties,
                said.getOrDefault("TRCD", said.getOrDefault("TRTP", "")),
                String.join(" ", free),
                said.getOrDefault("OCMT", ""));
    }

    private static String stripped(String value) {
        String text = value.strip();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return text;
    }

    private static Map<ReferenceField, String> references(Map<String, String> said) {
        Map<ReferenceField, String> references = new EnumMap<>(ReferenceField.class);
        Map<String, ReferenceField> fields = Map.of(
                "EREF", ReferenceField.END_TO_END_ID,
                "KREF", ReferenceField.INSTR_ID,
                "PREF", ReferenceField.PMT_INF_ID,
                "IREF", ReferenceField.INSTR_ID,
                "CREF", ReferenceField.PRTRY);
        said.forEach((key, value) -> {
            ReferenceField field = fields.get(key);
            if (field != null && !value.isEmpty() && !CamtEntries.NO_REFERENCE.contains(value)) {
                references.putIfAbsent(field, value);
            }
        });
        return references;
    }
}
