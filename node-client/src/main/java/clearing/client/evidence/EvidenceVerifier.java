package clearing.client.evidence;

import clearing.client.certificate.Check;
import clearing.client.certificate.Finality;
import clearing.client.certificate.MemberSignature;
import clearing.client.certificate.ResultVerifier;
import clearing.client.certificate.Statements;
import clearing.client.certificate.TrustAnchor;
import clearing.client.certificate.UnreadableCertificate;
import clearing.client.certificate.Verdict;
import clearing.client.journal.AuditFile;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.reconcile.JournalRoot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Verifies a pack offline, from the trust anchor alone. In order: {@code signature} (the member signed every byte of the file), {@code pages} (drawn
 * again from the embedded facts they are the same), {@code embedded} (the certificates are those that the facts name), for each
 * {@code certificate} and {@code facts} (it is whole, and states what the pack states), and {@code audit}.
 */
public final class EvidenceVerifier {
    private final byte[] pdf;
    private final TrustAnchor believed;
    private final List<Check> checks = new ArrayList<>();
    private final ObjectNode statement = EvidenceFormat.object();
    private final Map<String, Blob> certificates;
    private final EvidenceDocument document;
    private Optional<Finality> weakest = Optional.empty();

    private EvidenceVerifier(byte[] pdf, TrustAnchor believed) {
        this.pdf = pdf;
        this.believed = believed;
        this.certificates = new TreeMap<>(EvidenceFiles.of(pdf));
        Blob facts = certificates.remove(EvidenceFormat.FILE);
        if (facts == null) {
            throw new UnreadableEvidence("It is a PDF, and no evidence pack: it has no " + EvidenceFormat.FILE + ".");
        }
        this.document = EvidenceFormat.read(facts.bytes());
    }

    /** Whether the bytes say that they are a PDF, and so perhaps a pack. */
    public static boolean reads(byte[] file) {
        return EvidenceFiles.isPdf(file);
    }

    /**
     * Verifies a pack's file.
     *
     * @param audit the member's audit log, exported
     * @throws UnreadableEvidence when the bytes are no pack
     */
    public static EvidenceVerdict verify(byte[] pdf, TrustAnchor believed, Optional<Path> audit) {
        EvidenceVerifier verifier = new EvidenceVerifier(pdf, believed);
        verifier.run(audit);
        return new EvidenceVerdict(verifier.checks, verifier.weakest, verifier.statement);
    }

    private void run(Optional<Path> audit) {
        EvidenceFacts facts = document.facts();
        statement
                .put("sentence", facts.title() + ", as " + facts.member() + " states it as of " + facts.at() + ".")
                .put("member", facts.member())
                .put("title", facts.title())
                .put("at", facts.at().toString());
        ArrayNode proved = statement.putArray("proved");
        boolean good = check("signature", signature(), "Signed by " + facts.member() + ", every byte of the file.")
                && check("pages", pages(), "The pages are those that the embedded facts make.")
                && check(
                        "embedded",
                        embedded(),
                        certificates.size() + " certificates are embedded, as the facts name them.");
        for (EvidenceDocument.Named named : document.certificates()) {
            good = good
                    && certificate(
                            certificates
                                    .getOrDefault(named.name(), Blob.of(new byte[0]))
                                    .bytes(),
                            proved);
        }
        if (good && audit.isPresent()) {
            check(
                    "audit",
                    audited(audit.get()),
                    facts.audit().size() + " records are in the audit log that was sealed with the journal.");
        }
    }

    private boolean check(String name, Optional<String> fault, String found) {
        checks.add(new Check(name, fault.isEmpty(), fault.orElse(found)));
        return fault.isEmpty();
    }

    private Optional<String> signature() {
        byte[] signed = EvidencePack.unsigned(pdf, document);
        Optional<String> member = MemberSignature.member(
                believed, document.identity().bytes(), document.signature().bytes(), signed);
        return member.filter(document.facts().member()::equals).isPresent()
                ? Optional.empty()
                : Optional.of("It is not signed by " + document.facts().member()
                        + ", or something in it was changed since it was.");
    }

    private Optional<String> pages() {
        byte[] drawn = EvidencePack.drawn(document, certificates);
        return Arrays.equals(drawn, EvidencePack.unsigned(pdf, document))
                ? Optional.empty()
                : Optional.of("The pages say something else than the embedded facts.");
    }

    private Optional<String> embedded() {
        List<String> named = document.certificates().stream()
                .map(EvidenceDocument.Named::name)
                .toList();
        if (!named.equals(List.copyOf(certificates.keySet()))) {
            return Optional.of("Embedded are " + certificates.keySet() + ", and the facts name " + named + ".");
        }
        return document.certificates().stream()
                .filter(c -> !HexFormat.of()
                        .formatHex(Bytes.sha256(certificates
                                .getOrDefault(c.name(), Blob.of(new byte[0]))
                                .bytes()))
                        .equals(c.sha256()))
                .findFirst()
                .map(c -> c.name() + " has another hash than the facts state.");
    }

    private boolean certificate(byte[] file, ArrayNode proved) {
        try {
            Verdict verdict = Statements.verify(file, believed);
            Optional<Check> failure = verdict.failure();
            if (!check(
                    "certificate",
                    failure.map(f -> "Its check '" + f.name() + "' fails: " + f.detail()),
                    verdict.statement().path("sentence").asText())) {
                return false;
            }
            weakest = verdict.state()
                    .filter(state -> weakest.isEmpty() || state == Finality.IRREVOCABLE)
                    .or(() -> weakest);
            Optional<String> proves = new ProvedFacts(document.facts()).proves(verdict.statement());
            proves.ifPresent(proved::add);
            return check(
                    "facts",
                    proves.isPresent()
                            ? Optional.empty()
                            : Optional.of("The pack states something else than this certificate."),
                    proves.orElse(""));
        } catch (UnreadableCertificate e) {
            return check("certificate", Optional.of(String.valueOf(e.getMessage())), "");
        }
    }

    private Optional<String> audited(Path log) {
        Optional<byte[]> result = certificates.values().stream()
                .map(Blob::bytes)
                .filter(ResultVerifier::reads)
                .findFirst();
        if (result.isEmpty()) {
            return Optional.of("No certificate of a result is embedded, so nothing says which seal the audit log has.");
        }
        JournalRoot sealed = ResultVerifier.anchor(result.get()).root();
        Optional<String> fault =
                AuditFile.refuse(log, sealed.audited(), sealed.audit().bytes());
        if (fault.isPresent()) {
            return fault;
        }
        Map<Long, String> hashes = AuditFile.hashes(log, sealed.audited());
        return document.facts().audit().stream()
                .filter(record -> record.index() < sealed.audited())
                .filter(record -> !record.hash().equals(hashes.get(record.index()))
                        || !AuditFile.follows(
                                record.index(),
                                hashes,
                                record.at(),
                                record.actor(),
                                record.action(),
                                record.subject(),
                                record.detail()))
                .findFirst()
                .map(record -> "Record " + record.index() + " of the pack is not that of the audit log.");
    }
}
