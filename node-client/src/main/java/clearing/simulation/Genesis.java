package clearing.simulation;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Role;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.simulation.engine.Draw;
import clearing.simulation.engine.Ground;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Endorsement;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.Proposal;
import clearing.simulation.ledger.Result;
import clearing.simulation.ledger.VersionedState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The first block: all members agree to the constitution, and issuers have issued something. */
final class Genesis {
    private static final int LARGEST_DEPOSIT = 500;
    private static final LocalDate VALUE_DATE = LocalDate.of(2026, 1, 5);

    private final Ground ground;
    private final List<String> members;
    private final Contract contract;
    private final VersionedState state = new VersionedState();
    private final List<Envelope> envelopes = new ArrayList<>();

    Genesis(Ground ground, List<String> members, Contract contract) {
        this.ground = ground;
        this.members = members;
        this.contract = contract;
    }

    /** @param poor whether most members have little */
    List<Envelope> envelopes(Constitution constitution, boolean poor) {
        add(members.getFirst(), Role.ADMIN, new Command.Constitute(constitution));
        byte[] hash = Bytes.sha256(constitution.encode());
        for (String member : members.subList(1, members.size())) {
            add(member, Role.ADMIN, new Command.Ratify(1, hash));
        }
        for (String issuer : members) {
            List<Command> deposits = deposits(issuer, constitution, poor);
            if (!deposits.isEmpty()) {
                add(issuer, Role.TREASURER, deposits.toArray(Command[]::new));
            }
        }
        return envelopes;
    }

    /** Most accounts hold something of each asset. */
    private List<Command> deposits(String issuer, Constitution constitution, boolean poor) {
        List<Command> deposits = new ArrayList<>();
        Draw draw = ground.draw();
        int largest = poor ? LARGEST_DEPOSIT / 8 : LARGEST_DEPOSIT;
        for (Asset asset : constitution.assets()) {
            for (Member holder : constitution.members()) {
                for (int account = 0;
                        account < holder.accounts().size() && asset.issuer().equals(issuer);
                        account++) {
                    if (!draw.oneIn(3)) {
                        deposits.add(new Command.Deposit(
                                "GENESIS-" + deposits.size(),
                                holder.id(),
                                account,
                                asset.code(),
                                draw.between(1, largest),
                                VALUE_DATE));
                    }
                }
            }
        }
        return deposits;
    }

    private void add(String member, Role role, Command... commands) {
        byte[] batch = Batch.of(commands).encode();
        TxContext tx = new TxContext(ground.newTxId(), ground.now());
        Proposal proposal = new Proposal(tx, new Caller(member, Set.of(role)), "", batch);
        Contract.Run run = contract.endorse(proposal, state::get, state::version);
        Transition transition = run.transition();
        Result result = new Result(run.reads(), transition.writes(), transition.encodeOutcomes());
        long signed = result.fingerprint(tx.txId());
        List<Endorsement> endorsements = members.stream()
                .map(endorser -> new Endorsement(endorser, result, signed))
                .toList();
        long version = VersionedState.version(0, envelopes.size());
        transition.writes().forEach((key, value) -> state.put(key, value, version));
        envelopes.add(new Envelope(proposal, result, endorsements));
    }
}
