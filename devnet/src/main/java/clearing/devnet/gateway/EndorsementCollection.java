package clearing.devnet.gateway;

import clearing.devnet.chaincode.Peer;
import clearing.devnet.endorse.CheckedProposal;
import clearing.devnet.endorse.Endorsed;
import clearing.devnet.endorse.Endorser;
import clearing.devnet.endorse.NotEndorsedException;
import clearing.devnet.state.StateSnapshot;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the endorsements of one transaction.
 *
 * <p>All organisations of a layout run at the same time and on the same state. When one fails, the next layout without
 * it is tried, as long as the own organisation did not fail itself.
 */
final class EndorsementCollection {

    private static final Logger LOG = LoggerFactory.getLogger(EndorsementCollection.class);

    private final Network network;
    private final Endorser endorser;
    private final ExecutorService executor;
    private final CheckedProposal proposal;
    private final StateSnapshot snapshot;
    private final Map<String, Endorsed> endorsed = new LinkedHashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final List<ErrorDetail> details = new ArrayList<>();
    private Optional<ByteString> payload = Optional.empty();

    EndorsementCollection(
            Network network,
            Endorser endorser,
            ExecutorService executor,
            CheckedProposal proposal,
            StateSnapshot snapshot) {
        this.network = network;
        this.endorser = endorser;
        this.executor = executor;
        this.proposal = proposal;
        this.snapshot = snapshot;
    }

    /** The payload that all endorsers agree on and their endorsements. */
    record Agreement(ByteString payload, List<Endorsement> endorsements) {}

    /** Collects from exactly these organisations. */
    Agreement fromOrganisations(Collection<String> organisations) throws InterruptedException {
        var missing = organisations.stream()
                .filter(id -> network.peer(id)
                        .filter(peer -> peer.chaincode(proposal.chaincode()).isPresent())
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw Refusals.of(
                    Status.Code.UNAVAILABLE,
                    "failed to find any endorsing peers for org(s): " + String.join(", ", missing));
        }
        var layout = new TreeSet<>(organisations);
        collect(layout);
        return agreed(layout).orElseThrow(this::notEnough);
    }

    /**
     * Collects from organisations of the gateway's choice.
     *
     * @param own the gateway's organisation, whose answer decides whether others are asked again
     */
    Agreement byPolicy(String own, EndorsementPlans plans) throws InterruptedException {
        Set<String> namespaces = new TreeSet<>(Set.of(proposal.chaincode()));
        while (true) {
            var layouts = plans.layouts(own, namespaces);
            if (layouts.isEmpty()) {
                throw Refusals.of(
                        Status.Code.FAILED_PRECONDITION,
                        "no combination of peers can be derived which satisfy the endorsement policy: "
                                + "required chaincodes are installed on sufficient peers");
            }
            var layout = layouts.stream()
                    .filter(candidate -> candidate.stream().noneMatch(failed::contains))
                    .findFirst()
                    .orElseThrow(this::notEnough);
            collect(layout);
            if (failed.contains(own)) {
                throw Refusals.of(
                        Status.Code.ABORTED,
                        "failed to endorse transaction, see attached details for more info",
                        details.stream()
                                .filter(detail -> detail.getMspId().equals(own))
                                .toList());
            }
            var agreement = agreed(layout);
            var touched = touched();
            if (agreement.isPresent() && namespaces.containsAll(touched)) {
                return agreement.get();
            }
            namespaces.addAll(touched);
        }
    }

    private Set<String> touched() {
        var touched = new TreeSet<String>();
        endorsed.values().forEach(answer -> touched.addAll(answer.namespaces()));
        return touched;
    }

    private RuntimeException notEnough() {
        return Refusals.of(
                Status.Code.ABORTED,
                "failed to collect enough transaction endorsements, see attached details for more info",
                details);
    }

    private Optional<Agreement> agreed(Set<String> layout) {
        var answers = endorsed.entrySet().stream()
                .filter(entry -> layout.contains(entry.getKey()))
                .map(entry -> entry.getValue().endorsement())
                .toList();
        return answers.size() < layout.size() ? Optional.empty() : payload.map(bytes -> new Agreement(bytes, answers));
    }

    /** Asks the organisations of the layout that were not asked yet, all at once. */
    private void collect(Set<String> layout) throws InterruptedException {
        var asked = new LinkedHashMap<Peer, Future<Endorsed>>();
        for (var id : layout) {
            if (!endorsed.containsKey(id) && !failed.contains(id)) {
                var peer = network.peer(id).orElseThrow();
                asked.put(peer, executor.submit(() -> endorser.endorse(peer, proposal, snapshot)));
            }
        }
        for (var entry : asked.entrySet()) {
            var peer = entry.getKey();
            try {
                accept(peer, entry.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof NotEndorsedException refusal)) {
                    throw new IllegalStateException("an endorser failed", e.getCause());
                }
                fail(peer, String.valueOf(refusal.getMessage()));
            }
        }
    }

    private void accept(Peer peer, Endorsed answer) {
        if (payload.isPresent() && !payload.get().equals(answer.payload())) {
            LOG.warn(
                    "transaction {}: {} answers otherwise than the first endorser: {}",
                    proposal.transactionId(),
                    peer.mspId(),
                    PayloadDifference.between(payload.get(), answer.payload()));
            fail(peer, "ProposalResponsePayloads do not match");
            return;
        }
        payload = Optional.of(answer.payload());
        endorsed.put(peer.mspId(), answer);
    }

    private void fail(Peer peer, String message) {
        LOG.info("transaction {}: {} does not endorse: {}", proposal.transactionId(), peer.mspId(), message);
        failed.add(peer.mspId());
        details.add(Refusals.detail(peer, message));
    }
}
