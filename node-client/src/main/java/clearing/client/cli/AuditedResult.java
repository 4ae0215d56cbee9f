package clearing.client.cli;

import clearing.client.certificate.Check;
import clearing.client.certificate.ResultVerifier;
import clearing.client.certificate.TrustAnchor;
import clearing.client.certificate.Verdict;
import clearing.client.journal.AuditFile;
import clearing.kernel.reconcile.JournalRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A result, and the audit log that was sealed with its journal. */
final class AuditedResult {
    private AuditedResult() {}

    static Verdict verify(byte[] file, TrustAnchor anchor, Optional<Path> audit) {
        Verdict verdict = ResultVerifier.verify(file, anchor);
        if (audit.isEmpty() || !verdict.good()) {
            return verdict;
        }
        JournalRoot sealed = ResultVerifier.anchor(file).root();
        Optional<String> fault =
                AuditFile.refuse(audit.get(), sealed.audited(), sealed.audit().bytes());
        List<Check> checks = new ArrayList<>(verdict.checks());
        checks.add(new Check(
                "audit",
                fault.isEmpty(),
                fault.orElse("The audit log's first " + sealed.audited()
                        + " records are those that were sealed when the journal was anchored.")));
        return new Verdict(checks, fault.isEmpty() ? verdict.state() : Optional.empty(), verdict.statement());
    }
}
