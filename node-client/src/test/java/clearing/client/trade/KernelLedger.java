package clearing.client.trade;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.client.outbox.Envelope;
import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.Role;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A ledger on which the contract's own kernel decides; each batch makes a block, which the view takes in. */
public final class KernelLedger {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    private final Map<String, byte[]> state = new HashMap<>();
    private final List<VerifiedBlock> blocks = new ArrayList<>();
    private final LedgerView view = new LedgerView("clearing");
    private Instant now = NOW;

    /** With the constitution in force. */
    public KernelLedger(Constitution constitution) {
        for (Member member : constitution.members()) {
            apply(member.id(), Batch.of(new Command.Constitute(constitution)));
        }
        if (view.constitution().isEmpty()) {
            throw new IllegalStateException("no constitution");
        }
    }

    /** The ledger as a client sees it. */
    public LedgerView view() {
        return view;
    }

    /** Sets the ledger's time. */
    public void at(Instant instant) {
        now = instant;
    }

    public Instant now() {
        return now;
    }

    /** The chain so far. */
    public List<VerifiedBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** Values as bytes in hexadecimal, for comparison. */
    Map<String, String> contents() {
        Map<String, String> contents = new HashMap<>();
        state.forEach((key, value) -> contents.put(key, HexFormat.of().formatHex(value)));
        return contents;
    }

    public List<Outcome> apply(String member, Batch batch) {
        Transition transition = Kernel.apply(
                key -> Optional.ofNullable(state.get(key)),
                new Caller(member, EnumSet.allOf(Role.class)),
                new TxContext("tx-" + blocks.size(), now),
                batch);
        List<WriteEntry> writes = new ArrayList<>();
        transition.writes().forEach((key, value) -> {
            state.put(key, value);
            writes.add(new WriteEntry("clearing", key, false, ByteString.copyFrom(value)));
        });
        VerifiedBlock block = block(member, writes, batch);
        blocks.add(block);
        view.apply(block);
        return Outcome.decode(transition.encodeOutcomes());
    }

    /** Does what a courier does: the outbox learns what the ledger made of all that is open in it. */
    void deliver(String member, Outbox outbox) {
        for (Intent intent : outbox.open()) {
            List<Outcome> outcomes = apply(member, Batch.decode(intent.content().toByteArray()));
            ByteString result = ByteString.copyFrom(Outcome.encode(outcomes));
            outbox.endorsed(intent.key(), new Envelope("tx-" + blocks.size(), ByteString.EMPTY, result));
            outbox.committed(intent.key(), blocks.size());
        }
    }

    private VerifiedBlock block(String member, List<WriteEntry> writes, Batch batch) {
        BlockTransaction transaction = new BlockTransaction(
                0,
                "tx-" + blocks.size(),
                "clearing",
                HeaderType.ENDORSER_TRANSACTION,
                TxValidationCode.VALID,
                new Signatory(member, ByteString.EMPTY),
                now,
                "clearing",
                List.of(ByteString.copyFromUtf8("apply"), ByteString.copyFrom(batch.encode())),
                List.of(),
                writes,
                ByteString.EMPTY,
                List.of());
        ByteString hash = ByteString.copyFromUtf8("block " + blocks.size());
        return new VerifiedBlock(blocks.size(), hash, hash, hash, 0, 1_000, List.of(transaction));
    }
}
