package clearing.client.cli;

import clearing.client.trade.MemberSession;
import clearing.kernel.asset.Decimals;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.BreakId;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.ResolutionProposal;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposing and signing how a shared break ends. */
final class SharedBreakResolve {
    private SharedBreakResolve() {}

    private static SharedBreak find(SharedBreakOptions asked, BreakId id, MemberSession session)
            throws InterruptedException {
        return session.catchUp(asked.member().patience())
                .get(Keys.sharedBreak(id.opener(), id.reference()))
                .map(SharedBreak::decode)
                .orElseThrow(() -> asked.bad("The ledger holds no break " + id + "."));
    }

    @Command(
            name = "propose",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Proposes a resolution and signs it as the own institution's maker.")
    static final class Propose implements Callable<Integer> {
        @Mixin
        private SharedBreakOptions asked = new SharedBreakOptions();

        @Parameters(paramLabel = "OPENER/REFERENCE", description = "The break.")
        private String id = "";

        @Option(names = "--resolution", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
        private Resolution.Kind kind = Resolution.Kind.NO_FAULT;

        @Option(names = "--party", defaultValue = "", description = "Whose evidence stands, or who bears the amount.")
        private String party = "";

        @Option(names = "--amount", paramLabel = "DECIMAL", description = "What is written off.")
        private Optional<String> amount = Optional.empty();

        @Option(
                names = "--trade",
                paramLabel = "PAGE#INDEX",
                description = "The settled trade to reverse: AUTHOR/COUNTERPARTY/NUMBER#INDEX.")
        private Optional<String> trade = Optional.empty();

        @Option(names = "--terms", required = true, paramLabel = "FILE", description = "What was agreed in words.")
        private Path terms = Path.of("");

        @Override
        public Integer call() throws InterruptedException {
            return asked.actions().send("break propose", asked.as("maker"), session -> {
                SharedBreak shared = find(asked, asked.id(id), session);
                int number = shared.proposal().map(ResolutionProposal::number).orElse(0) + 1;
                long minor = amount.isEmpty() ? 0 : minor(shared, session);
                Optional<TradeId> reversed = trade.isEmpty() ? Optional.empty() : Optional.of(trade(session));
                return new ReconcileCommand.ProposeResolution(
                        shared.id(), number, new Resolution(kind, party, minor, reversed, asked.hash(terms)));
            });
        }

        private long minor(SharedBreak shared, MemberSession session) throws InterruptedException {
            int scale = session.catchUp(asked.member().patience())
                    .constitution()
                    .orElseThrow()
                    .assetOf(shared.subject().asset())
                    .orElseThrow()
                    .scale();
            return Decimals.parse(amount.orElseThrow(), scale, "amount");
        }

        private TradeId trade(MemberSession session) throws InterruptedException {
            String text = trade.orElseThrow();
            int cut = text.lastIndexOf('#');
            String index = text.substring(cut + 1);
            if (cut < 1 || !index.matches("[0-9]{1,4}")) {
                throw asked.bad("--trade takes AUTHOR/COUNTERPARTY/NUMBER#INDEX, not '" + text + "'.");
            }
            return session.catchUp(asked.member().patience()).statuses().stream()
                    .map(StatusPage::id)
                    .filter(page -> page.path().equals(text.substring(0, cut)))
                    .findFirst()
                    .map(page -> new TradeId(page, Integer.parseInt(index)))
                    .orElseThrow(() -> asked.bad("The ledger has no page " + text.substring(0, cut) + "."));
        }
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Signs the resolution that stands proposed, by the maker's or the checker's hand.",
                "The hash is what 'break list' shows: anything else that stands by then is refused."
            })
    static final class Sign implements Callable<Integer> {
        @Mixin
        private SharedBreakOptions asked = new SharedBreakOptions();

        @Parameters(index = "0", paramLabel = "OPENER/REFERENCE", description = "The break.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "SHA256", description = "Hash of the proposal.")
        private String hash = "";

        @Option(names = "--hand", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
        private Hand hand = Hand.MAKER;

        @Override
        public Integer call() throws InterruptedException {
            if (!hash.matches("[0-9a-fA-F]{64}")) {
                throw asked.bad("A hash has 64 hexadecimal digits.");
            }
            String role = asked.as(hand.name().toLowerCase(Locale.ROOT));
            return asked.actions().send("break sign", role, session -> {
                SharedBreak shared = find(asked, asked.id(id), session);
                return new ReconcileCommand.SignResolution(
                        shared.id(),
                        shared.proposal().map(ResolutionProposal::number).orElse(0),
                        Blob.of(HexFormat.of().parseHex(hash)),
                        hand);
            });
        }
    }
}
