package clearing.kernel.matching;

import clearing.kernel.Effect;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Affirmation;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.PageRules;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Instructions of the side that did not allege, their comparison with what the other side alleged, and their withdrawal. */
public final class MatchingCommands {
    private MatchingCommands() {}

    public static Outcome instruct(Command.Instruct command, Execution x) {
        TradePage page;
        try {
            page = TradePage.decode(command.page().bytes());
        } catch (MalformedInput e) {
            return Outcome.refused(e.code(), e.field(), e.sentence());
        }
        PageId id = page.id();
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER).or(() -> PageRules.refuseParties(id, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Instructions> recorded = x.ledger().read(Keys.instructions(id), Instructions::decode);
        if (recorded.isPresent()) {
            return recorded.get().hasContent(page.contentHash())
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "page.number");
        }
        Optional<Outcome> fault =
                PageRules.refuseNames(page, ResultCode.NOT_MATCHABLE).or(() -> PageRules.refuseTrades(page, x));
        if (fault.isPresent()) {
            return fault.get();
        }
        x.ledger().put(Keys.instructionPage(id), page.encode());
        x.ledger().put(Keys.instructions(id), Instructions.open(page).encode());
        for (int i = 0; i < page.count(); i++) {
            int index = i;
            x.effects().add(() -> new Effect.Instructed(new TradeId(id, index), page.trade(index)));
        }
        return Outcome.done(page.count());
    }

    public static Outcome withdraw(Command.WithdrawInstructions command, Execution x) {
        PageId id = command.instructions();
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!id.author().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "instructions.author");
        }
        Optional<Instructions> found = instructions(id, x);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.INSTRUCTIONS_NOT_FOUND, "instructions");
        }
        Instructions instructions = found.get();
        if (!command.selection().fits(instructions.count())) {
            return Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, "selection");
        }
        int withdrawn = 0;
        for (int i = 0; i < instructions.count(); i++) {
            if (command.selection().contains(i)) {
                if (instructions.state(i) == Instructions.State.MATCHED) {
                    return Outcome.refused(ResultCode.STATE_FORBIDS, "selection[" + i + "]");
                }
                if (instructions.state(i) != Instructions.State.WITHDRAWN) {
                    instructions.withdraw(i);
                    withdrawn++;
                    TradeId instruction = new TradeId(id, i);
                    x.effects().add(() -> new Effect.InstructionWithdrawn(instruction));
                }
            }
        }
        if (withdrawn == 0) {
            return Outcome.alreadyRecorded();
        }
        x.ledger().put(Keys.instructions(id), instructions.encode());
        return Outcome.done(withdrawn);
    }

    public static Outcome match(Command.Match command, Execution x) {
        PageId tradesId = command.trades();
        PageId id = command.instructions();
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER).or(() -> refusePages(tradesId, id, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        StatusPage status = x.ledger().status(tradesId).orElseThrow();
        Instructions instructions = instructions(id, x).orElseThrow();
        TradePage trades = x.ledger().page(tradesId).orElseThrow();
        Optional<Outcome> fault = refusePairs(command.pairs(), trades, status, instructions);
        if (fault.isPresent()) {
            return fault.get();
        }
        TradePage own = x.ledger()
                .read(Keys.instructionPage(id), TradePage::ofLedger)
                .filter(page -> page.count() == instructions.count())
                .orElseThrow();
        return compare(command.pairs(), trades, status, own, instructions, x);
    }

    private static Outcome compare(
            List<Command.Pair> pairs,
            TradePage trades,
            StatusPage status,
            TradePage own,
            Instructions instructions,
            Execution x) {
        Comparison comparison = Comparison.of(trades.id().lane(), x.constitution());
        int[] pairOf = new int[status.count()];
        BitSet agreed = new BitSet();
        int mismatched = 0;
        int news = 0;
        String detail = "";
        for (int p = 0; p < pairs.size(); p++) {
            Command.Pair pair = pairs.get(p);
            if (instructions.state(pair.instruction()) == Instructions.State.MATCHED) {
                continue;
            }
            TradeId trade = new TradeId(trades.id(), pair.trade());
            TradeId instruction = new TradeId(own.id(), pair.instruction());
            int differing = comparison.differing(trades.trade(pair.trade()), own.trade(pair.instruction()));
            if (differing == 0) {
                agreed.set(pair.trade());
                pairOf[pair.trade()] = p;
            } else {
                detail = mismatched == 0 ? "pairs[" + p + "] differs in " + names(differing) : detail;
                mismatched++;
                if (instructions.mismatch(pair.instruction(), trade, differing)) {
                    news++;
                    x.effects().add(() -> mismatch(trades, trade, own, instruction, differing, x));
                }
            }
        }
        Optional<Outcome> refused = Affirmation.affirm(status, agreed, i -> "pairs[" + pairOf[i] + "]", x);
        if (refused.isPresent()) {
            return refused.get();
        }
        agreed.stream().forEach(i -> close(pairs.get(pairOf[i]), trades.id(), own.id(), instructions, x));
        int matched = agreed.cardinality();
        if (matched + news == 0) {
            return new Outcome(
                    mismatched == 0 ? ResultCode.ALREADY_RECORDED : ResultCode.NOTHING_TO_DO,
                    "",
                    detail,
                    0,
                    mismatched);
        }
        x.ledger().put(Keys.instructions(own.id()), instructions.encode());
        return new Outcome(ResultCode.OK, "", detail, matched, mismatched);
    }

    private static void close(Command.Pair pair, PageId trades, PageId own, Instructions instructions, Execution x) {
        TradeId trade = new TradeId(trades, pair.trade());
        instructions.match(pair.instruction(), trade);
        x.effects().add(() -> new Effect.Matched(trade, new TradeId(own, pair.instruction())));
    }

    private static String names(int differing) {
        return MatchField.of(differing).stream().map(MatchField::path).collect(Collectors.joining(", "));
    }

    private static Effect.Mismatched mismatch(
            TradePage trades, TradeId trade, TradePage own, TradeId instruction, int differing, Execution x) {
        return new Effect.Mismatched(
                trade,
                instruction,
                differences(trades, trade.index(), own, instruction.index(), differing, x.constitution()));
    }

    /** Each field that differs with both sides' values. */
    public static List<Difference> differences(
            TradePage trades,
            int tradeIndex,
            TradePage instructions,
            int instructionIndex,
            int differing,
            Constitution constitution) {
        Trade trade = trades.trade(tradeIndex);
        Trade instruction = instructions.trade(instructionIndex);
        List<Difference> differences = new ArrayList<>();
        for (MatchField field : MatchField.of(differing)) {
            differences.add(new Difference(
                    field,
                    field.value(trade, trades.id(), false, constitution),
                    field.value(instruction, instructions.id(), true, constitution)));
        }
        return differences;
    }

    private static Optional<Outcome> refusePages(PageId trades, PageId instructions, Execution x) {
        if (!trades.isParty(x.caller().memberId())) {
            return Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "trades"));
        }
        // The caller is in no default; the other side may be.
        Optional<Outcome> inDefault = x.refuseInDefault(trades.author(), "trades.author")
                .or(() -> x.refuseInDefault(trades.counterparty(), "trades.counterparty"));
        if (inDefault.isPresent()) {
            return inDefault;
        }
        if (!trades.author().equals(instructions.counterparty())
                || !trades.counterparty().equals(instructions.author())
                || !trades.lane().equals(instructions.lane())) {
            return Optional.of(Outcome.refused(
                    ResultCode.INSTRUCTIONS_NOT_FOUND,
                    "instructions",
                    "the two pages are not of the two sides of one lane"));
        }
        if (x.ledger().status(trades).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.PAGE_NOT_FOUND, "trades"));
        }
        return instructions(instructions, x).isEmpty()
                ? Optional.of(Outcome.refused(ResultCode.INSTRUCTIONS_NOT_FOUND, "instructions"))
                : Optional.empty();
    }

    private static Optional<Outcome> refusePairs(
            List<Command.Pair> pairs, TradePage trades, StatusPage status, Instructions instructions) {
        BitSet seenTrades = new BitSet();
        BitSet seenInstructions = new BitSet();
        for (int p = 0; p < pairs.size(); p++) {
            Command.Pair pair = pairs.get(p);
            String path = "pairs[" + p + "]";
            if (pair.trade() >= status.count() || pair.instruction() >= instructions.count()) {
                return Optional.of(Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, path));
            }
            if (seenTrades.get(pair.trade()) || seenInstructions.get(pair.instruction())) {
                return Optional.of(Outcome.refused(ResultCode.MALFORMED, path, "one of the two is named twice"));
            }
            seenTrades.set(pair.trade());
            seenInstructions.set(pair.instruction());
            if (trades.isReversal(pair.trade()) || trades.isAmendment(pair.trade())) {
                return Optional.of(Outcome.refused(ResultCode.NOT_MATCHABLE, path));
            }
            if (!canCompare(pair, trades.id(), status, instructions)) {
                return Optional.of(Outcome.refused(ResultCode.STATE_FORBIDS, path));
            }
        }
        return Optional.empty();
    }

    /** An alleged trade with an instruction that is open, or two that match each other already. */
    private static boolean canCompare(Command.Pair pair, PageId trades, StatusPage status, Instructions instructions) {
        return switch (instructions.state(pair.instruction())) {
            case OPEN, MISMATCHED -> status.state(pair.trade()) == TradeState.ALLEGED;
            case MATCHED ->
                instructions.trade(pair.instruction()).equals(Optional.of(new TradeId(trades, pair.trade())));
            case WITHDRAWN -> false;
        };
    }

    private static Optional<Instructions> instructions(PageId id, Execution x) {
        return x.ledger()
                .read(Keys.instructions(id), Instructions::decode)
                .filter(instructions -> instructions.id().equals(id));
    }
}
