package clearing.client.certificate;

import clearing.client.certificate.Certificate.Attestation;
import clearing.client.certificate.Certificate.OrdererSignature;
import clearing.client.certificate.Certificate.PeerStatement;
import clearing.client.certificate.Certificate.Place;
import clearing.client.certificate.Certificate.Signatures;
import clearing.client.certificate.Certificate.SignedBlock;
import clearing.client.certificate.Certificate.StoredBlock;
import clearing.client.certificate.Certificate.TradePlace;
import clearing.client.chain.BlockDecoder;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ChannelRules;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.Signer;
import clearing.client.sign.SigningIdentity;
import clearing.client.submit.LedgerConnections;
import clearing.client.trade.MemberSession;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;

/** Issues certificates from a live ledger: replays the chain, gathers the evidence, asks the peers, signs, and verifies the result. */
public final class CertificateMaker {
    private static final long PAUSE_MILLIS = 250;

    /** What a certificate is to be about. */
    public sealed interface Subject {
        /** The one trade with that reference. */
        record Reference(String reference) implements Subject {}

        /**
         * A trade by its place.
         *
         * @param page  the page's path: author, counterparty and number, with slashes
         * @param index the trade's place in it, from 0
         */
        record Trade(String page, int index) implements Subject {}

        /**
         * The transaction that wrote what stands under a key of the contract.
         *
         * @param what what that is, for whoever looks in vain
         */
        record Key(String key, String what) implements Subject {}

        /** A transaction. */
        record Transaction(String txId) implements Subject {}
    }

    /**
     * A certificate that was made.
     *
     * @param file    its bytes
     * @param verdict of its verification from this member's genesis block
     * @param notes   peers that did not attest, and why
     */
    public record Made(byte[] file, Verdict verdict, List<String> notes) {
        /** Copies its contents. */
        public Made {
            file = file.clone();
            notes = List.copyOf(notes);
        }

        @Override
        public byte[] file() {
            return file.clone();
        }
    }

    private final MemberSession session;
    private final SigningIdentity issuer;
    private final ChainWalk walk;
    private final TreeMap<Long, ChannelRules> rules = new TreeMap<>();
    private final Map<Long, Block> fetched = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private CertificateMaker(MemberSession session, ChainWalk walk) {
        this.session = session;
        this.walk = walk;
        this.issuer = session.as(session.readingRole()).identity();
    }

    /**
     * Makes a certificate.
     *
     * @param behind   how many blocks behind the transaction's to take along at most
     * @param patience how long to wait for a peer, and for enough peers to attest
     * @throws NoCertificate when the ledger holds nothing of which one could be made
     * @throws clearing.client.chain.BlockSourceException when no peer delivers
     * @throws clearing.client.chain.BlockRejected when the chain delivered is not to be believed
     */
    public static Made make(MemberSession session, Subject subject, int behind, Duration patience)
            throws InterruptedException {
        CertificateMaker maker = new CertificateMaker(session, ChainWalk.run(session, patience));
        try {
            return maker.make(subject, behind, patience);
        } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
            throw new IllegalStateException("A block that was verified cannot be read: " + e.getMessage(), e);
        }
    }

    private record Found(Place place, Optional<TradePlace> trade) {}

    private Made make(Subject subject, int behind, Duration patience)
            throws InterruptedException, InvalidProtocolBufferException, GeneralSecurityException {
        Found found = find(subject);
        Place place = found.place();
        long tip = Math.min(walk.tip(), place.block() + behind);
        List<SignedBlock> configurations = new ArrayList<>();
        rules.put(0L, ChannelRules.in(block(0)).orElseThrow());
        for (long number : walk.configurations(tip)) {
            configurations.add(signed(number));
            rules.put(number, ChannelRules.in(block(number)).orElseThrow());
        }
        BlockTransaction transaction = transaction(place);
        List<StoredBlock> sources = sources(transaction);
        Statement statement = new Statement(
                place,
                session.profile().channel(),
                session.profile().chaincode(),
                transaction,
                new ReadValues(sources));
        Certificate draft = new Certificate(
                session.profile().channel(),
                session.profile().chaincode(),
                Finality.IRREVOCABLE,
                found.trade().isPresent() ? statement.of(found.trade().get()) : statement.ofTransaction(),
                place,
                found.trade(),
                block(0).getData().getData(0),
                walk.dataHashes(tip),
                configurations,
                sources,
                signed(place.block()),
                tip == place.block()
                        ? Optional.empty()
                        : Optional.of(signed(tip).signatures()),
                Optional.empty(),
                new Certificate.Issue(
                        PeerQuestions.serialized(issuer),
                        session.clock().instant().toString(),
                        tip + 1,
                        ByteString.EMPTY));
        Certificate attested = attest(draft, transaction.txId(), patience);
        Certificate certificate =
                attested.signed(PeerQuestions.sign(issuer, ByteString.copyFrom(CertificateFormat.toSign(attested))));
        byte[] file = CertificateFormat.write(certificate);
        Verdict verdict = CertificateVerifier.verify(file, new TrustAnchor.Genesis(session.genesis()));
        verdict.failure().ifPresent(check -> {
            throw new NoCertificate("What the ledger delivered makes no certificate; check '" + check.name()
                    + "' fails: " + check.detail());
        });
        return new Made(file, verdict, notes);
    }

    private Found find(Subject subject) throws InterruptedException, InvalidProtocolBufferException {
        return switch (subject) {
            case Subject.Transaction asked -> new Found(walk.transaction(asked.txId()), Optional.empty());
            case Subject.Key asked -> {
                List<Place> moves = walk.moves(asked.key());
                if (moves.isEmpty()) {
                    throw new NoCertificate("The ledger holds no " + asked.what() + ".");
                }
                yield new Found(moves.getLast(), Optional.empty());
            }
            case Subject.Reference asked -> {
                List<TradeId> trades = walk.view().trades(asked.reference());
                if (trades.size() != 1) {
                    throw new NoCertificate(
                            trades.isEmpty()
                                    ? "No trade on the ledger has the reference '" + asked.reference() + "'."
                                    : "Several trades have the reference '" + asked.reference() + "': " + trades
                                            + ". Name one by --trade PAGE/INDEX.");
                }
                yield trade(trades.get(0));
            }
            case Subject.Trade asked -> {
                PageId page = walk.view().statuses().stream()
                        .map(StatusPage::id)
                        .filter(id -> id.path().equals(asked.page()))
                        .findFirst()
                        .orElseThrow(() -> new NoCertificate("The ledger has no page " + asked.page() + "."));
                if (asked.index() < 0
                        || asked.index() >= walk.view().page(page).orElseThrow().count()) {
                    throw new NoCertificate("Page " + asked.page() + " has no trade " + asked.index() + ".");
                }
                yield trade(new TradeId(page, asked.index()));
            }
        };
    }

    /** The transaction that brought the trade to its state: going back, the last that still wrote that state. */
    private Found trade(TradeId id) throws InterruptedException, InvalidProtocolBufferException {
        String key = Keys.status(id.page());
        TradeState state = walk.view().state(id).orElseThrow();
        List<Place> moves = walk.moves(key);
        Place at = moves.get(moves.size() - 1);
        for (int i = moves.size() - 2; i >= 0; i--) {
            ByteString value = transaction(moves.get(i)).writes().stream()
                    .filter(write -> write.key().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .value();
            if (StatusPage.decode(value.toByteArray()).state(id.index()) != state) {
                break;
            }
            at = moves.get(i);
        }
        ByteString page =
                ByteString.copyFrom(walk.view().page(id.page()).orElseThrow().encode());
        return new Found(at, Optional.of(new TradePlace(page, id.index())));
    }

    private Block block(long number) throws InterruptedException {
        Block known = fetched.get(number);
        if (known == null) {
            known = walk.fetch(number);
            fetched.put(number, known);
        }
        return known;
    }

    private BlockTransaction transaction(Place place) throws InterruptedException, InvalidProtocolBufferException {
        return BlockDecoder.envelope(block(place.block()).getData().getData(place.index()), place.index());
    }

    /** The blocks from which the transaction read its constitution and its policy. */
    private List<StoredBlock> sources(BlockTransaction transaction)
            throws InterruptedException, InvalidProtocolBufferException {
        String chaincode = session.profile().chaincode();
        TreeMap<Long, StoredBlock> found = new TreeMap<>();
        Optional<ReadEntry.Version> constitution = ReadValues.version(transaction, chaincode, Keys.CONSTITUTION);
        if (constitution.isPresent()) {
            add(found, constitution.get());
        }
        Optional<ReadEntry.Version> definition =
                ReadValues.version(transaction, TransactionProof.LIFECYCLE, TransactionProof.sequenceKey(chaincode));
        while (definition.isPresent()) {
            add(found, definition.get());
            BlockTransaction defining = transaction(new Place(
                    definition.get().block(), Math.toIntExact(definition.get().transaction())));
            boolean written = defining.writes().stream()
                    .anyMatch(write -> write.key().equals(TransactionProof.validationKey(chaincode)));
            definition = written
                    ? Optional.empty()
                    : ReadValues.version(
                            defining, TransactionProof.LIFECYCLE, TransactionProof.validationKey(chaincode));
        }
        return List.copyOf(found.values());
    }

    private void add(Map<Long, StoredBlock> into, ReadEntry.Version version) throws InterruptedException {
        into.put(version.block(), stored(block(version.block())));
    }

    private static StoredBlock stored(Block block) {
        return new StoredBlock(block.getHeader().getNumber(), block.getData().getDataList());
    }

    /** A block with those of its signatures that are right; a peer may have been given others beside them. */
    private SignedBlock signed(long number) throws InterruptedException, InvalidProtocolBufferException {
        Block block = block(number);
        Metadata metadata = Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
        List<Optional<Signer>> signers = rules.lowerEntry(number).getValue().orderers(block.getHeader(), metadata);
        Map<Signer, OrdererSignature> each = new LinkedHashMap<>();
        for (int i = 0; i < signers.size(); i++) {
            MetadataSignature signature = metadata.getSignatures(i);
            signers.get(i)
                    .ifPresent(signer -> each.putIfAbsent(
                            signer,
                            new OrdererSignature(
                                    signature.getSignatureHeader(),
                                    signature.getIdentifierHeader(),
                                    signature.getSignature())));
        }
        return new SignedBlock(stored(block), new Signatures(metadata.getValue(), List.copyOf(each.values())));
    }

    /** Asks each peer until enough attest, or patience is over. */
    private Certificate attest(Certificate draft, String txId, Duration patience)
            throws InterruptedException, InvalidProtocolBufferException, GeneralSecurityException {
        Place place = draft.place();
        ChannelRules inForce = rules.lowerEntry(place.block()).getValue();
        Block block = block(place.block());
        PeerProof proof = new PeerProof(inForce, block.getHeader(), block.getData(), place.index());
        TransactionProof transaction = new TransactionProof(draft, inForce);
        PeerQuestions questions = PeerQuestions.about(
                draft.channel(), txId, issuer, session.clock().instant(), new SecureRandom());
        Map<Signer, PeerStatement> answers = new LinkedHashMap<>();
        List<LedgerConnections.Peer> open = new ArrayList<>(session.peers());
        Instant until = session.clock().instant().plus(patience);
        while (true) {
            notes.clear();
            for (LedgerConnections.Peer peer : List.copyOf(open)) {
                PeerQuestions.Answer answer = questions.ask(peer);
                Optional<Signer> signer = answer.statement().isPresent()
                        ? accepted(
                                proof, questions.question(), answer.statement().get(), draft.channel(), txId)
                        : Optional.empty();
                if (signer.isPresent()) {
                    answers.putIfAbsent(signer.get(), answer.statement().orElseThrow());
                    open.remove(peer);
                } else {
                    notes.add(
                            answer.trouble().isEmpty()
                                    ? peer.address().member()
                                            + ": its answer is not a statement that the transaction is valid"
                                    : answer.trouble());
                }
            }
            List<Signer> signers = List.copyOf(answers.keySet());
            boolean enough = transaction.satisfied(signers) && transaction.satisfiesChannel(signers);
            if (enough || open.isEmpty() || session.clock().instant().isAfter(until)) {
                return with(draft, enough, questions.question(), List.copyOf(answers.values()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static Optional<Signer> accepted(
            PeerProof proof, Attestation question, PeerStatement statement, String channel, String txId)
            throws InvalidProtocolBufferException {
        try {
            return Optional.of(proof.valid(with(question, List.of(statement)), channel, txId)
                    .get(0));
        } catch (Refuted e) {
            return Optional.empty();
        }
    }

    private static Attestation with(Attestation question, List<PeerStatement> peers) {
        return new Attestation(question.channelHeader(), question.signatureHeader(), question.payload(), peers);
    }

    private static Certificate with(
            Certificate draft, boolean enough, Attestation question, List<PeerStatement> answers) {
        return new Certificate(
                draft.channel(),
                draft.chaincode(),
                enough ? Finality.FINAL : Finality.IRREVOCABLE,
                draft.statement(),
                draft.place(),
                draft.trade(),
                draft.genesis(),
                draft.dataHashes(),
                draft.configurations(),
                draft.sources(),
                draft.block(),
                draft.tip(),
                answers.isEmpty() ? Optional.empty() : Optional.of(with(question, answers)),
                draft.issue());
    }
}
