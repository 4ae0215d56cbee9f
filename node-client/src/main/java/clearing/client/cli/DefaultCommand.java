package clearing.client.cli;

import clearing.client.drill.Defaults;
import clearing.client.drill.DrillReport;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.defaults.WaterfallRecord;
import clearing.kernel.trade.PageId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing default}: a member's default, step by step. */
@Command(
        name = "default",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Declares a member's default, closes it out, bears its loss, and lifts it.")
final class DefaultCommand {
    private static final int PAGES_PER_COMMAND = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Who is in default. */
    static final class Defaulter {
        @Option(names = "--member", required = true, description = "The member in default.")
        private String id = "";
    }

    @Command(name = "declare", mixinStandardHelpOptions = true, description = "Signs that a member is in default.")
    int declare(
            @Mixin MemberOptions member,
            @Mixin Defaulter defaulter,
            @Option(names = "--reason", required = true, description = "What happened; it is signed.") String reason,
            @Mixin Output output)
            throws InterruptedException {
        requireReason(reason);
        return new RiskActions(member, output).send("declare", "admin", session -> {
            LedgerView view = session.catchUp(member.patience());
            return new RiskCommand.DeclareDefault(defaulter.id, Defaults.number(view::get, defaulter.id), reason);
        });
    }

    private void requireReason(String reason) {
        if (reason.isEmpty() || reason.length() > 200 || !reason.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
            throw Inputs.bad(spec, "--reason has 1 to 200 printable ASCII characters.");
        }
    }

    @Command(name = "sign", mixinStandardHelpOptions = true, description = "Signs the default that was proposed.")
    int sign(@Mixin MemberOptions member, @Mixin Defaulter defaulter, @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send("sign", "admin", session -> {
            DefaultCase open = open(session.catchUp(member.patience()), defaulter.id);
            if (!output.json()) {
                output.out().println("Signing: " + defaulter.id + " is in default: " + open.reason());
            }
            return new RiskCommand.ApproveDefault(defaulter.id, open.number(), open.hash());
        });
    }

    @Command(
            name = "close-out",
            mixinStandardHelpOptions = true,
            description = "Closes out up to 100 pages with open trades of the defaulter; again until none is left.")
    int closeOut(@Mixin MemberOptions member, @Mixin Defaulter defaulter, @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send("close-out", "agent", session -> {
            LedgerView view = session.catchUp(member.patience());
            List<PageId> pages = Defaults.openPages(view.state().entrySet(), defaulter.id);
            if (pages.isEmpty()) {
                throw Inputs.bad(spec, defaulter.id + " has no open trades left.");
            }
            return new RiskCommand.CloseOut(
                    defaulter.id,
                    open(view, defaulter.id).number(),
                    pages.subList(0, Math.min(pages.size(), PAGES_PER_COMMAND)));
        });
    }

    @Command(
            name = "waterfall",
            mixinStandardHelpOptions = true,
            description = "Runs the waterfall over what is still owed, as a member of the committee.")
    int waterfall(@Mixin MemberOptions member, @Mixin Defaulter defaulter, @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send("waterfall", "agent", session -> {
            LedgerView view = session.catchUp(member.patience());
            int left = Defaults.openPages(view.state().entrySet(), defaulter.id).size();
            if (left > 0) {
                throw Inputs.bad(spec, left + " pages with open trades are to be closed out first.");
            }
            return new RiskCommand.RunWaterfall(
                    defaulter.id, open(view, defaulter.id).number());
        });
    }

    @Command(
            name = "lift",
            mixinStandardHelpOptions = true,
            description = "Signs that a default is over, because it was declared wrongly or is cured.")
    int lift(
            @Mixin MemberOptions member,
            @Mixin Defaulter defaulter,
            @Option(names = "--reason", required = true, description = "Why; it is signed.") String reason,
            @Mixin Output output)
            throws InterruptedException {
        requireReason(reason);
        return new RiskActions(member, output).send("lift", "admin", session -> {
            DefaultCase open = open(session.catchUp(member.patience()), defaulter.id);
            return new RiskCommand.LiftDefault(defaulter.id, open.number(), reason);
        });
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Shows every default and its waterfall.")
    int status(@Mixin MemberOptions member, @Mixin Output output) throws InterruptedException {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            Constitution constitution = Inputs.constitution(spec, view);
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode list = node.putArray("defaults");
            SortedMap<String, byte[]> state = view.state();
            if (constitution.rules().defaultRule().isPresent()) {
                DrillReport report = new DrillReport(constitution);
                for (Member one : constitution.members()) {
                    Defaults.of(view::get, one.id()).forEach(open -> show(open, state, report, list, output));
                }
            }
            if (output.json()) {
                output.print(node);
            } else if (list.isEmpty()) {
                output.out().println("Nobody is in default.");
            }
            return Exit.DONE;
        }
    }

    private static void show(
            DefaultCase open, SortedMap<String, byte[]> state, DrillReport report, ArrayNode into, Output output) {
        List<WaterfallRecord> steps = Defaults.steps(state, open.member(), open.number());
        int left = Defaults.openPages(state.entrySet(), open.member()).size();
        ObjectNode node = into.addObject().put("member", open.member()).put("pagesToCloseOut", left);
        report.json(open, node);
        report.json(steps, node.putArray("waterfall"));
        if (!output.json()) {
            output.out()
                    .println(open.member() + " (" + open.number() + "): " + open.reason() + "; " + standing(open) + "; "
                            + open.trades() + " trades closed out, "
                            + left + " pages to go");
            report.text(open, output.out());
            report.text(steps, output.out());
        }
    }

    private DefaultCase open(LedgerView view, String member) {
        return Defaults.open(view::get, member)
                .orElseThrow(() -> Inputs.bad(spec, "No default of '" + member + "' is proposed or declared."));
    }

    private static String standing(DefaultCase open) {
        return open.lifted()
                ? "lifted by " + String.join(", ", open.liftSignatures()) + ": "
                        + open.liftReason().orElse("")
                : (open.declared() ? "declared" : "proposed") + " by " + String.join(", ", open.signatures());
    }
}
