package clearing.kernel.cycle;

import clearing.kernel.Effect;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Lane;
import clearing.kernel.execution.Execution;
import clearing.kernel.period.Periods;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.settlement.Turns;
import clearing.kernel.trade.Affirmation;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * DvP model 2: the securities of due trades are delivered one by one while the cycle is open, as far as their deliverer has them; the funds
 * of what was delivered enter the cycle.
 */
public final class CycleDelivery {
    private CycleDelivery() {}

    public static Outcome deliver(Command.Deliver command, Execution x) {
        Optional<Lane> lane = x.constitution().lane(command.lane());
        Optional<Outcome> refusal = x.refuseUnless(Role.AGENT)
                .or(() -> lane.isEmpty()
                        ? Optional.of(Outcome.refused(ResultCode.UNKNOWN_LANE, "lane"))
                        : SettlementCommands.refusePages(command.lane(), command.pages(), x))
                .or(() -> Turns.refuse(command.lane(), x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<CycleTerms> terms =
                x.constitution().rules().cycles(command.lane()).filter(found -> found.model() == DvpModel.NET_FUNDS);
        if (terms.isEmpty()) {
            return Outcome.refused(ResultCode.NO_CYCLE_TERMS, "lane", "the lane does not deliver securities gross");
        }
        int today = SettlementCommands.businessDay(lane.orElseThrow(), x.tx().timestamp());
        return deliver(terms.get(), command.pages(), today, x);
    }

    private static Outcome deliver(CycleTerms terms, List<PageSelection> selections, int today, Execution x) {
        int firstOpenDay = Periods.firstOpenDay(terms.lane(), x);
        int delivered = 0;
        int remaining = 0;
        for (PageSelection selection : selections) {
            if (x.inDefault(selection.page().author())
                    || x.inDefault(selection.page().counterparty())) {
                continue;
            }
            StatusPage status = x.ledger().status(selection.page()).orElseThrow();
            TradePage page = x.ledger()
                    .page(selection.page())
                    .orElseThrow(() -> new InvariantViolation("no trade page belongs to the status page "
                            + selection.page().path()));
            BitSet done = new BitSet();
            for (int i = 0; i < status.count(); i++) {
                if (selection.selection().contains(i)
                        && isDue(status, page, i, today)
                        && page.valueDay(i) >= firstOpenDay) {
                    if (move(terms.lane(), page, i, x)) {
                        done.set(i);
                    } else {
                        remaining++;
                    }
                }
            }
            Optional<Outcome> refusal =
                    CycleIntake.take(terms, status, page, done, true, Affirmation.Field.SELECTION, x);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            done.stream().forEach(i -> note(status, page, i, x));
            delivered += done.cardinality();
        }
        if (delivered > 0) {
            Turns.renew(terms.lane(), x);
        }
        return new Outcome(delivered == 0 ? ResultCode.NOTHING_TO_DO : ResultCode.OK, "", "", delivered, remaining);
    }

    private static boolean isDue(StatusPage status, TradePage page, int i, int today) {
        TradeState state = status.state(i);
        return (state == TradeState.AFFIRMED || state == TradeState.QUEUED)
                && page.kind(i) == TradeKind.DVP
                && page.valueDay(i) <= today;
    }

    private static boolean move(String lane, TradePage page, int i, Execution x) {
        PageId id = page.id();
        boolean byAuthor = page.authorDelivers(i);
        BalancePage from = x.ledger().balance(lane, byAuthor ? id.author() : id.counterparty());
        BalancePage to = x.ledger().balance(lane, byAuthor ? id.counterparty() : id.author());
        int fromAccount = byAuthor ? page.authorAccount(i) : page.counterpartyAccount(i);
        if (from.available(fromAccount, page.deliveryAsset(i)) < page.deliveryAmount(i)) {
            return false;
        }
        from.debit(fromAccount, page.deliveryAsset(i), page.deliveryAmount(i));
        to.credit(
                byAuthor ? page.counterpartyAccount(i) : page.authorAccount(i),
                page.deliveryAsset(i),
                page.deliveryAmount(i));
        return true;
    }

    private static void note(StatusPage status, TradePage page, int i, Execution x) {
        TradeState from = status.state(i);
        TradeId id = new TradeId(page.id(), i);
        status.move(i, TradeState.NETTED);
        x.effects().add(() -> new Effect.TradeMoved(id, from, TradeState.NETTED, RejectReason.NONE));
        x.effects().add(() -> posting(page, i, true, x));
        x.effects().add(() -> posting(page, i, false, x));
    }

    private static Effect.Posted posting(TradePage page, int i, boolean ofAuthor, Execution x) {
        boolean gives = page.authorDelivers(i) == ofAuthor;
        return new Effect.Posted(
                ofAuthor ? page.id().author() : page.id().counterparty(),
                ofAuthor ? page.authorAccount(i) : page.counterpartyAccount(i),
                x.constitution().asset(page.deliveryAsset(i)).code(),
                gives ? -page.deliveryAmount(i) : page.deliveryAmount(i),
                PostingKind.TRADE_LEG,
                page.reference(i),
                ofAuthor ? page.id().counterparty() : page.id().author(),
                LocalDate.ofEpochDay(page.valueDay(i)),
                Optional.of(new TradeId(page.id(), i)));
    }
}
