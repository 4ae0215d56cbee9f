package clearing.kernel.state;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.Bytes;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a day came to, in the field's terms: positions and the state of every trade. Two ledgers that were given the same business
 * have the same digest, however they cut it into pages and transactions and whatever salts their members drew.
 *
 * <pre>
 * digest   := SHA-256 of the lines below, sorted as ASCII text, each with a line feed
 * position := "position|" member "|" account name "|" asset code "|" available "|" held      (minor units, none that is zero)
 * trade    := "trade|" reference "|" author "|" counterparty "|" state
 * </pre>
 *
 * @param hex the digest, 64 lower-case hexadecimal digits
 * @param positions how many position lines there are
 * @param trades how many trade lines there are
 */
public record BusinessDigest(String hex, int positions, int trades) {

    /**
     * The digest of a whole state.
     *
     * @param entriesInKeyOrder all keys and values; keys of other kinds are passed over
     * @throws IllegalArgumentException when a status page has no trade page, or positions stand without a constitution
     * @throws clearing.kernel.MalformedInput when a value is not in the ledger's encoding
     */
    public static BusinessDigest of(Iterable<Map.Entry<String, byte[]>> entriesInKeyOrder) {
        Optional<Constitution> constitution = Optional.empty();
        Map<String, BalancePage> balances = new TreeMap<>();
        Map<String, TradePage> pages = new TreeMap<>();
        List<StatusPage> statuses = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : entriesInKeyOrder) {
            String key = entry.getKey();
            if (key.equals(Keys.CONSTITUTION)) {
                constitution = Optional.of(Constitution.decode(entry.getValue()));
            } else if (key.startsWith(Keys.BALANCE_PREFIX)) {
                balances.put(key, BalancePage.decode(Optional.of(entry.getValue())));
            } else if (key.startsWith(Keys.PAGE_PREFIX)) {
                pages.put(key, TradePage.ofLedger(entry.getValue()));
            } else if (key.startsWith(Keys.STATUS_PREFIX)) {
                statuses.add(StatusPage.decode(entry.getValue()));
            }
        }
        List<String> positions = positions(balances, constitution);
        List<String> trades = trades(statuses, pages);
        return new BusinessDigest(hash(positions, trades), positions.size(), trades.size());
    }

    private static List<String> positions(Map<String, BalancePage> balances, Optional<Constitution> constitution) {
        List<String> lines = new ArrayList<>();
        balances.forEach((key, page) -> {
            Constitution names = constitution.orElseThrow(() ->
                    new IllegalArgumentException("there are positions but no constitution that names their assets"));
            String member = key.substring(key.lastIndexOf('/') + 1);
            for (BalancePage.Position p : page.positions()) {
                lines.add(String.join(
                        "|",
                        "position",
                        member,
                        names.accountName(member, p.account()),
                        names.asset(p.asset()).code(),
                        Long.toString(p.available()),
                        Long.toString(p.held())));
            }
        });
        return lines;
    }

    private static List<String> trades(List<StatusPage> statuses, Map<String, TradePage> pages) {
        List<String> lines = new ArrayList<>();
        for (StatusPage status : statuses) {
            TradePage page = pages.get(Keys.page(status.id()));
            if (page == null || page.count() != status.count()) {
                throw new IllegalArgumentException("no trade page belongs to the status page "
                        + status.id().path());
            }
            for (int i = 0; i < status.count(); i++) {
                lines.add(String.join(
                        "|",
                        "trade",
                        page.reference(i),
                        status.id().author(),
                        status.id().counterparty(),
                        status.state(i).name()));
            }
        }
        return lines;
    }

    private static String hash(List<String> positions, List<String> trades) {
        List<String> lines = new ArrayList<>(positions);
        lines.addAll(trades);
        lines.sort(null);
        MessageDigest sha256 = Bytes.newSha256();
        for (String line : lines) {
            sha256.update(line.getBytes(StandardCharsets.US_ASCII));
            sha256.update((byte) '\n');
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
