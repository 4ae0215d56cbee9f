package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.settlement.LaneJournal;
import clearing.kernel.settlement.Lease;
import clearing.kernel.settlement.Turns;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clearing agent}: whose agent settles. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows whose agent has the turn at each lane's rounds.",
        subcommands = AgentCommand.StatusCommand.class)
final class AgentCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** {@code clearing agent status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Shows per lane the rounds so far, who has the turn since when, its latest round, and from when on each member",
                "may run a round if nobody before it does."
            })
    static final class StatusCommand implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws Exception {
            try (MemberSession session = member.open()) {
                LedgerView view = session.catchUp(member.patience());
                ObjectNode node = Output.object().put("block", view.next() - 1);
                ArrayNode lanes = node.putArray("lanes");
                Optional<Constitution> constitution = view.constitution();
                for (Lane lane : constitution.map(Constitution::lanes).orElse(List.of())) {
                    lane(view, constitution.get(), lane, session.clock().instant(), lanes.addObject());
                }
                if (output.json()) {
                    output.print(node);
                }
                return Exit.DONE;
            }
        }

        private void lane(LedgerView view, Constitution constitution, Lane lane, Instant now, ObjectNode node) {
            LaneJournal journal = LaneJournal.decode(view.get(Keys.journal(lane.code())));
            node.put("lane", lane.code()).put("rounds", journal.rounds()).put("settled", journal.settled());
            node.put("pagesShort", view.listed(lane.code()).size());
            say(lane.code() + ": " + journal.rounds() + " rounds, " + journal.settled() + " trades settled");
            Optional<AgentRule> rule = constitution.rules().agents(lane.code());
            if (rule.isEmpty()) {
                say("  any agent may run a round at any time");
                return;
            }
            node.put("termSeconds", rule.get().term())
                    .put("silenceSeconds", rule.get().silence());
            Optional<Lease> lease = Lease.decode(view.get(Keys.lease(lane.code())));
            lease.ifPresent(held -> {
                node.put("epoch", held.epoch())
                        .put("holder", held.holder())
                        .put("since", Instant.ofEpochMilli(held.since()).toString())
                        .put("lastRound", Instant.ofEpochMilli(held.last()).toString());
                say("  " + held.holder() + " has turn " + held.epoch() + " since " + Instant.ofEpochMilli(held.since())
                        + ", latest round " + Instant.ofEpochMilli(held.last()));
            });
            ArrayNode turns = node.putArray("turns");
            for (String each : Turns.ring(constitution)) {
                long from = Turns.from(rule.get(), constitution, lease, each, now.toEpochMilli());
                boolean open = from <= now.toEpochMilli();
                turns.addObject()
                        .put("member", each)
                        .put("from", Instant.ofEpochMilli(from).toString())
                        .put("mayNow", open);
                say(String.format(
                        Locale.ROOT, "  %-20s %s", each, open ? "may now" : "from " + Instant.ofEpochMilli(from)));
            }
        }

        private void say(String line) {
            if (!output.json()) {
                output.out().println(line);
            }
        }
    }
}
