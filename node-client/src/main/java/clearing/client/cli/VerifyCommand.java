package clearing.client.cli;

import clearing.client.certificate.CertificateVerifier;
import clearing.client.certificate.Check;
import clearing.client.certificate.Finality;
import clearing.client.certificate.ResultVerifier;
import clearing.client.certificate.TrustAnchor;
import clearing.client.certificate.UnreadableCertificate;
import clearing.client.certificate.Verdict;
import clearing.client.evidence.EvidenceVerdict;
import clearing.client.evidence.EvidenceVerifier;
import clearing.client.evidence.UnreadableEvidence;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing verify}: checks a certificate, offline. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Verifies a certificate, of a trade, a transaction, or a result of a reconciliation, or an evidence pack (PDF) with those inside of it, "
                    + "with nothing but the members' root certificates, or the channel's genesis block: no network, no profile.",
            "Exits 0 when it is good, 1 when it is not, naming the first check that fails, 2 when a file cannot "
                    + "be read."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The certificate, or the evidence pack.")
    private Path file = Path.of("");

    /** What is believed; one of them. */
    static final class Believed {
        @Option(
                names = "--roots",
                paramLabel = "DIR",
                description = "Root certificates: MEMBER.pem, or MEMBER/msp/cacerts/*.pem.")
        private Optional<Path> roots = Optional.empty();

        @Option(names = "--genesis", paramLabel = "FILE", description = "The channel's genesis block.")
        private Optional<Path> genesis = Optional.empty();
    }

    @ArgGroup(multiplicity = "1")
    private Believed believed = new Believed();

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description = "The audit log of the member, exported; held against what was anchored with its journal.")
    private Optional<Path> audit = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        TrustAnchor anchor = believed.roots
                .map(TrustAnchor::roots)
                .orElseGet(() -> TrustAnchor.genesis(believed.genesis.orElseThrow()));
        Verdict verdict;
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (EvidenceVerifier.reads(bytes)) {
                EvidenceVerdict pack = EvidenceVerifier.verify(bytes, anchor, audit);
                String state = pack.proven().map(Finality::name).orElse("SIGNED");
                show(pack.good() ? Optional.of(state) : Optional.empty(), pack.checks(), pack.statement());
                return pack.good() ? Exit.DONE : Exit.REFUSED;
            }
            verdict = ResultVerifier.reads(bytes)
                    ? AuditedResult.verify(bytes, anchor, audit)
                    : CertificateVerifier.verify(bytes, anchor);
        } catch (IOException e) {
            return unreadable("It cannot be read: " + e.getMessage());
        } catch (UnreadableCertificate | UnreadableEvidence e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
        show(verdict.state().map(Finality::name), verdict.checks(), verdict.statement());
        return verdict.good() ? Exit.DONE : Exit.REFUSED;
    }

    private int unreadable(String sentence) {
        if (output.json()) {
            output.print(
                    Output.object().put("good", false).put("failed", "format").put("detail", sentence));
        }
        output.err().println(file + ": format: " + sentence);
        return Exit.BAD_INPUT;
    }

    private void show(Optional<String> state, List<Check> checks, JsonNode statement) {
        Optional<String> failed = checks.stream()
                .filter(check -> !check.passed())
                .map(Check::name)
                .findFirst();
        ObjectNode node = Output.object().put("good", state.isPresent());
        state.ifPresent(word -> node.put("state", word));
        failed.ifPresent(name -> node.put("failed", name));
        ArrayNode each = node.putArray("checks");
        for (Check check : checks) {
            each.addObject()
                    .put("name", check.name())
                    .put("passed", check.passed())
                    .put("detail", check.detail());
            if (!output.json()) {
                output.out().printf("%s %-15s %s%n", check.passed() ? "✓" : "✗", check.name(), check.detail());
            }
        }
        if (output.json()) {
            if (state.isPresent()) {
                node.set("statement", statement);
            }
            output.print(node);
        } else {
            output.out().println(state.orElseGet(() -> "NOT GOOD: " + failed.orElse("")));
        }
    }
}
