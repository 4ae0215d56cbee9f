package clearing.demo.revenue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each member's treasury booked of the shared revenue, as it worked it out from the terms by hand: a further statement of its house account
 * that goes on from the day's closing balance. The amounts are written down in {@code books.csv} and are not asked of the ledger.
 */
final class RevenueBooks {
    private static final Pattern CLOSING = Pattern.compile(
            "<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"HKD\">([0-9.]+)</Amt><CdtDbtInd>(CRDT|DBIT)</CdtDbtInd>");

    private final Path folder;
    private final RevenueDates dates;
    private final LocalDate today;

    RevenueBooks(Path folder, RevenueDates dates, LocalDate today) {
        this.folder = folder;
        this.dates = dates;
        this.today = today;
    }

    private record Line(String member, String account, String counterparty, String reference, BigDecimal amount) {}

    /**
     * The member's statement, or empty where it has no part in it.
     *
     * @param statements the day's bank statements of the member
     */
    Optional<Path> statement(String member, List<Path> statements) throws IOException {
        SortedMap<String, List<Line>> accounts = new TreeMap<>();
        for (Line line : lines()) {
            if (line.member().equals(member)) {
                accounts.computeIfAbsent(line.account(), none -> new ArrayList<>())
                        .add(line);
            }
        }
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder csv = new StringBuilder(
                "record,statement,account_id,isin,booking_date,value_date,reference,counterparty,quantity,reversal,text\n");
        for (var account : accounts.entrySet()) {
            BigDecimal balance = closing(account.getKey(), statements);
            row(csv, "OPENING", account.getKey(), "", "", "", balance, "", "");
            for (Line line : account.getValue()) {
                row(
                        csv,
                        "ENTRY",
                        account.getKey(),
                        today.toString(),
                        line.reference(),
                        line.counterparty(),
                        line.amount(),
                        "false",
                        "Revenue share");
                balance = balance.add(line.amount());
            }
            row(csv, "CLOSING", account.getKey(), "", "", "", balance, "", "");
        }
        return Optional.of(Files.writeString(folder.resolve(member + "-revenue.csv"), csv));
    }

    private void row(
            StringBuilder csv,
            String record,
            String account,
            String valueDate,
            String reference,
            String counterparty,
            BigDecimal amount,
            String reversal,
            String text) {
        csv.append(String.join(
                        ",",
                        record,
                        "REV-" + today.toString().replace("-", ""),
                        account,
                        "HKD",
                        today.toString(),
                        valueDate,
                        reference,
                        counterparty,
                        amount.toPlainString(),
                        reversal,
                        text))
                .append('\n');
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        String text = RevenueFiles.resource("books.csv")
                .replace("{FIRST}", dates.first().compact())
                .replace("{SECOND}", dates.second().compact())
                .replace("{DAY}", dates.day().compact());
        text.lines().skip(1).forEach(row -> {
            String[] fields = row.split(",", -1);
            lines.add(new Line(fields[0], fields[1], fields[2], fields[3], new BigDecimal(fields[4])));
        });
        return lines;
    }

    /** What the account's bank statement of the day ends with; nothing where it has none, as an escrow that was just opened. */
    private static BigDecimal closing(String account, List<Path> statements) throws IOException {
        for (Path statement : statements) {
            String xml = Files.readString(statement);
            Matcher closing = CLOSING.matcher(xml);
            if (xml.contains("<Id>" + account + "</Id>") && closing.find()) {
                BigDecimal amount = new BigDecimal(closing.group(1));
                return closing.group(2).equals("DBIT") ? amount.negate() : amount;
            }
        }
        return BigDecimal.ZERO;
    }
}
