package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.ResolutionProposal;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.reconcile.Signatures;
import clearing.kernel.reconcile.Word;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clearing break list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the breaks that the member shares, how they stand, and who is late.")
final class SharedBreakList implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object();
            ArrayNode list = node.putArray("breaks");
            view.under(Keys.SHARED_BREAK_PREFIX).values().stream()
                    .map(SharedBreak::decode)
                    .filter(shared -> shared.isParty(session.member()))
                    .forEach(shared -> show(
                            shared,
                            view.constitution().orElseThrow(),
                            session.clock().instant(),
                            list.addObject()));
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private void show(SharedBreak shared, Constitution constitution, Instant now, ObjectNode node) {
        int scale = constitution.assetOf(shared.subject().asset()).orElseThrow().scale();
        String amount = Decimals.format(shared.subject().amount(), scale);
        node.put("break", shared.id().toString())
                .put("counterparty", shared.counterparty())
                .put("state", shared.state().name())
                .put("kind", shared.subject().kind().name())
                .put("asset", shared.subject().asset())
                .put("amount", amount)
                .put("valueDate", shared.subject().valueDate().toString())
                .put("about", shared.subject().about())
                .put("answerBy", shared.answerBy().toString())
                .put("resolveBy", shared.resolveBy().toString())
                .put("comments", shared.comments());
        shared.late(now).forEach(node.withArray("late")::add);
        shared.proposal().ifPresent(p -> proposal(shared, p, node.putObject("proposal")));
        if (!output.json()) {
            output.out()
                    .printf(
                            "%-28s %-11s %-20s %18s %s with %s%s%s%n",
                            shared.id(),
                            shared.state(),
                            shared.subject().kind(),
                            amount,
                            shared.subject().asset(),
                            shared.counterparty(),
                            shared.late(now).isEmpty() ? "" : ", late: " + String.join(", ", shared.late(now)),
                            shared.proposal()
                                    .map(p -> ", proposed " + p.resolution().kind() + " " + hash(shared, p))
                                    .orElse(""));
        }
    }

    private static String hash(SharedBreak shared, ResolutionProposal p) {
        return HexFormat.of()
                .formatHex(ResolutionProposal.hash(shared.id(), p.number(), p.resolution())
                        .bytes());
    }

    private static void proposal(SharedBreak shared, ResolutionProposal p, ObjectNode node) {
        node.put("number", p.number())
                .put("by", p.by())
                .put("resolution", p.resolution().kind().name())
                .put("hash", hash(shared, p));
        signed(node, "opener", p.opener());
        signed(node, "counterparty", p.counterparty());
    }

    private static void signed(ObjectNode node, String side, Signatures signatures) {
        ObjectNode of = node.putObject(side);
        person(of, "maker", signatures.maker());
        person(of, "checker", signatures.checker());
    }

    private static void person(ObjectNode node, String hand, Optional<Word> word) {
        word.ifPresent(w -> node.put(hand, HexFormat.of().formatHex(w.person().bytes())));
    }
}
