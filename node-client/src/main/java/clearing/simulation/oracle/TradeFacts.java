package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Member;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradePage;
import clearing.simulation.engine.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Recording, the counterparty's word, and cancellation. */
final class TradeFacts {
    private TradeFacts() {}

    static ResultCode record(Facts facts, Command.RecordPage c, Caller caller) {
        TradePage page;
        try {
            page = TradePage.decode(c.page());
        } catch (MalformedInput e) {
            return e.code();
        }
        Optional<ResultCode> refusal =
                Rights.refuse(facts, caller, Role.TRADER).or(() -> refuse(facts, page.id(), caller));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String path = page.id().path();
        String content = HexFormat.of().formatHex(c.page());
        if (facts.pages.containsKey(path)) {
            return content.equals(facts.contents.get(path)) ? ResultCode.ALREADY_RECORDED : ResultCode.CONTENT_CONFLICT;
        }
        List<Deal> deals = new ArrayList<>();
        for (int i = 0; i < page.count(); i++) {
            Deal deal = Deal.of(page, i);
            Optional<ResultCode> fault = TermsFacts.fault(facts, deal, deals);
            if (fault.isPresent()) {
                return fault.get();
            }
            deals.add(deal);
        }
        deals.forEach(deal -> deal.reverses.flatMap(facts::deal).ifPresent(original -> original.named = true));
        facts.record(path, content, deals);
        return ResultCode.OK;
    }

    private static Optional<ResultCode> refuse(Facts facts, PageId id, Caller caller) {
        if (!id.author().equals(caller.memberId())) {
            return Optional.of(ResultCode.NOT_A_PARTY);
        }
        if (id.author().equals(id.counterparty())) {
            return Optional.of(ResultCode.OWN_COUNTERPARTY);
        }
        Optional<Member> other = facts.inForce().members().stream()
                .filter(m -> m.id().equals(id.counterparty()))
                .findFirst();
        if (other.isEmpty()) {
            return Optional.of(ResultCode.UNKNOWN_MEMBER);
        }
        if (other.get().readOnly()) {
            return Optional.of(ResultCode.READ_ONLY_MEMBER);
        }
        if (facts.inDefault(id.counterparty())) {
            return Optional.of(ResultCode.MEMBER_IN_DEFAULT);
        }
        boolean lane = facts.inForce().lanes().stream().anyMatch(l -> l.code().equals(id.lane()));
        return lane ? Optional.empty() : Optional.of(ResultCode.UNKNOWN_LANE);
    }

    static ResultCode affirm(Facts facts, Command.Affirm c, Caller caller, Instant at) {
        return decide(facts, c.page(), c.contentHash(), c.selection(), "AFFIRMED", caller, at);
    }

    static ResultCode reject(Facts facts, Command.Reject c, Caller caller, Instant at) {
        return decide(facts, c.page(), c.contentHash(), c.selection(), "REJECTED", caller, at);
    }

    private static ResultCode decide(
            Facts facts, PageId id, byte[] hash, Selection selection, String word, Caller caller, Instant at) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TRADER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!id.counterparty().equals(caller.memberId())) {
            return ResultCode.NOT_A_PARTY;
        }
        if (word.equals("AFFIRMED") && facts.inDefault(id.author())) {
            return ResultCode.MEMBER_IN_DEFAULT;
        }
        List<Deal> page = page(facts, id);
        if (page.isEmpty()) {
            return ResultCode.PAGE_NOT_FOUND;
        }
        if (!hasHash(facts, id, hash)) {
            return ResultCode.CONTENT_HASH_DIFFERS;
        }
        if (!fits(selection, page.size())) {
            return ResultCode.SELECTION_OUT_OF_RANGE;
        }
        List<Deal> named = named(page, selection);
        boolean possible = named.stream()
                .allMatch(deal -> deal.state.equals("ALLEGED")
                        || (word.equals("REJECTED")
                                ? deal.state.equals("REJECTED")
                                : deal.waits() || deal.isNetted() || deal.state.equals("SETTLED")));
        if (!possible) {
            return ResultCode.STATE_FORBIDS;
        }
        List<Deal> fresh =
                named.stream().filter(deal -> deal.state.equals("ALLEGED")).toList();
        for (Deal deal : fresh) {
            if (word.equals("REJECTED")) {
                facts.close(deal, word);
            } else if (CycleFacts.enters(facts, deal)) {
                CycleFacts.take(facts, deal, at);
            } else {
                deal.state = word;
            }
        }
        return fresh.isEmpty() ? ResultCode.ALREADY_RECORDED : ResultCode.OK;
    }

    private static boolean hasHash(Facts facts, PageId id, byte[] hash) {
        byte[] content = HexFormat.of().parseHex(facts.contents.getOrDefault(id.path(), ""));
        return Arrays.equals(Bytes.sha256(content), hash);
    }

    static ResultCode cancel(Facts facts, Command.RequestCancel c, Caller caller) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TRADER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean author = c.page().author().equals(caller.memberId());
        if (!author && !c.page().counterparty().equals(caller.memberId())) {
            return ResultCode.NOT_A_PARTY;
        }
        if (facts.frozen(c.page())) {
            return ResultCode.MEMBER_IN_DEFAULT;
        }
        List<Deal> page = page(facts, c.page());
        if (page.isEmpty()) {
            return ResultCode.PAGE_NOT_FOUND;
        }
        if (!fits(c.selection(), page.size())) {
            return ResultCode.SELECTION_OUT_OF_RANGE;
        }
        List<Deal> named = named(page, c.selection());
        if (named.stream().anyMatch(deal -> deal.isFinal() && !deal.state.equals("CANCELLED"))) {
            return ResultCode.STATE_FORBIDS;
        }
        for (Deal deal : named) {
            Optional<ResultCode> stays = (author ? deal.authorAsks : deal.counterpartyAsks) || !deal.isNetted()
                    ? Optional.empty()
                    : CycleFacts.refuseLeaving(facts, deal);
            if (stays.isPresent()) {
                return stays.get();
            }
        }
        boolean changed = false;
        for (Deal deal : named) {
            boolean asked = author ? deal.authorAsks : deal.counterpartyAsks;
            if (!deal.state.equals("CANCELLED") && !asked) {
                changed = true;
                deal.authorAsks |= author;
                deal.counterpartyAsks |= !author;
                if (deal.authorAsks && deal.counterpartyAsks) {
                    facts.seen.note(Situation.LEFT_CYCLE, deal.isNetted());
                    deal.cycle = Optional.empty();
                    facts.close(deal, "CANCELLED");
                }
            }
        }
        return changed ? ResultCode.OK : ResultCode.ALREADY_RECORDED;
    }

    /** All, or at least one trade and none that the page does not have. */
    static boolean fits(Selection selection, int count) {
        if (selection.equals(Selection.all())) {
            return true;
        }
        boolean any = false;
        for (int i = 0; i < TradePage.MAX_TRADES; i++) {
            if (selection.contains(i) && i >= count) {
                return false;
            }
            any |= selection.contains(i);
        }
        return any;
    }

    /** Empty when there is no such page. */
    static List<Deal> page(Facts facts, PageId id) {
        List<Deal> page = facts.pages.getOrDefault(id.path(), List.of());
        return page.stream().allMatch(deal -> deal.page.equals(id)) ? page : List.of();
    }

    static List<Deal> named(List<Deal> page, Selection selection) {
        return page.stream().filter(deal -> selection.contains(deal.index)).toList();
    }
}
