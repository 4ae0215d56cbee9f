package clearing.kernel.queue;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.QueueEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.util.Optional;

/** Control of a lane's queue by those who give what waits in it. */
public final class QueueControls {
    private QueueControls() {}

    public static Outcome control(QueueCommand.Control command, Execution x) {
        Optional<Outcome> refusal = refuse(command, x);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        PageId page = command.page();
        String member = x.caller().memberId();
        LaneWishes wishes = LaneWishes.of(page.lane(), x);
        int changed = 0;
        for (int i = 0; i < x.ledger().status(page).orElseThrow().count(); i++) {
            TradeId trade = new TradeId(page, i);
            if (command.selection().contains(i)
                    && wishes.put(trade, wishes.of(trade).with(page.author().equals(member), command.control()))) {
                x.effects().add(() -> new QueueEffect.QueueControlled(trade, member, command.control()));
                changed++;
            }
        }
        if (changed == 0) {
            return Outcome.alreadyRecorded();
        }
        return store(page, wishes, "selection", x).orElse(Outcome.done(changed));
    }

    /** What the two sides of a block asked holds for the parts into which one of them splits it. */
    public static Optional<Outcome> inherit(TradeId block, TradePage parts, Execution x) {
        String lane = block.page().lane();
        LaneWishes wishes = LaneWishes.of(lane, x);
        Wishes asked = wishes.of(block);
        if (asked.equals(Wishes.NONE)) {
            return Optional.empty();
        }
        boolean sameAuthor = block.page().author().equals(parts.id().author());
        for (int i = 0; i < parts.count(); i++) {
            wishes.put(new TradeId(parts.id(), i), sameAuthor ? asked.anew() : asked.swapped());
        }
        wishes.put(block, Wishes.NONE);
        return store(parts.id(), wishes, "page", x);
    }

    /** Empty when there was place for all of the two members' wishes. */
    private static Optional<Outcome> store(PageId page, LaneWishes wishes, String field, Execution x) {
        if (exceeds(page, wishes, x)) {
            wishes.forget(trade -> x.ledger()
                    .status(trade.page())
                    .map(known -> !LaneWishes.isOpen(known.state(trade.index())))
                    .orElse(false));
            if (exceeds(page, wishes, x)) {
                return Optional.of(Outcome.refused(
                        ResultCode.TOO_LARGE,
                        field,
                        "a member can ask something for " + LaneWishes.share(x.constitution())
                                + " waiting trades of a lane at a time"));
            }
        }
        x.ledger().put(Keys.wishes(page.lane()), wishes.encode());
        return Optional.empty();
    }

    private static boolean exceeds(PageId page, LaneWishes wishes, Execution x) {
        int share = LaneWishes.share(x.constitution());
        return wishes.count(page.author()) > share || wishes.count(page.counterparty()) > share;
    }

    private static Optional<Outcome> refuse(QueueCommand.Control command, Execution x) {
        PageId page = command.page();
        Optional<Outcome> role = x.refuseUnless(Role.TRADER);
        if (role.isPresent()) {
            return role;
        }
        if (!page.isParty(x.caller().memberId())) {
            return Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "page"));
        }
        if (command.control() instanceof QueueControl.Schedule times && !times.isPossible()) {
            return Optional.of(Outcome.refused(
                    ResultCode.DATE_OUT_OF_RANGE,
                    "control",
                    "the earliest time is after the latest, or no time at all"));
        }
        if (command.control() instanceof QueueControl.Divide parts && parts.least() < 0) {
            return Optional.of(Outcome.refused(ResultCode.MALFORMED, "control", "the smallest part is below zero"));
        }
        Optional<StatusPage> status = x.ledger().status(page);
        if (status.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.PAGE_NOT_FOUND, "page"));
        }
        if (!command.selection().fits(status.get().count())) {
            return Optional.of(Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, "selection"));
        }
        boolean delivers = x.constitution()
                .rules()
                .cycles(page.lane())
                .filter(terms -> terms.model() == DvpModel.NET_FUNDS)
                .isPresent();
        return delivers
                ? Optional.of(Outcome.refused(ResultCode.FUNDS_SETTLE_NET, "page"))
                : refuseTrades(command, status.get(), x);
    }

    private static Optional<Outcome> refuseTrades(QueueCommand.Control command, StatusPage status, Execution x) {
        PageId id = command.page();
        TradePage page = x.ledger()
                .page(id)
                .orElseThrow(() -> new InvariantViolation("no trade page belongs to the status page " + id.path()));
        boolean author = id.author().equals(x.caller().memberId());
        // Both sides have to allow parts, so who only receives has a say in that.
        boolean anyParty = command.control() instanceof QueueControl.Divide;
        for (int i = 0; i < status.count(); i++) {
            String field = "selection[" + i + "]";
            if (command.selection().contains(i) && !anyParty && !Wishes.gives(page, i, author)) {
                return Optional.of(Outcome.refused(
                        ResultCode.NOT_A_PARTY,
                        field,
                        "the caller gives nothing in this trade: its queue is the other's"));
            }
            if (command.selection().contains(i) && !LaneWishes.isOpen(status.state(i))) {
                return Optional.of(Outcome.refused(ResultCode.STATE_FORBIDS, field));
            }
        }
        return Optional.empty();
    }
}
