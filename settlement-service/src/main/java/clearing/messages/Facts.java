package clearing.messages;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What one pass over the facts of an account tells: sums and the hash that the message carries. The hash is SHA-256 over lines in
 * UTF-8, each ended by a line feed, fields parted by tabs, so that anyone who holds the same facts can make it again: first
 * {@code clearing-statement-1, member, account, asset, from, to, opening minor units}, then per entry {@code block, tx, effect,
 * minor units, kind, reference, counterparty, booking date, value date, trade, time}. Dates and times are as in ISO 8601, times
 * in UTC.
 *
 * @param entries how many
 * @param credits sum of what came in
 * @param debits sum of what went out, positive
 * @param pageNets sum of each page's entries in minor units
 * @param latest time of the latest fact, of the opening when there is no entry
 * @param sha256 in hex
 */
public record Facts(
        long entries, BigInteger credits, BigInteger debits, List<BigInteger> pageNets, Instant latest, String sha256) {
    public Facts {
        pageNets = List.copyOf(pageNets);
    }

    /** Goes once over the entries, {@code perPage} of which make a page. */
    public static Facts of(AccountHead head, Ledgered<LedgerEntry> entries, int perPage) {
        Pass pass = new Pass(head, perPage);
        entries.each(pass::take);
        return pass.facts();
    }

    /** Balance after the last entry. */
    public BigInteger closing(AccountHead head) {
        return BigInteger.valueOf(head.opening()).add(credits).subtract(debits);
    }

    private static final class Pass {
        private final MessageDigest digest = Fit.sha256();
        private final int perPage;
        private final List<BigInteger> pageNets = new ArrayList<>();
        private long entries;
        private BigInteger credits = BigInteger.ZERO;
        private BigInteger debits = BigInteger.ZERO;
        private BigInteger net = BigInteger.ZERO;
        private Instant latest;

        Pass(AccountHead head, int perPage) {
            this.perPage = perPage;
            this.latest = head.openedAt();
            line(
                    "clearing-statement-1",
                    head.member(),
                    head.account(),
                    head.asset(),
                    head.from(),
                    head.to(),
                    head.opening());
        }

        void take(LedgerEntry e) {
            if (entries > 0 && entries % perPage == 0) {
                turn();
            }
            entries++;
            BigInteger minor = BigInteger.valueOf(e.minor());
            net = net.add(minor);
            if (minor.signum() < 0) {
                debits = debits.subtract(minor);
            } else {
                credits = credits.add(minor);
            }
            latest = e.at().isAfter(latest) ? e.at() : latest;
            line(
                    e.block(),
                    e.tx(),
                    e.effect(),
                    e.minor(),
                    e.kind(),
                    e.reference(),
                    e.counterparty(),
                    e.bookingDate(),
                    e.valueDate(),
                    e.trade(),
                    e.at());
        }

        private void turn() {
            pageNets.add(net);
            net = BigInteger.ZERO;
        }

        Facts facts() {
            turn();
            return new Facts(
                    entries, credits, debits, pageNets, latest, HexFormat.of().formatHex(digest.digest()));
        }

        private void line(Object... fields) {
            digest.update(Lines.of(fields).getBytes(StandardCharsets.UTF_8));
        }
    }
}
