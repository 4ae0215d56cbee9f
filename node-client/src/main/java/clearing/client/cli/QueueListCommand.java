package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.settlement.RoundPreview;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeState;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing queue list}: what waits, in rank order, with what its parties asked and why it would not settle now. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what is due and waits, lane by lane in rank order: class and place, who holds it, its times, and what the next",
            "round would do with it or why it would not. Worked out of the verified chain by the round's own rules."
        })
final class QueueListCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--lane", paramLabel = "LANE", description = "Only this lane.")
    private Optional<String> only = Optional.empty();

    @Option(names = "--with", paramLabel = "MEMBER", description = "Only trades with this member.")
    private Optional<String> with = Optional.empty();

    @Option(names = "--all", description = "Every member's trades, not only the own.")
    private boolean all;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object()
                    .put("block", view.next() - 1)
                    .put("at", session.clock().instant().toString());
            ArrayNode list = node.putArray("queue");
            Optional<Constitution> constitution = view.constitution();
            for (Lane lane : constitution.map(Constitution::lanes).orElse(List.of())) {
                if (only.map(lane.code()::equals).orElse(true)) {
                    lane(session, view, lane.code(), new QueueLines(view, constitution.get()), list);
                }
            }
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private void lane(MemberSession session, LedgerView view, String lane, QueueLines lines, ArrayNode list) {
        List<PageId> pages = view.unfinishedPages().stream()
                .filter(status -> status.id().lane().equals(lane) && waits(status))
                .map(StatusPage::id)
                .toList();
        int rank = 0;
        for (RoundPreview.Entry entry :
                RoundPreview.of(view::get, lane, pages, session.clock().instant())) {
            rank++;
            PageId page = entry.trade().page();
            if ((all || page.isParty(session.member()))
                    && with.map(page::isParty).orElse(true)) {
                list.add(lines.json(rank, entry));
                if (!output.json()) {
                    output.out().println(lines.text(rank, entry));
                }
            }
        }
    }

    private static boolean waits(StatusPage status) {
        return status.count(TradeState.AFFIRMED) + status.count(TradeState.QUEUED) > 0;
    }
}
