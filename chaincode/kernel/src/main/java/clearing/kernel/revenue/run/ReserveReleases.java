package clearing.kernel.revenue.run;

import clearing.kernel.RevenueEffect;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Paying out reserve whose time has come, as far as it has arrived in escrow. */
final class ReserveReleases {
    private final Terms terms;
    private final LocalDate today;
    private final Execution x;
    private final EscrowBook book;
    private final List<EscrowBook.Lot> kept = new ArrayList<>();

    ReserveReleases(Terms terms, LocalDate today, Execution x) {
        this.terms = terms;
        this.today = today;
        this.x = x;
        this.book = terms.escrow().isPresent() ? EscrowBook.of(terms.agreement(), x) : new EscrowBook(0, List.of());
    }

    List<Statement.Release> pay(Payments payments) {
        List<Statement.Release> released = new ArrayList<>();
        for (EscrowBook.Lot lot : book.lots()) {
            if (lot.isReserve() && !lot.releaseOn().isAfter(today) && isThere(lot, x)) {
                TradeId payment = payments.add(
                        Payments.Side.of(terms.escrow().orElseThrow()),
                        new Payments.Side(lot.member(), lot.account()),
                        lot.amount(),
                        References.release(terms.agreement(), lot.period()));
                released.add(new Statement.Release(lot.period(), lot.member(), lot.amount(), payment));
                x.effects()
                        .add(() -> new RevenueEffect.ReserveReleased(
                                terms.agreement(), lot.period(), lot.member(), lot.amount(), payment));
            } else {
                kept.add(lot);
            }
        }
        return released;
    }

    /** What stays in escrow. */
    EscrowBook left() {
        return new EscrowBook(book.drawings(), kept);
    }

    /** Whether the payment that brings a lot into escrow has settled: others' money in the same account is not touched. */
    static boolean isThere(EscrowBook.Lot lot, Execution x) {
        return x.ledger()
                .status(lot.funding().page())
                .map((StatusPage status) -> status.state(lot.funding().index()) == TradeState.SETTLED)
                .orElse(false);
    }
}
