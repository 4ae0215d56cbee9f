package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.client.trade.PostingReplay;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing positions}: what members hold. */
@Command(
        name = "positions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows positions as the verified chain has them: the member's own, another's, or all.")
final class PositionsCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--of", paramLabel = "MEMBER", description = "Another member.")
    private Optional<String> of = Optional.empty();

    @Option(names = "--all", description = "Every member.")
    private boolean all;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The sums of all postings of a value date up to this, recomputed from the chain.")
    private Optional<LocalDate> asOf = Optional.empty();

    @Option(
            names = "--known-at",
            paramLabel = "TIME",
            description = "With --as-of: only what the ledger knew then, such as 2026-11-30T12:00:00Z.")
    private Optional<Instant> knownAt = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        if (asOf.isPresent()) {
            return statement(asOf.get());
        }
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode list = node.putArray("positions");
            Optional<Constitution> constitution = view.constitution();
            if (constitution.isPresent()) {
                for (Member one : constitution.get().members()) {
                    if (all || one.id().equals(of.orElse(session.member()))) {
                        positions(view, constitution.get(), one, list);
                    }
                }
            }
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private int statement(LocalDate valueDate) throws InterruptedException {
        try (MemberSession session = member.open()) {
            PostingReplay replay =
                    new PostingReplay(session.profile().chaincode(), valueDate, knownAt.orElse(Instant.MAX));
            LedgerView view = session.catchUp(member.patience(), replay::accept);
            ObjectNode node = Output.object().put("block", view.next() - 1).put("asOf", valueDate.toString());
            knownAt.ifPresent(at -> node.put("knownAt", at.toString()));
            ArrayNode list = node.putArray("statement");
            Constitution constitution = view.constitution().orElseThrow();
            replay.sums().forEach((account, sum) -> {
                if (all || account.member().equals(of.orElse(session.member()))) {
                    String name = constitution.accountName(account.member(), account.account());
                    int scale =
                            constitution.assetOf(account.asset()).orElseThrow().scale();
                    String total = BigDecimal.valueOf(sum, scale).toPlainString();
                    list.addObject()
                            .put("member", account.member())
                            .put("account", name)
                            .put("asset", account.asset())
                            .put("total", total);
                    if (!output.json()) {
                        output.out().printf("%-18s %-8s %-13s %22s%n", account.member(), name, account.asset(), total);
                    }
                }
            });
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private void positions(LedgerView view, Constitution constitution, Member member, ArrayNode list) {
        for (Lane lane : constitution.lanes()) {
            for (BalancePage.Position p : view.positions(lane.code(), member.id())) {
                Asset asset = constitution.asset(p.asset());
                String account = constitution.accountName(member.id(), p.account());
                String available = Decimals.format(p.available(), asset.scale());
                String held = Decimals.format(p.held(), asset.scale());
                list.addObject()
                        .put("member", member.id())
                        .put("account", account)
                        .put("lane", lane.code())
                        .put("asset", asset.code())
                        .put("available", available)
                        .put("held", held);
                if (!output.json()) {
                    output.out()
                            .printf(
                                    "%-18s %-8s %-13s %22s %18s%n",
                                    member.id(), account, asset.code(), available, p.held() == 0 ? "" : held + " held");
                }
            }
        }
    }
}
