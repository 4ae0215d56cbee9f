package clearing.kernel.revenue.run;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Bytes;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.terms.Escrow;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.trade.Affirmation;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeCommands;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The payments of one transaction of an agreement: trades of one leg that nobody has to affirm any more, since all have signed the agreement.
 * They settle in the lane of the currency like any other.
 *
 * <p>Their pages have numbers that members' own never have: bit 30, then 16 bits of the agreement's number and 14 of how often it has
 * paid.
 */
public final class Payments {
    private static final int SEQUENCE_BITS = 14;

    private final Execution x;
    private final Agreement agreement;
    private final int asset;
    private final int number;
    private final boolean exhausted;
    private final LocalDate today;
    private final TreeMap<PageId, List<Trade>> pages = new TreeMap<>();

    /** @param sequence how often the agreement has paid before */
    Payments(Agreement agreement, String currency, int sequence, Execution x) {
        this.x = x;
        this.agreement = agreement;
        this.asset = x.constitution().assetIndex(currency).orElseThrow();
        this.exhausted = sequence >= 1 << SEQUENCE_BITS;
        this.number =
                PageId.FIRST_OF_AGREEMENTS | agreement.ordinal() << SEQUENCE_BITS | sequence & (1 << SEQUENCE_BITS) - 1;
        this.today = Agreements.today(agreement.lane(), x);
    }

    /** One side of a payment. */
    record Side(String member, String account) {
        static Side of(Party party) {
            return new Side(party.member(), party.account());
        }

        static Side of(Escrow escrow) {
            return new Side(escrow.member(), escrow.account());
        }
    }

    /**
     * Adds a payment.
     *
     * @param author whose page it stands on
     * @param amount minor units: above zero the author pays, below zero the counterparty does
     */
    TradeId add(Side author, Side counterparty, long amount, String reference) {
        PageId page = new PageId(agreement.lane(), author.member(), counterparty.member(), number);
        List<Trade> trades = pages.computeIfAbsent(page, none -> new ArrayList<>());
        trades.add(new Trade(
                TradeKind.PAYMENT,
                amount > 0,
                Priority.NORMAL,
                account(author),
                account(counterparty),
                Leg.plain(asset, Math.absExact(amount)),
                Optional.empty(),
                today,
                today,
                reference,
                // Nothing about it is private: the statement says all.
                Bytes.sha256(reference.getBytes(StandardCharsets.US_ASCII)),
                Optional.empty()));
        return new TradeId(page, trades.size() - 1);
    }

    private int account(Side side) {
        return x.constitution().accountIndex(side.member(), side.account()).orElseThrow();
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    /** Why they cannot be made, or empty when they are on the ledger, affirmed. */
    Optional<Outcome> make() {
        if (exhausted) {
            return Optional.of(Outcome.refused(
                    ResultCode.TOO_LARGE, "agreement", "the agreement has paid as often as it can; make a new one"));
        }
        for (Map.Entry<PageId, List<Trade>> entry : pages.entrySet()) {
            PageId id = entry.getKey();
            Optional<Outcome> refused = x.refuseInDefault(id.author(), "parties")
                    .or(() -> x.refuseInDefault(id.counterparty(), "parties"))
                    .or(() -> make(TradePage.of(id, entry.getValue())));
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> make(TradePage page) {
        TradeCommands.allege(page, x);
        StatusPage status = x.ledger().status(page.id()).orElseThrow();
        BitSet all = new BitSet();
        all.set(0, page.count());
        return Affirmation.affirm(status, all, index -> "payments[" + index + "]", x);
    }
}
