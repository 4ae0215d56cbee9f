package clearing.client.cli;

import clearing.client.submit.Delivery;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.client.trade.TradeLife;
import clearing.kernel.MalformedInput;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.command.Command.PlaceHold;
import clearing.kernel.command.Command.PostHold;
import clearing.kernel.command.Command.ReleaseHold;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.hold.Hold;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing hold}: value set aside for another member. */
@Command(
        name = "hold",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Sets value aside for another member, takes it, or gives it back.",
        subcommands = {
            HoldCommand.Place.class,
            HoldCommand.Post.class,
            HoldCommand.Release.class,
            HoldCommand.Listing.class
        })
final class HoldCommand {
    /** What a subcommand asks of the ledger, once it knows the constitution. */
    private interface Ask {
        clearing.kernel.command.Command of(Constitution constitution);
    }

    private static int send(MemberOptions member, Output output, String reference, Ask ask)
            throws InterruptedException {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            Constitution constitution = session.catchUp(member.patience())
                    .constitution()
                    .orElseThrow(() -> new IllegalStateException("No constitution is in force yet."));
            TradeLife life = new TradeLife(session, actions, member.patience(), new SecureRandom());
            Delivery delivery = life.command("hold", "treasurer", ask.of(constitution));
            ObjectNode node = Output.object().put("member", session.member()).put("reference", reference);
            int exit = output.delivered(node, Map.of(reference, delivery));
            if (output.json()) {
                output.print(node);
            } else if (exit == Exit.DONE) {
                output.out().println(reference + " done.");
            }
            return exit;
        }
    }

    private static long minor(String amount, String code, Constitution constitution) {
        Asset asset = constitution
                .assetOf(code)
                .orElseThrow(() -> new MalformedInput(
                        clearing.kernel.ResultCode.UNKNOWN_ASSET,
                        "asset",
                        "'" + code + "' is no asset of this ledger"));
        return Decimals.parse(amount, asset.scale(), "amount");
    }

    private static int account(String member, String name, Constitution constitution) {
        return constitution
                .accountIndex(member, name)
                .orElseThrow(() -> new MalformedInput(
                        clearing.kernel.ResultCode.UNKNOWN_ACCOUNT,
                        "account",
                        member + " has no account '" + name + "'"));
    }

    @Command(
            name = "place",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Sets value aside; the holder cannot take it back before the deadline.")
    static final class Place implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Parameters(paramLabel = "REFERENCE", description = "The holder's own reference; it counts once.")
        private String reference = "";

        @Option(names = "--account", defaultValue = "HOUSE", description = "The holder's. Default ${DEFAULT-VALUE}.")
        private String account = "";

        @Option(names = "--asset", required = true, paramLabel = "CODE", description = "Asset.")
        private String asset = "";

        @Option(names = "--amount", required = true, paramLabel = "DECIMAL", description = "How much.")
        private String amount = "";

        @Option(names = "--for", required = true, paramLabel = "MEMBER", description = "The beneficiary.")
        private String beneficiary = "";

        @Option(
                names = "--to-account",
                defaultValue = "HOUSE",
                description = "The beneficiary's. Default ${DEFAULT-VALUE}.")
        private String beneficiaryAccount = "";

        @Option(
                names = "--until",
                required = true,
                paramLabel = "TIME",
                description = "Deadline, such as 2026-11-30T12:00:00Z.")
        private Instant deadline = Instant.EPOCH;

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws Exception {
            String holder = member.read().member();
            return send(
                    member,
                    output,
                    reference,
                    c -> new PlaceHold(
                            reference,
                            account(holder, account, c),
                            asset,
                            minor(amount, asset, c),
                            beneficiary,
                            account(beneficiary, beneficiaryAccount, c),
                            deadline));
        }
    }

    @Command(
            name = "post",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes held value, all or a part; the rest goes back to the holder in the same step.")
    static final class Post implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Parameters(paramLabel = "REFERENCE", description = "The hold.")
        private String reference = "";

        @Option(names = "--holder", required = true, paramLabel = "MEMBER", description = "Who set it aside.")
        private String holder = "";

        @Option(names = "--asset", required = true, paramLabel = "CODE", description = "Asset.")
        private String asset = "";

        @Option(names = "--amount", required = true, paramLabel = "DECIMAL", description = "How much to take.")
        private String amount = "";

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws Exception {
            return send(member, output, reference, c -> new PostHold(holder, reference, minor(amount, asset, c)));
        }
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Gives held value back: the beneficiary at any time, everybody after the deadline.")
    static final class Release implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Parameters(paramLabel = "REFERENCE", description = "The hold.")
        private String reference = "";

        @Option(names = "--holder", required = true, paramLabel = "MEMBER", description = "Who set it aside.")
        private String holder = "";

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws Exception {
            return send(member, output, reference, c -> new ReleaseHold(holder, reference));
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists the holds that the member placed or is to receive.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws Exception {
            try (MemberSession session = member.open()) {
                LedgerView view = session.catchUp(member.patience());
                ObjectNode node = Output.object().put("block", view.next() - 1);
                ArrayNode list = node.putArray("holds");
                Optional<Constitution> constitution = view.constitution();
                view.under(Keys.HOLD_PREFIX).forEach((key, value) -> {
                    String[] name = key.substring(Keys.HOLD_PREFIX.length()).split("/", 2);
                    Hold hold = Hold.decode(value);
                    if (name[0].equals(session.member()) || hold.beneficiary().equals(session.member())) {
                        show(name[0], name[1], hold, constitution.orElseThrow(), list);
                    }
                });
                if (output.json()) {
                    output.print(node);
                }
                return Exit.DONE;
            }
        }

        private void show(String holder, String reference, Hold hold, Constitution constitution, ArrayNode list) {
            int scale = constitution.assetOf(hold.asset()).orElseThrow().scale();
            String amount = Decimals.format(hold.amount(), scale);
            String posted = Decimals.format(hold.posted(), scale);
            list.addObject()
                    .put("holder", holder)
                    .put("reference", reference)
                    .put("state", hold.state().name())
                    .put("asset", hold.asset())
                    .put("amount", amount)
                    .put("posted", posted)
                    .put("beneficiary", hold.beneficiary())
                    .put("deadline", hold.deadline().toString());
            if (!output.json()) {
                output.out()
                        .printf(
                                "%-16s %-8s %18s %s for %s until %s%n",
                                reference, hold.state(), amount, hold.asset(), hold.beneficiary(), hold.deadline());
            }
        }
    }
}
