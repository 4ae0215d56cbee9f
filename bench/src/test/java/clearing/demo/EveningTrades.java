package clearing.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trades that two sides agree after a day's last settlement round, so that they wait: one for each reason why a trade can wait. */
final class EveningTrades {
    static final String LACKS_COVER = "EV-URGENT";
    static final String BEHIND = "EV-BEHIND";
    static final String SETTLES_NEXT = "EV-NEXT";
    static final String NOT_DUE = "EV-LATER";
    static final String HELD = "EV-HELD";

    private static final String HARBOUR = "HarbourBrokers";
    private static final String LOTUS = "LotusSecurities";
    private static final String LANTERN = "LanternPay";
    private static final String LATER = "2031-03-03";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String COLUMNS =
            "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
                    + "settlement_asset,settlement_amount,trade_date,value_date,priority,reverses,price,client,text";

    private final DayRun run;
    private final Path folder;
    private final String today;
    private final Map<String, List<String>> files = new TreeMap<>();

    private EveningTrades(DayRun run, Path folder, String today) {
        this.run = run;
        this.folder = folder;
        this.today = today;
    }

    /** Each side sends what it sells, then affirms what it buys by its own file. */
    static void leaveWaiting(DayRun run, Path folder, String today) throws IOException, InterruptedException {
        EveningTrades evening = new EveningTrades(run, Files.createDirectories(folder), today);
        evening.payment(LACKS_COVER, HARBOUR, LOTUS, "HKD", "250000000.00", today, "URGENT");
        evening.payment(BEHIND, HARBOUR, LOTUS, "HKD", "1000000.00", today, "NORMAL");
        evening.payment(SETTLES_NEXT, HARBOUR, LOTUS, "USD", "1500.00", today, "NORMAL");
        evening.payment(NOT_DUE, HARBOUR, LANTERN, "CNY", "88000.00", LATER, "NORMAL");
        evening.payment(HELD, HARBOUR, LOTUS, "USD", "2500.00", today, "NORMAL");
        evening.payment("EV-LOTUS-1", LOTUS, HARBOUR, "CNY", "420000000.00", today, "NORMAL");
        evening.payment("EV-LOTUS-2", LOTUS, HARBOUR, "CNY", "310000000.00", today, "NORMAL");
        evening.payment("EV-OTHERS-1", LOTUS, LANTERN, "CNY", "75000000.00", today, "NORMAL");
        evening.payment("EV-OTHERS-2", LANTERN, LOTUS, "HKD", "640000000.00", today, "NORMAL");
        evening.send();
        run.client(
                "hold-evening",
                List.of(
                        "queue",
                        "hold",
                        HELD,
                        "--patience",
                        "120",
                        "--profile",
                        run.profile(HARBOUR).toString()),
                PATIENCE);
    }

    private void payment(
            String reference, String from, String to, String asset, String amount, String valueDate, String priority) {
        String tail =
                ",HOUSE,HOUSE," + asset + "," + amount + ",,," + today + "," + valueDate + "," + priority + ",,,,";
        rows(from).add(reference + ",SELL,PAYMENT," + to + tail);
        rows(to).add(reference + ",BUY,PAYMENT," + from + tail);
    }

    private List<String> rows(String member) {
        return files.computeIfAbsent(member, key -> new ArrayList<>(List.of(COLUMNS)));
    }

    private void send() throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> file : files.entrySet()) {
            Files.write(file(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
        for (String command : List.of("submit", "affirm")) {
            for (String member : files.keySet()) {
                run.client(
                        command + "-evening-" + member,
                        List.of(
                                command,
                                "--patience",
                                "120",
                                "--profile",
                                run.profile(member).toString(),
                                "--trades",
                                file(member).toString()),
                        PATIENCE);
            }
        }
    }

    private Path file(String member) {
        return folder.resolve(member + ".csv");
    }
}
