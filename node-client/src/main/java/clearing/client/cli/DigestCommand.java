package clearing.client.cli;

import clearing.client.profile.GatewayAddress;
import clearing.client.submit.LedgerException;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.state.BusinessDigest;
import clearing.kernel.state.StateDigest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing digest}: fingerprints of what the ledger holds. */
@Command(
        name = "digest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints digests of the ledger.",
            "--positions: of positions and trade states alone, the same on every ledger that was given the same "
                    + "business. --state: of the whole state, worked out from the verified chain, and with --all-peers as "
                    + "each member's own peer answers; peers that differ make the command fail."
        })
final class DigestCommand implements Callable<Integer> {
    private static final int HASH_BYTES = 32;

    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--positions", description = "Positions and trade states (the default).")
    private boolean positions;

    @Option(names = "--state", description = "The whole state.")
    private boolean state;

    @Option(names = "--all-peers", description = "Ask each member's peer for the digest of its state.")
    private boolean allPeers;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object().put("block", view.next() - 1);
            if (positions || !state && !allPeers) {
                BusinessDigest digest = BusinessDigest.of(view.state().entrySet());
                node.putObject("positions")
                        .put("digest", digest.hex())
                        .put("positions", digest.positions())
                        .put("trades", digest.trades());
                line(
                        "positions",
                        digest.hex() + "  " + digest.positions() + " positions, " + digest.trades() + " trades");
            }
            int exit = Exit.DONE;
            if (state || allPeers) {
                String own =
                        HexFormat.of().formatHex(StateDigest.of(view.state().entrySet()));
                node.putObject("state")
                        .put("digest", own)
                        .put("entries", view.state().size());
                line("chain", own + "  " + view.state().size() + " keys");
                if (allPeers && !peers(session, own, node.putArray("peers"))) {
                    exit = Exit.REFUSED;
                    output.err().println("The peers do not have the same state.");
                }
            }
            if (output.json()) {
                output.print(node);
            }
            return exit;
        }
    }

    private boolean peers(MemberSession session, String own, ArrayNode into) {
        boolean equal = true;
        for (GatewayAddress gateway : session.profile().gateways()) {
            ObjectNode peer = into.addObject().put("member", gateway.member()).put("address", gateway.address());
            try {
                ByteBuffer answer =
                        ByteBuffer.wrap(session.as(session.readingRole()).evaluateAt(gateway.member(), "digest"));
                byte[] hash = new byte[HASH_BYTES];
                answer.get(hash);
                String digest = HexFormat.of().formatHex(hash);
                peer.put("digest", digest).put("entries", answer.getLong()).put("equal", digest.equals(own));
                equal &= digest.equals(own);
                line(gateway.member(), digest);
            } catch (LedgerException e) {
                equal = false;
                peer.put("error", e.detail()).put("equal", false);
                line(gateway.member(), "no answer: " + e.detail());
            }
        }
        return equal;
    }

    private void line(String label, String text) {
        if (!output.json()) {
            output.out().printf("%-18s %s%n", label, text);
        }
    }
}
